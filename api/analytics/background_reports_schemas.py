"""Bodies, queries and answers of `/analytics/reports/`."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery
from apps.analytics.models import Report
from apps.analytics.models.reports import ADDRESS_LENGTH, ReportProblem

ReportFormat = Literal["csv", "xlsx", "pdf"]
ReportState = Literal["queued", "running", "done", "failed", "cancelled", "expired"]
ADDRESS = "/payments/?status=pending&ordering=-due_on"
REPORT: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e61", "created_at": "2026-11-23T09:00:00+05:00", "name": "Unpaid",
    "table": "payments_list", "address": ADDRESS, "format": "xlsx", "state": "done", "reason": "", "rows": 1240,
    "total": 1240, "size": 98304, "finished_at": "2026-11-23T09:00:04+05:00", "expires_at": "2026-11-30T09:00:04+05:00",
    "schedule": None,
}  # fmt: skip


class BackgroundReportIn(In):
    """Which table to make a file of."""

    model_config = build_example(name="Unpaid", address=ADDRESS, format="xlsx")

    name: str = Field(min_length=1, max_length=100, description="What you call it: the title of the file.")
    address: str = Field(
        min_length=1,
        max_length=ADDRESS_LENGTH,
        description="Path and query of a list with `format`, of `/analytics/series/` or of an own figure's `result/`, "
        "without `/api/v1`. Its page and format do not count.",
    )
    format: ReportFormat = Field("xlsx", description="PDF has at most 5,000 rows, the others 1,000,000.")


class BackgroundReportsQuery(PageQuery):
    """Filters of reports."""

    model_config = build_example(state="done")

    state: ReportState | None = None
    kind: ReportFormat | None = Field(None, description="Only files of this format.")


class BackgroundReportOut(Out):
    """A report: `rows` are written, of `total`. `reason`: why it failed. The file goes at `expires_at`."""

    model_config = build_example(**REPORT)
    TABLE_HIDDEN: ClassVar = ("table",)

    id: UUID
    created_at: datetime
    name: str
    table: str = Field(description="The operation of the list.")
    address: str
    format: ReportFormat
    state: ReportState
    reason: str
    rows: int
    total: int | None
    size: int | None = Field(description="Bytes of the file.")
    finished_at: datetime | None
    expires_at: datetime | None
    schedule: UUID | None = Field(validation_alias="schedule_id", description="The schedule that it was made by.")

    @staticmethod
    def resolve_reason(report: Report) -> str:
        """Return the reason in words."""
        return str(ReportProblem(report.problem).label) if report.problem else ""
