"""Schemas of `/analytics/` and `/dashboard/`."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example, get_schema_example
from api.tables import Format
from apps.analytics.chart_data import Series
from apps.analytics.dashboards import Dashboard
from apps.core.chart_steps import By
from apps.core.measures import Combination, Grain, Measure, Unit

SubjectKind = Literal["branch", "group", "course"]
ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60"


class MeasureOut(Out):
    """A measure: what it counts, in which unit, and by what it can be split. `formula` is its definition in words."""

    model_config = build_example(
        name="attendance", label="Attendance", formula="Marks of pupils who came, of all marks of lessons.",
        unit="percent", combination="share", by=["group", "course", "branch"],
    )  # fmt: skip

    name: str
    label: str
    formula: str
    unit: Unit
    combination: Combination
    by: list[SubjectKind]

    @staticmethod
    def from_measure(measure: Measure) -> dict[str, Any]:
        """Return the measure in the current language."""
        return {
            "name": measure.name,
            "label": str(measure.label),
            "formula": str(measure.formula),
            "unit": measure.unit,
            "combination": measure.combination,
            "by": [grain.value for grain in measure.grains if grain is not Grain.PERSON],
        }


class MeasuresOut(Out):
    """The measures that the user may see."""

    measures: list[MeasureOut]


class StepsQuery(In):
    """The length of a step, and the period."""

    model_config = build_example(step="week", **{"from": "2026-09-01", "to": "2026-11-21"})

    step: By = Field(By.WEEK, description="Weeks begin on Monday.")
    first: Day | None = Field(
        None, alias="from", description="The first day. Without it: the last 30 days, 12 weeks or 12 months."
    )
    to: Day | None = Field(None, description="The last day. Without it, and at the latest: today.")


class SeriesQuery(StepsQuery):
    """A measure, its period, by what it is split, and filters."""

    model_config = build_example(measure="attendance", step="week", by="group")

    measure: str = Field(max_length=40)
    by: SubjectKind | None = Field(None, description="A dataset for each branch, group or course.")
    branch: UUID | None = None
    group: UUID | None = None
    course: UUID | None = None
    format: Format = Field("", description="`csv` or `xlsx`: the table. Empty: by the `Accept` header, else JSON.")


class DashboardQuery(StepsQuery):
    """The period, and how much of the dashboard."""

    model_config = build_example(step="month", glance=True)

    glance: bool = Field(False, description="Only the few figures of staff's first page; nobody else has any.")


class StudentQuery(StepsQuery):
    """The period, and whose figures."""

    model_config = build_example(step="week")

    student: UUID | None = Field(None, description="A child of the user; without it the user.")


class PlatformQuery(StepsQuery):
    """The period, and one branch."""

    model_config = build_example(step="month")

    branch: UUID | None = None


class SeriesDatasetOut(Out):
    """A dataset of a chart, as Chart.js takes it: one value for each label, null where there is nothing to say it of.

    `key` is the id of its branch, group or course; null of all together and of the rest.
    """

    model_config = build_example(key=None, label="Attendance", data=[91.5, 88.0])

    key: UUID | None
    label: str
    currency: str | None
    data: list[int | float | None]


class SeriesOut(Out):
    """A measure by day, week or month. `labels` are days, first days of weeks, or months.

    `headings` and `rows` are the same values as a table, a row for each step.

    `hidden`: how many subjects have fewer than 5 people and stand together as the rest. `sentence` says what the chart
    shows. Money is in minor units of its currency.
    """

    model_config = build_example(
        by=None, step="week", labels=["2026-11-09", "2026-11-16"], hidden=0,
        headings=["Period", "Attendance"], rows=[["2026-11-09", 91.5], ["2026-11-16", 88.0]],
        sentence="Attendance at the end of the period: 88 %, one step before: 91.5 %.",
        **{"from": "2026-11-09", "to": "2026-11-21"},
    )  # fmt: skip

    measure: MeasureOut
    step: By
    first: date = Field(alias="from")
    to: date
    by: SubjectKind | None
    labels: list[str]
    datasets: list[SeriesDatasetOut]
    headings: list[str]
    rows: list[list[str | int | float | None]]
    sentence: str
    hidden: int

    @staticmethod
    def from_series(series: Series) -> dict[str, Any]:
        """Return a series in the current language."""
        return {
            "measure": MeasureOut.from_measure(series.measure),
            "step": series.unit,
            "from": series.first,
            "to": series.last,
            "by": series.by and series.by.value,
            "labels": series.labels,
            "datasets": series.datasets,
            "headings": series.headings,
            "rows": series.rows,
            "sentence": series.sentence,
            "hidden": series.hidden,
        }


class DashboardPersonOut(Out):
    """Whom a dashboard is about."""

    model_config = build_example(id=ID, full_name="Malika Yusupova")

    id: UUID
    full_name: str


class DashboardOut(Out):
    """Series that a role looks at. `counted_until`: the last day that is counted; null before the first run."""

    model_config = build_example(
        kind="student", person=get_schema_example(DashboardPersonOut), counted_until="2026-11-21"
    )

    kind: Literal["student", "teacher", "platform"]
    person: DashboardPersonOut | None
    counted_until: date | None
    series: list[SeriesOut]

    @staticmethod
    def from_dashboard(dashboard: Dashboard) -> dict[str, Any]:
        """Return a dashboard in the current language."""
        state = dashboard.state
        return {
            "kind": dashboard.kind,
            "person": dashboard.person,
            "counted_until": state and state.built_until,
            "series": [SeriesOut.from_series(series) for series in dashboard.series],
        }
