"""When a skill is due again, by FSRS-6 (https://github.com/open-spaced-repetition, the package `fsrs`).

A skill has a stability (days after which it is remembered with a chance of .9) and a difficulty (1 to 10). A review
changes both and says the next day. Nothing here is drawn and no clock is read: the days that go in are days of the
centre, and the same answers give the same days in any process. Times of the package are noons, so that two days are
always whole days apart.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from fsrs import Card, Rating, Scheduler, State

YOUNG_BELOW, MAX_DAYS_YOUNG = 7, 21
"""Children below this age, in years, review after at most so many days."""
MAX_DAYS = 36500
"""The package's own limit, for older ones."""


class Recall(StrEnum):
    """How a child did in a review."""

    RIGHT = "right"
    RIGHT_WITH_HELP = "right_with_help"
    WRONG = "wrong"


RATINGS = {Recall.RIGHT: Rating.Good, Recall.RIGHT_WITH_HELP: Rating.Hard, Recall.WRONG: Rating.Again}


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What is kept of a child and a skill: stability in days, difficulty, the day of the last review, the next one."""

    stability: float
    difficulty: float
    last_on: date
    due_on: date

    def is_due(self, on: date) -> bool:
        """Whether the skill is to be reviewed on this day."""
        return on >= self.due_on


def review(memory: Memory | None, recall: Recall, *, on: date, age: int) -> Memory:
    """Return the memory after a review. `memory`: None before the first one. `age`: of the child, in years.

    Raise ValueError for a day before the last review.
    """
    if memory is not None and on < memory.last_on:
        raise ValueError(f"a review on {on} after one on {memory.last_on}")
    card, _log = _SCHEDULERS[age < YOUNG_BELOW].review_card(_make_card(memory), RATINGS[recall], _get_noon(on))
    if card.stability is None or card.difficulty is None:
        raise ValueError("a reviewed card has a stability and a difficulty")
    return Memory(stability=card.stability, difficulty=card.difficulty, last_on=on, due_on=card.due.date())


def compute_recall_chance(memory: Memory, *, on: date) -> float:
    """Return the chance that the skill is remembered on a day: 1 on the day of the review, .9 after `stability`."""
    return float(_SCHEDULERS[True].get_card_retrievability(_make_card(memory), _get_noon(on)))


def _make_scheduler(max_days: int) -> Scheduler:
    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=max_days, enable_fuzzing=False)


_SCHEDULERS = {True: _make_scheduler(MAX_DAYS_YOUNG), False: _make_scheduler(MAX_DAYS)}
"""By whether the child is young."""


def _make_card(memory: Memory | None) -> Card:
    """Return the package's card. It has an id and a due time, which would else be read from the clock."""
    if memory is None:
        return Card(card_id=1, due=_get_noon(date(2000, 1, 1)))
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_get_noon(memory.due_on),
        last_review=_get_noon(memory.last_on),
    )


def _get_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
