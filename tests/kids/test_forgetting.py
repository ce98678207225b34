"""FSRS: days between reviews, the same in any process."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kids.mastery.forgetting import MAX_DAYS_YOUNG, Recall, compute_recall_chance, review

FIRST = date(2026, 9, 1)
ROOT = Path(__file__).resolve().parent.parent.parent
ANSWERS = [Recall.RIGHT, Recall.RIGHT, Recall.WRONG, Recall.RIGHT_WITH_HELP, Recall.RIGHT, Recall.RIGHT]
PRINT_DAYS = """
from datetime import date
from apps.kids.mastery.forgetting import Recall, review
memory, on = None, date(2026, 9, 1)
for recall in "{answers}".split():
    memory = review(memory, Recall(recall), on=on, age=5)
    on = memory.due_on
    print(on, repr(memory.stability), repr(memory.difficulty))
"""


def review_when_due(answers, *, age=5):
    """The memory after each answer, given on the day on which it is due."""
    memory, memories = None, []
    for recall in answers:
        memory = review(memory, recall, on=memory.due_on if memory else FIRST, age=age)
        memories.append(memory)
    return memories


def test_the_same_answers_give_the_same_days_in_any_process():
    code = PRINT_DAYS.format(answers=" ".join(ANSWERS))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Tashkent"), ("2", "America/Lima"))
    }
    memories = review_when_due(ANSWERS)
    here = "".join(f"{one.due_on} {one.stability!r} {one.difficulty!r}\n" for one in memories)
    assert outputs == {here}


def test_first_reviews_are_those_of_the_parameters_of_fsrs_6():
    # The first stabilities are the parameters w0, w1 and w2 of FSRS-6; at a retention of .9 a review is due after
    # so many days, rounded, and at least one.
    right, helped, wrong = (review(None, recall, on=FIRST, age=5) for recall in Recall)
    assert [one.stability for one in (right, helped, wrong)] == [2.3065, 1.2931, 0.212]
    assert [(one.due_on - FIRST).days for one in (right, helped, wrong)] == [2, 1, 1]


def test_days_grow_with_right_answers_and_stay_within_three_weeks_below_seven():
    young, older = review_when_due([Recall.RIGHT] * 8, age=6), review_when_due([Recall.RIGHT] * 8, age=7)
    days = [(one.due_on - one.last_on).days for one in young]
    assert days == sorted(days)
    assert days[-1] == MAX_DAYS_YOUNG == 21
    assert (older[-1].due_on - older[-1].last_on).days > 21


@given(st.lists(st.sampled_from(Recall), min_size=1, max_size=12), st.integers(0, 40))
def test_a_right_answer_never_comes_back_sooner_than_a_wrong_one(answers, later):
    memory = review_when_due(answers)[-1]
    on = memory.last_on + timedelta(days=later)
    right, helped, wrong = (review(memory, recall, on=on, age=5) for recall in Recall)
    assert on < wrong.due_on <= helped.due_on <= right.due_on <= on + timedelta(days=21)


def test_the_chance_to_remember_falls_from_one_to_nine_tenths_at_the_stability():
    memory = review(None, Recall.RIGHT, on=FIRST, age=5)
    chances = [compute_recall_chance(memory, on=FIRST + timedelta(days=days)) for days in range(6)]
    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    assert chances[2] > 0.9 > chances[3]
    assert not memory.is_due(FIRST + timedelta(days=1))
    assert memory.is_due(FIRST + timedelta(days=2))


def test_a_review_before_the_last_one_is_refused():
    memory = review(None, Recall.RIGHT, on=FIRST, age=5)
    with pytest.raises(ValueError, match="a review on"):
        review(memory, Recall.RIGHT, on=FIRST - timedelta(days=1), age=5)
