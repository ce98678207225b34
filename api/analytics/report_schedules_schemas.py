"""Bodies, queries and answers of `/analytics/report-schedules/`."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from api.analytics.background_reports_schemas import ADDRESS, ReportFormat
from api.base_schemas import Changes, In, Out, build_example
from api.lists import PageQuery
from apps.analytics.models.reports import ADDRESS_LENGTH
from apps.analytics.services.report_schedules import MAX_RECEIVERS

PERSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e62"
RECEIVER: dict[str, Any] = {"id": PERSON_ID, "full_name": "Malika Yusupova", "lost_at": None}
TIMES: dict[str, Any] = {"weekday": 1, "month_day": None, "hour": 8}
SENT: dict[str, Any] = {"name": "Unpaid", "address": ADDRESS, "format": "xlsx", **TIMES}


class ReportScheduleIn(In):
    """Which table to make a file of, when, and for whom."""

    model_config = build_example(**SENT, receivers=[PERSON_ID])

    name: str = Field(min_length=1, max_length=100)
    address: str = Field(min_length=1, max_length=ADDRESS_LENGTH, description="As of a report.")
    format: ReportFormat = "xlsx"
    weekday: int | None = Field(None, ge=1, le=7, description="1 is Monday. A weekday or a day of the month.")
    month_day: int | None = Field(None, ge=1, le=28)
    hour: int = Field(8, ge=0, le=23, description="In the time zone of the default branch.")
    receivers: list[UUID] = Field(
        min_length=1,
        max_length=MAX_RECEIVERS,
        description="Users who see the table themselves: each gets a report made with their own rights.",
    )


class ReportScheduleChanges(Changes):
    """Changes of a schedule."""

    model_config = build_example(paused=True)

    name: str = Field("", min_length=1, max_length=100)
    address: str = Field("", min_length=1, max_length=ADDRESS_LENGTH)
    format: ReportFormat = "xlsx"
    weekday: int | None = Field(None, ge=1, le=7)
    month_day: int | None = Field(None, ge=1, le=28)
    hour: int = Field(8, ge=0, le=23)
    receivers: list[UUID] = Field([], min_length=1, max_length=MAX_RECEIVERS)
    paused: bool = False


class ReportSchedulesQuery(PageQuery):
    """Filters of schedules."""

    model_config = build_example(paused=False)

    paused: bool | None = None


class ReportReceiverOut(Out):
    """Who gets the reports of a schedule. `lost_at`: since when they get none, as they may not see the table."""

    model_config = build_example(**RECEIVER)

    id: UUID = Field(validation_alias="user__pk")
    full_name: str = Field(validation_alias="user__full_name")
    lost_at: datetime | None


class ReportScheduleOut(Out):
    """A schedule of reports. `next_at`: when the next ones are made; null while it is paused."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e63", created_at="2026-11-20T09:00:00+05:00", **SENT,
        table="payments_list", next_at="2026-11-23T08:00:00+05:00", last_at=None, receivers=[RECEIVER],
    )  # fmt: skip
    TABLE_HIDDEN: ClassVar = ("table",)

    id: UUID
    created_at: datetime
    name: str
    table: str
    address: str
    format: ReportFormat
    weekday: int | None
    month_day: int | None
    hour: int
    next_at: datetime | None
    last_at: datetime | None
    receivers: list[ReportReceiverOut]
