"""A gradebook: what counts in a grade, and how much.

Terms are those of Moodle (https://docs.moodle.org/en/Grade_categories), the late penalty is that of Canvas. Teachers
declare all of this; what a pupil did is in `records`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from math import lcm
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from apps.grading.bounds import MOST_DECIMALS, UNKNOWN, Problems
from apps.grading.scales import GradeScale

NO_WEIGHT = _("At least one weight has to be above 0.")
DROP_OR_KEEP = _("Drop the lowest or keep the highest, not both.")
MIXED_WEIGHTS = _("Give a weight to each item of the category, or to none.")
NO_POINTS = _("An item needs points above 0.")

MOST_DROPPED = 100
MOST_GRACE_MINUTES = 7 * 24 * 60
POINT_DECIMALS = 2 * MOST_DECIMALS + 2
"""Of points after a late penalty, which is a percent of the most points."""


class MissingRule(StrEnum):
    """What an item counts for while nothing was handed in and nobody gave points."""

    NOT_COUNTED = "not_counted"
    ZERO_WHEN_DUE = "zero_when_due"
    ZERO = "zero"


@dataclass(frozen=True, kw_only=True)
class LatePenalty:
    """What late work loses, by the rule of Canvas's late policy.

    `percent_per_day`: of the most points of the item, for each day that has begun. `floor`: per cent of the most points
    that the penalty leaves; points below it stay as they are. `grace_minutes`: days count from the end of this time
    after the due time.
    """

    percent_per_day: Decimal
    floor: Decimal = Decimal(0)
    grace_minutes: int = 0

    def count_days(self, due_at: datetime, handed_in_at: datetime) -> int:
        """Return how many days of lateness have begun; 0 for work in time."""
        if handed_in_at <= due_at:
            return 0
        late = handed_in_at - due_at - timedelta(minutes=self.grace_minutes)
        return max(0, -(-late // timedelta(days=1)))


@dataclass(frozen=True, kw_only=True)
class GradeItem:
    """A quiz, a homework or whatever else is graded.

    `max_points`: what 100 per cent is; more may be given. `weight`: within the category; None: it weighs as many as it
    has points. An `is_extra_credit` item adds to its category and is never missed there. An `is_excused` item counts
    for nobody.
    """

    id: str
    category: str
    max_points: Decimal
    weight: Decimal | None = None
    is_extra_credit: bool = False
    is_excused: bool = False
    due_at: datetime | None = None
    missing: MissingRule = MissingRule.ZERO_WHEN_DUE
    late_penalty: LatePenalty | None = None

    @property
    def used_weight(self) -> Decimal:
        """Return the weight within the category."""
        return self.max_points if self.weight is None else self.weight


@dataclass(frozen=True, kw_only=True)
class GradeCategory:
    """Items that make one part of the grade.

    `weight`: as a part of the sum of the weights. `drop_lowest`: how many graded items count for nothing; one always
    stays. `keep_highest`: how many count at most; None: all. An `is_extra_credit` category adds to the grade and is
    never missed there.
    """

    id: str
    weight: Decimal
    drop_lowest: int = 0
    keep_highest: int | None = None
    is_extra_credit: bool = False


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """What counts in the grade of a group or a course. The order of categories and items is that of the page."""

    categories: tuple[GradeCategory, ...]
    items: tuple[GradeItem, ...]
    scale: GradeScale

    @cached_property
    def weighed_categories(self) -> tuple["WeighedCategory", ...]:
        """Return the categories with their items as whole numbers."""
        own = {
            category.id: [item for item in self.items if item.category == category.id] for category in self.categories
        }
        return tuple(_weigh(category, own[category.id]) for category in self.categories)


class WeighedCategory(NamedTuple):
    """A category in whole numbers: sums of fractions would be slow.

    `weights` and `factors` belong to the items by their place. A weight is `weights[place] / common`. Weight x share is
    `factors[place] * count / common`, where `count` is the points without their `POINT_DECIMALS` decimals.
    """

    category: GradeCategory
    items: tuple[GradeItem, ...]
    common: int
    weights: tuple[int, ...]
    factors: tuple[int, ...]


def _weigh(category: GradeCategory, items: Sequence[GradeItem]) -> WeighedCategory:
    most = [int(item.max_points.scaleb(MOST_DECIMALS)) for item in items]
    weights = [int(item.used_weight.scaleb(MOST_DECIMALS)) for item in items]
    multiple = lcm(*most)
    unit = 10 ** (POINT_DECIMALS - MOST_DECIMALS) * multiple
    return WeighedCategory(
        category=category,
        items=tuple(items),
        common=10**POINT_DECIMALS * multiple,
        weights=tuple(weight * unit for weight in weights),
        factors=tuple(weight * (multiple // points) for weight, points in zip(weights, most, strict=True)),
    )


def check_gradebook(gradebook: Gradebook) -> None:
    """Raise Invalid when grades cannot be computed, with all problems by field: `categories.0.weight`, `items.2.id`.

    The weights of the categories, and those of the items of each category, must not add up to 0. Extra credit does not
    count in these sums, because it makes no part of what can be reached.
    """
    problems = Problems()
    problems.check_ids("categories", [category.id for category in gradebook.categories])
    problems.check_ids("items", [item.id for item in gradebook.items])
    for place, category in enumerate(gradebook.categories):
        _check_category(f"categories.{place}", category, gradebook.items, problems)
    for place, item in enumerate(gradebook.items):
        _check_item(f"items.{place}", item, gradebook.categories, problems)
    weights = [category.weight for category in gradebook.categories if not category.is_extra_credit]
    problems.add("categories", NO_WEIGHT, when=not any(weights))
    problems.raise_if_any()


def _check_category(path: str, category: GradeCategory, items: Sequence[GradeItem], problems: Problems) -> None:
    problems.check_number(f"{path}.weight", category.weight)
    problems.check_number(f"{path}.drop_lowest", category.drop_lowest, most=MOST_DROPPED)
    if category.keep_highest is not None:
        problems.check_number(f"{path}.keep_highest", category.keep_highest, least=1, most=MOST_DROPPED)
        problems.add(f"{path}.keep_highest", DROP_OR_KEEP, when=category.drop_lowest > 0)
    own = [item for item in items if item.category == category.id]
    weighted = [item for item in own if item.weight is not None]
    problems.add(f"{path}.items", MIXED_WEIGHTS, when=0 < len(weighted) < len(own))
    needed = [item for item in weighted if not item.is_extra_credit]
    problems.add(f"{path}.items", NO_WEIGHT, when=bool(needed) and not any(item.weight for item in needed))


def _check_item(path: str, item: GradeItem, categories: Sequence[GradeCategory], problems: Problems) -> None:
    problems.add(f"{path}.category", UNKNOWN, when=item.category not in [category.id for category in categories])
    problems.check_number(f"{path}.max_points", item.max_points)
    problems.add(f"{path}.max_points", NO_POINTS, when=item.max_points == 0)
    if item.weight is not None:
        problems.check_number(f"{path}.weight", item.weight)
    if penalty := item.late_penalty:
        problems.check_number(f"{path}.late_penalty.percent_per_day", penalty.percent_per_day, most=100)
        problems.check_number(f"{path}.late_penalty.floor", penalty.floor, most=100)
        minutes = penalty.grace_minutes
        problems.check_number(f"{path}.late_penalty.grace_minutes", minutes, most=MOST_GRACE_MINUTES)
