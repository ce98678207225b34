"""Measures: what analytics counts. Each has one definition, which REST, pages, reports and exports use.

Each app declares its own in `analytics_measures.py`: `ANALYTICS_MEASURES = [Measure("lessons_held", …)]`.
`apps.analytics` keeps daily facts of them. docs/analytics.md is made from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django_stubs_ext import StrOrPromise

from apps.core import declarations

DEFAULT_BRANCH = "(SELECT id FROM settings_branch WHERE is_default)"


class Unit(StrEnum):
    """What a measure is counted in. Money is in the minor unit, one series for each currency."""

    PEOPLE = "people"
    LESSONS = "lessons"
    TASKS = "tasks"
    ATTEMPTS = "attempts"
    PERCENT = "percent"
    POINTS = "points"
    COINS = "coins"
    MONEY = "money"
    LEADS = "leads"
    TICKETS = "tickets"
    TEXTS = "texts"
    VIEWS = "views"
    MINUTES = "minutes"


class Combination(StrEnum):
    """How the facts of several days and places become one number.

    `sum`: the sum of numerators. `mean`: the sum of numerators by that of denominators, `share`: the same of 100.
    `people`: different people of all days. `last_people`: different people on the last day.
    """

    SUM = "sum"
    MEAN = "mean"
    SHARE = "share"
    PEOPLE = "people"
    LAST_PEOPLE = "last_people"


class Grain(StrEnum):
    """Whose day a fact is about."""

    PERSON = "person"
    GROUP = "group"
    COURSE = "course"
    BRANCH = "branch"


ALL_GRAINS = tuple(Grain)


@dataclass(frozen=True)
class Watched:
    """A table whose changes change a measure.

    `columns` are those that matter, separated by spaces. `days` is SQL that returns the first and the last day of each
    range that may have changed. It reads `changed`: the changed rows, as they were and as they are; or `pairs`: `o` and
    `n`, the row before and after (null when there was none).
    """

    table: str
    columns: str
    days: str


@dataclass(frozen=True)
class Measure:
    """One number of the centre, with its one definition.

    `rows`: SQL that returns what is counted on the local days `%(days)s` (an array; `%(first)s` and `%(last)s` are its
    ends): columns `day`, `person`, `group_id`, `course_id`, `branch_id`, `currency`, `numerator`, `denominator`.
    `formula`: the same in words. `permission`: who may see it. `about_people`: whether a small group could give a
    person away. `raw`: the model whose rows retention deletes; facts of days before that stay as they are. `periods`,
    of a measure of people on the last day: SQL from which its `rows` are built (`build_period_rows`).
    """

    name: str
    unit: Unit
    label: StrOrPromise
    formula: StrOrPromise
    combination: Combination
    rows: str
    watches: Sequence[Watched]
    grains: Sequence[Grain] = ALL_GRAINS
    permission: str = "analytics.view"
    about_people: bool = True
    raw: str = ""
    periods: str = ""

    @property
    def is_ratio(self) -> bool:
        """Whether its value is a numerator by a denominator."""
        return self.combination in (Combination.MEAN, Combination.SHARE)

    @property
    def counts_people(self) -> bool:
        """Whether its value is a number of different people."""
        return self.combination in (Combination.PEOPLE, Combination.LAST_PEOPLE)


def build_period_rows(periods: str) -> str:
    """Return `rows` that count a person on each day of periods: SQL with the columns `person`, `group_id`, `course_id`,
    `branch_id` and `days` (a datemultirange), within `%(first)s` and `%(last)s`.

    `OFFSET 0` has the ranges of a period taken apart once, and not for each day.
    """
    return f"""
SELECT d.day, p.person, p.group_id, p.course_id, p.branch_id, '' AS currency, 1 AS numerator, 0 AS denominator
FROM unnest(%(days)s::date[]) AS d (day) JOIN (
    SELECT s.*, lower(s.span) AS first, upper(s.span) AS until
    FROM (SELECT e.*, unnest(e.days) AS span FROM ({periods}) e) s OFFSET 0
) p ON d.day >= p.first AND d.day < p.until"""  # noqa: S608


@cache
def all_measures() -> dict[str, Measure]:
    """Return all declared measures by name, lower apps first. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("analytics_measures", Measure, label="measure")
