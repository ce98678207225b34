"""A computed grade with its reasons: for each number, the entries and the rules that it comes from.

What was divided is an exact fraction; `round_percent` makes it a Decimal for people. The contributions of the items add
up to those of their category, and these to the grade.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from apps.grading.gradebooks import GradeCategory, GradeItem, LatePenalty
from apps.grading.records import Extension, GradeEntry
from apps.grading.scales import Band

ZERO = Fraction(0)


class ItemState(StrEnum):
    """What is known of an item of one pupil.

    `GRADED` and `MISSING` (nothing was handed in: 0 points) count, `EXCUSED` does not. `HANDED_IN` waits for a teacher,
    `OPEN` for the pupil; both count for nothing yet.
    """

    GRADED = "graded"
    MISSING = "missing"
    EXCUSED = "excused"
    HANDED_IN = "handed_in"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class AppliedPenalty:
    """A late penalty that was due. `days`: that have begun. `points_taken`: less than the rule says at its floor."""

    rule: LatePenalty
    due_at: datetime
    handed_in_at: datetime
    days: int
    points_taken: Decimal


class JudgedItem(NamedTuple):
    """An item by itself. The fields are the first ones of `ItemResult`."""

    item: GradeItem
    state: ItemState
    entries: tuple[GradeEntry, ...]
    counted: GradeEntry | None
    extension: Extension | None
    penalty: AppliedPenalty | None
    points: Decimal | None


class ItemResult(NamedTuple):
    """What one item is worth, and why.

    `entries`: all of the pupil's, oldest first. `counted` and `extension`: those that count, if any. `points`: after
    the penalty; None: the item does not count. `is_dropped`: the category leaves it out. `unit`: the part of the whole
    grade that a weight of 1 makes here; 0: the item makes none.
    """

    item: GradeItem
    state: ItemState
    entries: tuple[GradeEntry, ...]
    counted: GradeEntry | None
    extension: Extension | None
    penalty: AppliedPenalty | None
    points: Decimal | None
    is_dropped: bool
    unit: Fraction

    @property
    def share(self) -> Fraction | None:
        """Return the points as a part of the most points."""
        return None if self.points is None else Fraction(self.points) / Fraction(self.item.max_points)

    @property
    def weight(self) -> Fraction:
        """Return the part of the whole grade that the item makes, 0 to 1."""
        return self.unit * Fraction(self.item.used_weight)

    @property
    def contribution(self) -> Fraction:
        """Return the percentage points that the item gives to the grade."""
        share = self.share
        return ZERO if share is None else 100 * self.weight * share


@dataclass(frozen=True, kw_only=True)
class CategoryResult:
    """What one category is worth. `percent`: None where no item counts yet; its weight then goes to the others.

    `weight`: the part of the whole grade that it makes, 0 to 1; extra credit makes more than the whole. `judged`: the
    items. `used` and `dropped`: the places of those that count, and of those that its rule leaves out. `total`: the
    weights of those that are kept, each times `common`.
    """

    category: GradeCategory
    percent: Fraction | None
    weight: Fraction
    judged: Sequence[JudgedItem]
    used: frozenset[int]
    dropped: frozenset[int]
    total: int
    common: int

    @cached_property
    def items(self) -> tuple[ItemResult, ...]:
        """Return the results of the items."""
        unit = self.weight * self.common / self.total if self.total else ZERO
        return tuple(
            ItemResult(*one, is_dropped=place in self.dropped, unit=unit if place in self.used else ZERO)
            for place, one in enumerate(self.judged)
        )

    @property
    def contribution(self) -> Fraction:
        """Return the percentage points that the category gives to the grade."""
        return ZERO if self.percent is None else self.weight * self.percent


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A grade with its reasons.

    `percent`: rounded half up to 2 decimals; None while nothing counts. `band`: of the rounded percent, so that no page
    shows 86.00 and the word below it; None also where the scale has no bands. `exact`: the percent before rounding.
    """

    percent: Decimal | None
    band: Band | None
    exact: Fraction | None
    categories: tuple[CategoryResult, ...]

    def list_items(self) -> list[ItemResult]:
        """Return the results of all items, by category."""
        return [result for category in self.categories for result in category.items]


def round_percent(value: Fraction) -> Decimal:
    """Return a number of at least 0 with 2 decimals, rounded half up."""
    return Decimal((200 * value.numerator + value.denominator) // (2 * value.denominator)).scaleb(-2)
