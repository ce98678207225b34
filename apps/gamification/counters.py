"""Counters for achievements. Each app declares its own in `counters.py` as `COUNTERS`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core import declarations
from apps.gamification.queries.ledger import count_coins_earned
from apps.gamification.queries.streaks import count_study_days, get_longest_streaks

StudentIds = Collection[UUID]
CountsByStudent = dict[UUID, int]


@dataclass(frozen=True)
class AchievementCounter:
    """One number of a pupil. `count_for`: a function from pupils' ids to numbers, in a constant number of queries;
    missing pupils have 0.
    """

    name: str
    text: StrOrPromise
    count_for: Callable[[StudentIds], CountsByStudent]


COUNTERS = [
    AchievementCounter("coins_earned", _("Coins earned"), count_coins_earned),
    AchievementCounter("longest_streak", _("Days studied in a row"), get_longest_streaks),
    AchievementCounter("study_days", _("Days studied"), count_study_days),
]


@cache
def all_counters() -> dict[str, AchievementCounter]:
    """Return every declared counter by name. Raise ValueError when two apps declare the same name."""
    return declarations.collect_declarations_by_name("counters", AchievementCounter, label="counter")
