"""Who needs which skill, and who may practise together: a plain rule."""

from hypothesis import given
from hypothesis import strategies as st

from apps.kids.recommending.circles import MOST_CHILDREN, Circle, list_needed, suggest_circles

SKILLS = ["count-5", "count-10", "rhyme"]
NEEDS = {"count-10": ["count-5"], "rhyme": ["letters"]}
"""Letters belong to an earlier class."""


def test_a_child_needs_what_it_is_ready_for_least_known_first():
    assert list_needed({"count-5": 0.79, "count-10": 0.3, "rhyme": 0.5}, SKILLS, NEEDS) == [
        "count-10",
        "rhyme",
        "count-5",
    ]
    assert list_needed({"count-5": 0.59, "count-10": 0.3}, SKILLS, NEEDS) == ["count-5"]
    assert list_needed({"count-10": 0.3}, SKILLS, NEEDS) == [], "the one before was never practised, and is taught here"
    assert list_needed({"rhyme": 0.3, "letters": 0.2}, SKILLS, NEEDS) == []
    assert list_needed({"rhyme": 0.8}, SKILLS, NEEDS) == [], "high"


def test_children_who_know_a_skill_equally_well_stand_together():
    known = [0.7, 0.1, 0.5, 0.2, 0.6, 0.3]
    children = {f"child-{place}": {"count-5": value} for place, value in enumerate(known)}
    assert suggest_circles(children | {"alone": {"rhyme": 0.3}}, SKILLS, NEEDS) == [
        Circle("count-5", ("child-1", "child-3", "child-5"), low=3, medium=0),
        Circle("count-5", ("child-2", "child-4", "child-0"), low=0, medium=3),
    ]


@given(st.lists(st.dictionaries(st.sampled_from(SKILLS), st.floats(0, 1)), max_size=30))
def test_circles_are_small_and_of_children_who_need_the_skill(states):
    children = dict(enumerate(states))
    for circle in suggest_circles(children, SKILLS, NEEDS):
        assert 2 <= len(circle.children) <= MOST_CHILDREN
        assert len(set(circle.children)) == len(circle.children) == circle.low + circle.medium
        for child in circle.children:
            assert circle.skill in list_needed(children[child], SKILLS, NEEDS)
