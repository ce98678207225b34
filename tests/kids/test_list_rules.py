"""What holds of every list: class, prerequisites, no needless repetition, one easy success, never empty.

`TALIM_LONG=1` draws 2,000 situations.
"""

import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.kids.recommending.lessons import LessonList, Source
from apps.kids.recommending.rule_list import list_by_rules
from apps.kids.recommending.scoring import SIZE, recommend
from bench.kids.violations import list_violations
from tests.kids.children import TODAY, make_child, make_lesson, make_mastered, situations

LONG = bool(os.environ.get("TALIM_LONG"))

many = settings(max_examples=2000 if LONG else 150, deadline=None)


@many
@given(situations(), st.integers(1, 5))
def test_no_list_breaks_a_rule_or_is_empty(situation, size):
    child, lessons, needs = situation
    made = recommend(child, lessons, needs, today=TODAY, size=size)
    assert list_violations(child, lessons, needs, made, TODAY) == []
    assert len(made.lessons) <= size
    assert made == recommend(child, lessons, needs, today=TODAY, size=size)
    assert bool(made.lessons) == any(lesson.kg_class in (child.kg_class, "MIXED") for lesson in lessons)
    for one in made.lessons:
        assert one.score >= 0
        assert one.reason.skill in one.lesson.skills
        assert all(isinstance(number, int) for number in one.reason.numbers.values())


@many
@given(situations(), st.integers(1, 5))
def test_no_list_by_rules_breaks_one_with_or_without_data(situation, size):
    child, lessons, needs = situation
    for known in (child, make_child(done=child.done, kg_class=child.kg_class)):
        listed = list_by_rules(known, lessons, needs, today=TODAY, size=size)
        made = LessonList(source=Source.RULES, lessons=listed)
        assert list_violations(known, lessons, needs, made, TODAY) == []
        assert len(listed) <= size


def list_broken(child, lessons, needs, *, of=None, source=Source.BKT):
    """What a list breaks that holds the named lessons of a proper one."""
    made = recommend(child, of or lessons, needs, today=TODAY, size=SIZE)
    return Counter(list_violations(child, lessons, needs, LessonList(source=source, lessons=made.lessons), TODAY))


def test_control_a_list_that_breaks_a_rule_is_seen():
    lesson = make_lesson("a", skills=["skill-1"])
    other_class = make_lesson("b", kg_class="KG2")
    child = make_child(skill_0=0.59)
    taught = make_lesson("c", skills=["skill-0"])
    assert list_broken(make_child(), [lesson, other_class], {}) == {}
    assert list_broken(make_child(kg_class="KG2"), [lesson, other_class], {}, of=[other_class]) == {}
    foreign = recommend(make_child(kg_class="KG2"), [other_class], {}, today=TODAY)
    assert "class" in list_violations(make_child(), [lesson, other_class], {}, foreign, TODAY)
    unready = recommend(child, [lesson], {}, today=TODAY)
    assert list_violations(child, [lesson, taught], {"skill-1": ["skill-0"]}, unready, TODAY) == ["prerequisite"]
    again = recommend(make_child(), [lesson], {}, today=TODAY)
    assert list_violations(make_child(done=["a"]), [lesson], {}, again, TODAY) == ["repetition"]
    nothing = LessonList(source=Source.BKT, lessons=[])
    assert list_violations(make_child(), [lesson], {}, nothing, TODAY) == ["empty", "easy success"]
    three = [make_lesson(name, position=place) for place, name in enumerate("abc")]
    forced = [recommend(make_child(), [one], {}, today=TODAY).lessons[0] for one in three]
    broken = list_violations(make_child(), three, {}, LessonList(source=Source.BKT, lessons=forced), TODAY)
    assert broken == ["more than two of a skill", "easy success"]
    fresh = make_child(skill_0=make_mastered(due_in=9))
    needless = recommend(make_child(), three, {}, today=TODAY)
    assert "mastered" in list_violations(fresh, three, {}, needless, TODAY)
