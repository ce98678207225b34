"""Schemas of gradebooks as spreadsheets."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.grading.gradebooks_schemas import ITEM_ID
from api.shared_schemas import STUDENT, PersonOut
from apps.grading.services.table_imports import MAX_LISTED


class GradebookTableQuery(In):
    """The format."""

    model_config = build_example(format="xlsx")

    format: Literal["csv", "xlsx"] = "xlsx"


class GradebookTableForm(In):
    """Form fields of a table of grades. With `dry_run` nothing is written."""

    model_config = build_example(dry_run=True, reason="Marked on paper.")

    dry_run: bool = False
    reason: str = Field(min_length=1, max_length=500, description="Stored with each changed cell.")


class GradeCellChangeOut(Out):
    """A cell of the table that differs: `old` counts in the gradebook now, written by `by`; `new` stands in the
    table.
    """

    model_config = build_example(
        row=4, student=STUDENT, item=ITEM_ID, name="Oral exam", old=12, new=17.5, is_excused=False, by=None
    )

    row: int
    student: PersonOut
    item: UUID = Field(validation_alias="item__id")
    name: str = Field(validation_alias="item__name")
    old: float | None
    new: float | None
    is_excused: bool
    by: PersonOut | None


class GradeCellRefusalOut(Out):
    """A cell of the table that cannot be taken, and why; on "ID" a row, in row 0 a column."""

    model_config = build_example(row=5, heading="Oral exam · 9d6f03aa", text="good", reason="Enter points.")

    row: int
    heading: str
    text: str
    reason: str


class GradebookTableReportOut(Out):
    """What a table changes. `stale`: what counts there has changed since the table was downloaded, so it is not taken.
    Each list names the first 500; `taken_count` and the others count all.
    """

    model_config = build_example(dry_run=True, taken_count=1, stale_count=0, refused_count=0, same_count=118)

    dry_run: bool
    taken_count: int
    stale_count: int
    refused_count: int
    same_count: int
    taken: list[GradeCellChangeOut]
    stale: list[GradeCellChangeOut]
    refused: list[GradeCellRefusalOut]


def build_report(report: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return a report with at most `MAX_LISTED` cells of each kind."""
    counts = {f"{name}_count": len(getattr(report, name)) for name in ("taken", "stale", "refused")}
    listed: dict[str, Any] = {name: getattr(report, name)[:MAX_LISTED] for name in ("taken", "stale")}
    listed["refused"] = [cell._replace(reason=str(cell.reason)) for cell in report.refused[:MAX_LISTED]]
    return {"dry_run": dry_run, "same_count": report.same} | counts | listed
