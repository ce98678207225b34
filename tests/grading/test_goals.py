"""What a pupil needs, by hand and against brute force."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.grading.computation import compute_grade
from apps.grading.explanations import ItemState
from apps.grading.goals import GoalState, compute_goal
from apps.grading.gradebooks import LatePenalty
from tests.grading.drawn_gradebooks import cases, unhurried
from tests.grading.gradebook_words import EXCUSED, NOON, category, entry, gradebook, item, record

H, T = category("h", 40), category("t", 60)
ITEMS = [item("h1"), item("h2"), item("t1", 50)]


@pytest.mark.parametrize(
    ("marks", "percent", "state", "needed", "remaining"),
    [
        # .4 x (8 + 10x) / 20 + .6 x x = .86: .16 + .8 x = .86
        ({"h1": 8}, 86, GoalState.WITHIN_REACH, "87.50", ("h2", "t1")),
        # .4 x .75 + .6 x = .86: x = .5600 / .6 = .93333, and .9333 gives 85.998 = 86.00 when it is rounded
        ({"h1": 8, "h2": 7}, 86, GoalState.WITHIN_REACH, "93.33", ("t1",)),
        ({"h1": 0, "h2": 0}, 71, GoalState.OUT_OF_REACH, None, ("t1",)),
        ({"h1": 0, "h2": 0}, 60, GoalState.WITHIN_REACH, "100.00", ("t1",)),
        ({"h1": 10, "t1": 50}, 71, GoalState.REACHED, "0.00", ("h2",)),  # .4 x .5 + .6 = 80 with 0 on h2
        ({"h1": 10, "h2": 10, "t1": 40}, 86, GoalState.REACHED, "0.00", ()),  # .4 + .48 = 88
        ({"h1": 10, "h2": 10, "t1": 38}, 86, GoalState.OUT_OF_REACH, None, ()),  # .4 + .456 = 85.6
        ({}, 56, GoalState.WITHIN_REACH, "56.00", ("h1", "h2", "t1")),
        ({}, 0, GoalState.REACHED, "0.00", ("h1", "h2", "t1")),
        ({"h1": EXCUSED, "h2": EXCUSED}, 86, GoalState.WITHIN_REACH, "86.00", ("t1",)),
    ],
)
def test_a_goal_takes_what_was_worked_out_by_hand(marks, percent, state, needed, remaining):
    goal = compute_goal(gradebook([H, T], ITEMS), record(marks), Decimal(percent), now=NOON)
    assert (goal.state, goal.items) == (state, remaining)
    assert goal.needed_percent == (None if needed is None else Decimal(needed))


def test_extra_credit_and_what_weighs_nothing_are_not_asked_for():
    categories = [H, category("t", 0), category("x", 5, is_extra_credit=True)]
    items = [item("h1"), item("h2", is_extra_credit=True), item("t1"), item("x1")]
    goal = compute_goal(gradebook(categories, items), record(), Decimal(86), now=NOON)
    assert (goal.items, goal.needed_percent) == (("h1",), Decimal("86.00"))


def test_work_that_is_already_late_bears_its_penalty():
    due_at = NOON - timedelta(days=2)
    late = item("h1", due_at=due_at, late_penalty=LatePenalty(percent_per_day=Decimal(10)))
    handed_in = record(handed_in_at={"h1": NOON - timedelta(days=1)})
    goal = compute_goal(gradebook([H], [late]), handed_in, Decimal(86), now=NOON)
    assert (goal.state, goal.needed_percent) == (GoalState.WITHIN_REACH, Decimal("96.00"))
    assert compute_goal(gradebook([H], [late]), handed_in, Decimal(91), now=NOON).state == GoalState.OUT_OF_REACH


def test_a_dropped_item_is_thought_of():
    # 2 and 10 stand, the lowest of three is dropped: (10 + 7.199) / 20 = 85.995, which is 86.00 when it is rounded
    book = gradebook([category("h", drop_lowest=1)], [item("h1"), item("h2"), item("h3")])
    goal = compute_goal(book, record({"h1": 2, "h2": 10}), Decimal(86), now=NOON)
    assert goal.needed_percent == Decimal("71.99")


def test_nothing_that_counts_is_out_of_reach():
    book = gradebook([H], [item("h1", is_extra_credit=True)])
    assert compute_goal(book, record({"h1": 9}), Decimal(0), now=NOON).state == GoalState.OUT_OF_REACH


@unhurried
@given(cases(), st.sampled_from([30, 56, 71, 86, 100]), st.data())
def test_a_goal_is_what_trying_out_finds(case, bound, data):
    book, found = case
    goal = compute_goal(book, found, Decimal(bound), now=NOON)
    waiting = [
        one.item
        for one in compute_grade(book, found, now=NOON).list_items()
        if one.state in (ItemState.OPEN, ItemState.HANDED_IN) and one.item.id in goal.items
    ]
    assert [one.id for one in waiting] == list(goal.items)

    def is_enough(percent):
        written = [entry(one.id, one.max_points * percent / 100, 99) for one in waiting]
        grade = compute_grade(book, replace(found, entries=[*found.entries, *written]), now=NOON)
        return grade.percent is not None and grade.percent >= bound

    tried = [*map(Decimal, range(0, 101, 5)), data.draw(st.decimals(0, 100, places=2))]
    if goal.state == GoalState.WITHIN_REACH:
        needed = goal.needed_percent
        tried += [needed - Decimal("0.01"), needed]
        assert [is_enough(percent) for percent in tried] == [percent >= needed for percent in tried]
        assert 0 < needed <= 100
    else:
        assert {is_enough(percent) for percent in tried} == {goal.state == GoalState.REACHED}
