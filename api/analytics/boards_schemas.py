"""Schemas of the dashboards of revenue, marketing and courses under `/analytics/`."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.analytics.measures_schemas import ID
from api.base_schemas import Day, In, Out, build_example, get_schema_example
from api.portal.centre_figures_schemas import DatasetOut
from api.tables import Format
from apps.analytics.figures import Figure

FIGURE = "The figure that a table is asked of; without it the first one."


class AnalyticsFileQuery(In):
    """Whether one figure is wanted as a file."""

    model_config = build_example(figure="sources", format="csv")

    figure: str = Field("", max_length=40, description=FIGURE)
    format: Format = Field("", description="`csv` or `xlsx`: the table. Empty: by the `Accept` header, else JSON.")


class AnalyticsBoardQuery(AnalyticsFileQuery):
    """The months, and one branch."""

    model_config = build_example(**{"from": "2026-01-01", "to": "2026-11-21"})

    first: Day | None = Field(None, alias="from", description="The first day. Without it: the last 12 months.")
    to: Day | None = Field(None, description="The last day. Without it, and at the latest: today.")
    branch: UUID | None = None


class AnalyticsCourseQuery(AnalyticsFileQuery):
    """Whose figures."""

    model_config = build_example(course=ID)

    course: UUID


class AnalyticsFigureOut(Out):
    """A chart with its title, what it counts, and a sentence that says what it shows.

    `headings` and `rows` are the same values as a table, a row for each label. Labels of months are like `2026-11`.
    """

    model_config = build_example(
        name="funnel", title="From leads to pupils", meaning="Leads that came in the period, and what became of them.",
        kind="bar", labels=["Leads", "Became pupils"], datasets=[get_schema_example(DatasetOut)],
        headings=["Step", "Leads"], rows=[["Leads", 214], ["Became pupils", 221]], sentence="Of 214 leads 40 stayed.",
    )  # fmt: skip

    name: str
    title: str
    meaning: str
    kind: Literal["bar", "line"]
    labels: list[str]
    datasets: list[DatasetOut]
    headings: list[str]
    rows: list[list[str | int | float | None]]
    sentence: str


class AnalyticsBoardOut(Out):
    """The figures of a dashboard, in the order in which they are read."""

    figures: list[AnalyticsFigureOut]

    @staticmethod
    def from_figures(figures: Sequence[Figure]) -> dict[str, Any]:
        """Return the figures in the current language."""
        return {"figures": figures}
