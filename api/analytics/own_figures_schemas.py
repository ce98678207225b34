"""Bodies, queries and answers of `/analytics/own-figures/`."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.analytics.measures_schemas import SeriesOut, SubjectKind
from api.base_schemas import Changes, Day, In, Out, build_example, get_schema_example
from api.lists import PublicPageQuery
from api.shared_schemas import PERSON, PersonOut
from api.tables import Format
from apps.analytics.models.facts import MEASURE
from apps.analytics.models.own_figures import MAX_MEASURES, NAME
from apps.analytics.own_figures import FigureResult
from apps.core.chart_steps import By

FigurePeriod = Literal["last_30_days", "last_12_weeks", "last_12_months", "this_month", "this_year", "fixed"]
FigureChart = Literal["auto", "bar", "line", "table"]
SharedRole = Literal["admin", "manager", "teacher"]
MeasureName = Annotated[str, Field(max_length=MEASURE)]
FIGURE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80"
FIGURE: dict[str, Any] = {
    "name": "Attendance of my groups", "measures": ["attendance", "homework_on_time"], "by": "group", "step": "week",
    "branch": None, "group": None, "course": None, "period": "last_12_weeks", "first_day": None, "last_day": None,
    "chart": "line", "shared_with": ["teacher"],
}  # fmt: skip
MEASURES = "Names of measures that you may see, of `/analytics/measures/`."
BY = "A series for each branch, group or course; null: all together."
SHARED = "Roles whose users may open it, each with own rights. Empty: private."


class OwnFigureIn(In):
    """Which measures to look at together. `first_day` and `last_day` are for the period `fixed`."""

    model_config = build_example(**FIGURE)

    name: str = Field(min_length=1, max_length=NAME)
    measures: list[MeasureName] = Field(min_length=1, max_length=MAX_MEASURES, description=MEASURES)
    by: SubjectKind | None = Field(None, description=BY)
    step: By = By.WEEK
    branch: UUID | None = None
    group: UUID | None = None
    course: UUID | None = None
    period: FigurePeriod = "last_12_weeks"
    first_day: Day | None = None
    last_day: Day | None = None
    chart: FigureChart = Field("auto", description="`auto`: as the measure is drawn elsewhere.")
    shared_with: list[SharedRole] = Field([], max_length=3, description=SHARED)


class OwnFigureChanges(Changes):
    """Changes of a figure. A period other than `fixed` takes the days away."""

    model_config = build_example(name="Attendance", shared_with=[])

    name: str = Field("", min_length=1, max_length=NAME)
    measures: list[MeasureName] = Field([], min_length=1, max_length=MAX_MEASURES)
    by: SubjectKind | None = None
    step: By = By.WEEK
    branch: UUID | None = None
    group: UUID | None = None
    course: UUID | None = None
    period: FigurePeriod = "last_12_weeks"
    first_day: Day | None = None
    last_day: Day | None = None
    chart: FigureChart = "auto"
    shared_with: list[SharedRole] = Field([], max_length=3)


class OwnFiguresQuery(PublicPageQuery):
    """Filters of figures. The list is never a file: it holds no values."""

    model_config = build_example(page=1, page_size=20, shared=False)

    shared: bool | None = Field(None, description="Only those that others share with you, or only your own.")


class OwnFigureResultQuery(In):
    """The format of the table."""

    model_config = build_example(format="csv")

    format: Format = Field("", description="`csv` or `xlsx`: the table. Empty: by the `Accept` header, else JSON.")


class OwnFigureOut(Out):
    """A saved choice of measures. `owner`: who may change it."""

    model_config = build_example(id=FIGURE_ID, created_at="2026-11-20T09:00:00+05:00", owner=PERSON, **FIGURE)

    id: UUID
    created_at: datetime
    owner: PersonOut
    name: str
    measures: list[str]
    by: SubjectKind | None
    step: By
    branch: UUID | None
    group: UUID | None
    course: UUID | None
    period: FigurePeriod
    first_day: date | None
    last_day: date | None
    chart: FigureChart
    shared_with: list[SharedRole]

    @staticmethod
    def resolve_by(figure: Any) -> str | None:
        """Return by what it is split; null: by nothing."""
        return figure.by or None


class OwnFigureResultOut(Out):
    """A figure as you may see it: a series for each measure, all of the same steps.

    `left_out`: how many of its measures you may not see. `headings` and `rows` are all series as one table, with money
    in major units. `counted_until`: the last day that is counted; null before the first run.
    """

    model_config = build_example(
        figure=get_schema_example(OwnFigureOut), series=[get_schema_example(SeriesOut)], left_out=0,
        headings=["Period", "Attendance"], rows=[["2026-11-09", 91.5], ["2026-11-16", 88.0]],
        counted_until="2026-11-21",
    )  # fmt: skip

    figure: OwnFigureOut
    series: list[SeriesOut]
    left_out: int
    headings: list[str]
    rows: list[list[str | int | float | None]]
    counted_until: date | None

    @staticmethod
    def from_result(result: FigureResult) -> dict[str, Any]:
        """Return a result in the current language."""
        state = result.state
        return {
            "figure": result.figure,
            "series": [SeriesOut.from_series(series) for series in result.series],
            "left_out": result.left_out,
            "headings": result.headings,
            "rows": result.rows,
            "counted_until": state and state.built_until,
        }
