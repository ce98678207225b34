"""Queries and answers under `/attendance/reports/`."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.attendance.registers_schemas import CountsAs
from api.base_schemas import Day, In, Out, build_example, get_schema_example
from api.local_time_schemas import to_group_time
from api.shared_schemas import STUDENT, PersonOut
from api.tables import Format
from apps.attendance import reports

GROUP: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72", "name": "A2 morning"}
MARK: dict[str, Any] = {"status": "late", "counts_as": "late", "minutes_late": 5, "note": ""}
TOTALS: dict[str, Any] = {
    "present": 0, "late": 1, "absent": 0, "excused": 0, "minutes_late": 5, "lessons": 1, "percent": 100
}  # fmt: skip
ROW: dict[str, Any] = {
    "student": STUDENT, "joined_on": "2026-11-10"
}  # fmt: skip


class ReportQuery(In):
    """The format of the report."""

    model_config = build_example(format="xlsx")

    format: Format = Field("", description="Empty: by the `Accept` header.")


class GroupReportQuery(ReportQuery):
    """The month and the format of the report."""

    model_config = build_example(month="2026-11", format="json")

    month: str = Field(pattern=r"^\d{4}-\d{2}$", description="A month such as 2026-11.")


class StudentReportQuery(ReportQuery):
    """The local days of the groups, both included, and the format of the report."""

    model_config = build_example(**{"from": "2026-11-01", "to": "2026-11-30", "format": "json"})

    first: Day | None = Field(None, alias="from")
    to: Day | None = None


class ReportMarkOut(Out):
    """A mark in a report."""

    model_config = build_example(**MARK)

    status: str = Field(validation_alias="status__code")
    counts_as: CountsAs = Field(validation_alias="status__counts_as")
    minutes_late: int | None
    note: str


class CellOut(Out):
    """One pupil at one lesson: `stands` says that the pupil was in the group on that day, `frozen` that the membership
    was frozen, `guest` that the pupil attended as a guest.
    """

    model_config = build_example(stands=True, frozen=False, guest=False, mark=MARK)

    stands: bool
    frozen: bool
    guest: bool
    mark: ReportMarkOut | None


class TotalsOut(Out):
    """Sums of marks. `percent` is the share of marked lessons that the pupil attended; null without marks."""

    model_config = build_example(**TOTALS)

    present: int
    late: int
    absent: int
    excused: int
    minutes_late: int
    lessons: int
    percent: int | None


class ReportGroupOut(Out):
    """A group in a report."""

    model_config = build_example(**GROUP)

    id: UUID
    name: str


class ReportLessonOut(Out):
    """A lesson, with the local day of its group."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75",
        starts_at="2026-11-20T10:00:00+05:00",
        day="2026-11-20",
        topic="Unit 3",
        status="held",
    )

    id: UUID
    group: ReportGroupOut
    starts_at: datetime
    day: date
    topic: str
    status: Literal["planned", "held", "cancelled"]


class PupilRowOut(Out):
    """A pupil: one cell for each lesson; first and last day in the group when they lie within the report."""

    model_config = build_example(**ROW)

    student: PersonOut
    joined_on: date | None
    left_on: date | None
    cells: list[CellOut]
    totals: TotalsOut


class LessonReportOut(Out):
    """The register of a lesson, with sums."""

    model_config = build_example(rows=[{**get_schema_example(PupilRowOut), "joined_on": None}])

    lesson: ReportLessonOut
    rows: list[PupilRowOut]
    totals: TotalsOut

    @staticmethod
    def resolve_lesson(report: reports.LessonReport) -> dict[str, Any]:
        """Return the lesson with its local day."""
        return _lesson(report.lesson, report.day)


class StudentLessonOut(Out):
    """A lesson of the pupil."""

    lesson: ReportLessonOut
    cell: CellOut


class StudentReportOut(Out):
    """The lessons of a pupil on some days, with sums."""

    model_config = build_example(student=STUDENT, first="2026-11-01", last="2026-11-30")

    student: PersonOut
    first: date
    last: date
    lessons: list[StudentLessonOut]
    totals: TotalsOut

    @staticmethod
    def resolve_lessons(report: reports.StudentReport) -> list[dict[str, Any]]:
        """Return each lesson with its local day and cell."""
        return [{"lesson": _lesson(lesson, on), "cell": cell} for lesson, on, cell in report.lessons]


class GroupReportOut(Out):
    """The month of a group: the cells of each row are in the order of `lessons`."""

    model_config = build_example(month="2026-11")

    group: ReportGroupOut
    month: str
    lessons: list[ReportLessonOut]
    rows: list[PupilRowOut]
    totals: TotalsOut

    @staticmethod
    def resolve_lessons(report: reports.GroupReport) -> list[dict[str, Any]]:
        """Return each lesson with its local day."""
        return [_lesson(lesson, on) for lesson, on in report.lessons]


def _lesson(lesson: Any, on: date) -> dict[str, Any]:
    local = {"starts_at": to_group_time(lesson.starts_at, lesson.group), "day": on}
    return {"id": lesson.pk, "group": lesson.group, "topic": lesson.topic, "status": lesson.status, **local}
