"""What is drawn for a child in a week, and whether a source of lists helps: the gain against that of the rule list.

Weeks of one child are alike, so the error of a mean counts children, not weeks: the influence of each week is summed by
child (Liang, K.-Y., & Zeger, S. L. (1986). Longitudinal data analysis using generalized linear models. Biometrika, 73,
13-22), with C / (C - 1) for C children. Knows no database.
"""

import hashlib
import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FEWEST_WEEKS = 200
"""Weeks of children, of both kinds together, after which a source is judged."""
FEWEST_OF_EACH = 20
SIGMAS = 1.96
"""Of a 95 % interval."""


@dataclass(frozen=True)
class ChildWeek:
    """The gain of a child in a week."""

    child: Hashable
    gain: float


@dataclass(frozen=True)
class Estimate:
    """A mean or a difference with its 95 % interval. `low` and `high` are None where fewer than two children tell."""

    value: float
    low: float | None
    high: float | None


def find_week(day: date) -> date:
    """Return the Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def draws_model(child: Hashable, week: date) -> bool:
    """Return whether a list by a model was drawn for a child in a week, not the rule list: by chance, one half each,
    and always the same.
    """
    return bool(hashlib.sha256(f"{child} {week.isoformat()}".encode()).digest()[0] & 1)


def estimate_mean(weeks: Sequence[ChildWeek]) -> Estimate | None:
    """Return the mean gain; None without weeks."""
    return _estimate([(weeks, 1.0)]) if weeks else None


def estimate_difference(by_model: Sequence[ChildWeek], by_rules: Sequence[ChildWeek]) -> Estimate | None:
    """Return by how much the mean gain with a model is above that with the rules; None where either has no weeks."""
    return _estimate([(by_model, 1.0), (by_rules, -1.0)]) if by_model and by_rules else None


def does_not_help(by_model: Sequence[ChildWeek], by_rules: Sequence[ChildWeek]) -> bool:
    """Return whether a source is to be switched off: after enough weeks its mean gain is not above that of the
    rules.
    """
    if len(by_model) + len(by_rules) < FEWEST_WEEKS or min(len(by_model), len(by_rules)) < FEWEST_OF_EACH:
        return False
    difference = estimate_difference(by_model, by_rules)
    return difference is not None and difference.value <= 0


def _estimate(groups: Sequence[tuple[Sequence[ChildWeek], float]]) -> Estimate:
    """Return the sum of the mean gains of the groups times their signs."""
    value, influence = 0.0, dict[Hashable, float]()
    for weeks, sign in groups:
        mean = sum(week.gain for week in weeks) / len(weeks)
        value += sign * mean
        for week in weeks:
            influence[week.child] = influence.get(week.child, 0.0) + sign * (week.gain - mean) / len(weeks)
    children = len(influence)
    if children < 2:
        return Estimate(value, None, None)
    error = math.sqrt(children / (children - 1) * sum(one * one for one in influence.values()))
    return Estimate(value, value - SIGMAS * error, value + SIGMAS * error)
