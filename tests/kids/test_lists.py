"""Lists of lessons: what comes first, and why."""

from datetime import timedelta

import pytest

from apps.kids.mastery.tracing import ItemChances
from apps.kids.recommending.lessons import Pace, ReasonCode, SkillState, Source
from apps.kids.recommending.rule_list import list_by_rules
from apps.kids.recommending.scoring import get_freshness, get_gap, get_pace, recommend
from tests.kids.children import TODAY, make_child, make_lesson, make_mastered

YESTERDAY = TODAY - timedelta(days=1)
CHAIN = {"skill-1": ["skill-0"], "skill-2": ["skill-1"]}
LESSONS = [
    make_lesson(f"{skill}{number}", position=3 * skill + number, skills=[f"skill-{skill}"])
    for skill in range(3)
    for number in range(3)
]


def get_ids(made):
    return [one.lesson.id for one in made.lessons]


def get_reasons(made):
    return {one.lesson.id: (one.reason.code, dict(one.reason.numbers)) for one in made.lessons}


def test_a_new_child_gets_the_first_skill_that_needs_nothing():
    made = recommend(make_child(), LESSONS, CHAIN, today=TODAY)
    assert (made.source, get_ids(made)) == (Source.BKT, ["00", "01"])
    assert made.lessons[0].is_easy
    assert made.lessons[1].reason.code == ReasonCode.NEW_SKILL


@pytest.mark.parametrize(("known", "opens"), [(0.59, False), (0.6, True)])
def test_a_skill_opens_when_its_prerequisite_is_at_60_percent(known, opens):
    made = recommend(make_child(skill_0=known), LESSONS, CHAIN, today=TODAY)
    assert ("10" in get_ids(made)) is opens


def test_a_prerequisite_of_an_earlier_class_locks_nobody_out_until_answers_speak():
    later = [make_lesson("x", kg_class="KG2", skills=["skill-1"]), make_lesson("y", kg_class="KG2", skills=["skill-3"])]
    lessons = [*LESSONS, *later]
    assert "x" in get_ids(recommend(make_child(kg_class="KG2"), lessons, CHAIN, today=TODAY))
    weak = make_child(kg_class="KG2", skill_0=0.2)
    assert get_ids(recommend(weak, lessons, CHAIN, today=TODAY)) == ["y"]


def test_a_lesson_may_train_a_skill_together_with_what_it_needs():
    both = make_lesson("x", skills=["skill-0", "skill-1"])
    made = recommend(make_child(skill_0=0.1), [both], CHAIN, today=TODAY)
    assert (made.source, get_ids(made)) == (Source.BKT, ["x"])
    done = make_child(done=["y"])
    listed = list_by_rules(done, [both, make_lesson("y")], CHAIN, today=TODAY, size=1)
    assert [one.lesson.id for one in listed] == ["x"]


def test_misses_are_the_reason_where_most_of_them_were():
    missed = SkillState(known=0.5, answers=8, misses=3, last_on=YESTERDAY)
    other = SkillState(known=0.5, answers=8, misses=1, last_on=YESTERDAY)
    lessons = [*LESSONS, make_lesson("x", position=20, skills=["skill-4"])]
    made = recommend(make_child(skill_0=missed, skill_4=other), lessons, {}, today=TODAY, size=9)
    reasons = get_reasons(made)
    assert reasons["01"] == (ReasonCode.MISSES, {"misses": 3, "all_misses": 4})
    assert reasons["x"] == (ReasonCode.PRACTICE, {"percent": 50, "target_percent": 95})


def test_a_due_review_brings_a_done_lesson_back_and_says_since_when():
    child = make_child(done=["00"], skill_0=make_mastered(days_ago=3), skill_4=0.9)
    lessons = [LESSONS[0], make_lesson("x", position=20, skills=["skill-4"])]
    made = recommend(child, lessons, {}, today=TODAY)
    assert get_reasons(made)["00"] == (ReasonCode.DUE_REVIEW, {"days": 3, "percent": 88})
    tomorrow = make_child(done=["00"], skill_0=make_mastered(days_ago=3, due_in=1), skill_4=0.9)
    assert get_ids(recommend(tomorrow, lessons, {}, today=TODAY)) == ["x"]


def test_of_mastered_skills_the_doubtful_one_is_reviewed_first():
    firm, doubtful = make_mastered(days_ago=9), make_mastered(days_ago=3, rights=8)
    lessons = [make_lesson("x", skills=["skill-4"]), make_lesson("y", position=9, skills=["skill-5"]), *LESSONS[:2]]
    child = make_child(done=["x", "y"], skill_4=firm, skill_5=doubtful)
    assert get_ids(recommend(child, lessons, {}, today=TODAY))[:2] == ["y", "00"]


def test_one_lesson_is_an_easy_success_and_comes_first():
    likely = ItemChances(slip=0.05, guess=0.25)
    lessons = [*LESSONS, make_lesson("x", position=20, skills=["skill-4"], chances=likely)]
    made = recommend(make_child(skill_0=0.3, skill_4=0.9), lessons, {}, today=TODAY)
    assert [one.is_easy for one in made.lessons] == [True, False, False]
    assert get_reasons(made)["x"] == (ReasonCode.EASY_SUCCESS, {"percent": 88})


def test_language_and_device_are_kept_to_while_anything_fits():
    russian = make_lesson("r", languages=frozenset({"ru"}))
    by_switch = make_lesson("s", devices=frozenset({"switch"}))
    assert get_ids(recommend(make_child(), [russian, by_switch, LESSONS[0]], {}, today=TODAY)) == ["00"]
    assert set(get_ids(recommend(make_child(), [russian, by_switch], {}, today=TODAY))) == {"r", "s"}


def test_the_parts_of_a_score():
    two = make_lesson("x", skills={"skill-0": 3.0, "skill-4": 1.0})
    child = make_child(skill_0=0.55, skill_4=make_mastered())
    assert get_gap(child, two) == pytest.approx(0.3)
    seen = [SkillState(last_on=TODAY - timedelta(days=days)) for days in range(3)]
    fresh = [get_freshness(make_child(skill_0=state), LESSONS[0], TODAY) for state in seen]
    assert fresh == pytest.approx([0.4, 0.7, 0.85])
    assert get_freshness(make_child(), LESSONS[0], TODAY) == 1
    usual = {"minutes": 6.0, "class_minutes": 6.0, "finished_share": 0.8, "class_finished_share": 0.8}
    slow, quick = ({**usual, "minutes": minutes, "lessons": 5} for minutes in (12.0, 4.0))
    assert [get_pace(Pace(**one)) for one in (slow, quick)] == pytest.approx([0.75, 1.25])
    assert get_pace(None) == get_pace(Pace(lessons=40, **usual)) == 1
    leaves = Pace(**{**usual, "lessons": 45, "finished_share": 0.2})
    assert get_pace(leaves) == pytest.approx(0.55)


def test_the_rule_list_follows_the_order_of_the_class():
    listed = list_by_rules(make_child(done=["00"]), LESSONS, CHAIN, today=TODAY, size=3)
    assert [one.lesson.id for one in listed] == ["01", "02", "00"]
    assert [one.reason.code for one in listed] == [ReasonCode.NEXT_LESSON, ReasonCode.NEXT_LESSON, ReasonCode.AGAIN]
    next_skill = list_by_rules(make_child(done=["00", "01", "02"]), LESSONS, CHAIN, today=TODAY, size=2)
    assert [one.lesson.id for one in next_skill] == ["10", "11"]


def test_when_all_is_done_and_nothing_is_due_lessons_come_again():
    child = make_child(done=[lesson.id for lesson in LESSONS])
    made = recommend(child, LESSONS, CHAIN, today=TODAY)
    assert (made.source, len(made.lessons)) == (Source.RULES, 3)
    assert made.lessons[0].reason.numbers == {"days": 1}


def test_where_all_lessons_wait_the_first_come_all_the_same():
    needs = {"skill-0": ["skill-4"], "skill-4": ["skill-5"], "skill-5": ["skill-0"]}
    lessons = [make_lesson("x", position=1, skills=["skill-4"]), make_lesson("y", position=2, skills=["skill-0"])]
    unknown = make_child(skill_5=0.1)
    made = recommend(unknown, lessons, needs, today=TODAY)
    assert (made.source, get_ids(made)[0]) == (Source.RULES, "x")


def test_without_lessons_of_the_class_the_list_is_empty():
    made = recommend(make_child(kg_class=None), LESSONS, CHAIN, today=TODAY)
    assert (made.source, made.lessons) == (Source.RULES, [])
