"""Counters for achievements. Each app declares its own in `counters.py` as `COUNTERS`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core import declarations

StudentIds = Collection[UUID]
CountsByStudent = dict[UUID, int]


@dataclass(frozen=True)
class AchievementCounter:
    """One number of a pupil. `function_path` is the dotted path of a function from pupils' ids to numbers, in a
    constant number of queries; missing pupils have 0.
    """

    name: str
    text: StrOrPromise
    function_path: str

    def count_for(self, students: StudentIds) -> CountsByStudent:
        """Return the numbers of these pupils."""
        function: Callable[[StudentIds], CountsByStudent] = import_string(self.function_path)
        return function(students)


COUNTERS = [
    AchievementCounter("coins_earned", _("Coins earned"), "apps.gamification.queries.ledger.count_coins_earned"),
    AchievementCounter(
        "longest_streak", _("Days studied in a row"), "apps.gamification.queries.streaks.get_longest_streaks"
    ),
    AchievementCounter("study_days", _("Days studied"), "apps.gamification.queries.streaks.count_study_days"),
]


@cache
def all_counters() -> dict[str, AchievementCounter]:
    """Return every declared counter by name. Raise ValueError when two apps declare the same name."""
    return declarations.collect_declarations_by_name("counters", AchievementCounter, label="counter")
