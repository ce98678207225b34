"""A series of a measure as data: datasets for a chart, and the same as a table."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.chart_steps import By
from apps.core.measures import Grain, Measure, Unit

Value = int | float | None


@dataclass(frozen=True)
class Dataset:
    """One value for each step. `key`: the id of its branch, group or course; None of all together, or of the rest."""

    key: UUID | None
    label: str
    currency: str | None
    data: list[Value]


@dataclass(frozen=True)
class Series:
    """Datasets of a measure. `hidden`: how many subjects are not shown one by one, as they have too few people.
    `is_over`: whether the last step has ended.
    """

    measure: Measure
    unit: By
    first: date
    last: date
    by: Grain | None
    labels: list[str]
    datasets: list[Dataset]
    hidden: int = 0
    sentence: str = ""
    is_over: bool = True

    @property
    def has_money(self) -> bool:
        """Whether its values are money."""
        return self.measure.unit is Unit.MONEY

    @property
    def headings(self) -> list[str]:
        """The headings of its table."""
        return [_("Period"), *(dataset.label for dataset in self.datasets)]

    @property
    def rows(self) -> list[list[str | Value]]:
        """The rows of its table, a step each."""
        return [[label, *(dataset.data[n] for dataset in self.datasets)] for n, label in enumerate(self.labels)]
