"""Bodies, answers and queries of excuses, make-ups and check-in."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.attendance.registers_schemas import EXCUSE_ID, LESSON_ID, MARK, TEACHER
from api.base_schemas import Day, In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut

ExcuseStateName = Literal["asked", "accepted", "refused", "withdrawn"]


class ExcuseIn(In):
    """Days (both included) on which a pupil is absent; without `student`, you yourself."""

    model_config = build_example(
        student=STUDENT["id"], starts_on="2026-09-07", ends_on="2026-09-09", reason="We are away."
    )

    student: UUID | None = None
    starts_on: Day
    ends_on: Day
    reason: str = Field(min_length=1, max_length=500)


class ExcuseDecisionIn(In):
    """The decision about an excuse."""

    model_config = build_example(decision="accept", answer="Have a good trip.")

    decision: Literal["accept", "refuse"]
    answer: str = Field("", max_length=500)


class ExcuseOut(Out):
    """An excuse with its decision."""

    model_config = build_example(
        id=EXCUSE_ID,
        student=STUDENT,
        starts_on="2026-09-07",
        ends_on="2026-09-09",
        reason="We are away.",
        state="accepted",
        asked_by={"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79", "full_name": "Gulnora Oripova"},
        decided_by=TEACHER,
        decided_at="2026-09-06T10:00:00Z",
        answer="Have a good trip.",
        created_at="2026-09-05T10:00:00Z",
    )

    id: UUID
    student: PersonOut
    starts_on: date
    ends_on: date
    reason: str
    state: ExcuseStateName
    asked_by: PersonOut | None
    decided_by: PersonOut | None
    decided_at: datetime | None
    answer: str
    created_at: datetime


class ExcusesQuery(PageQuery):
    """Filters for excuses."""

    model_config = build_example(state="asked", ordering="-created_at")

    student: UUID | None = Field(None, description="Only this pupil's excuses.")
    group: UUID | None = Field(None, description="Only excuses of current members of this group.")
    state: ExcuseStateName | None = Field(None, description="Only excuses in this state.")
    first: Day | None = Field(None, alias="from", description="Only excuses whose last day is this day or later.")


class MakeUpIn(In):
    """The missed mark: absent or excused, of another lesson of the same course."""

    model_config = build_example(mark=MARK["id"])

    mark: UUID


class MakeUpOut(Out):
    """A pupil who attends a lesson as a guest to make up for a missed one."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e83", mark=MARK["id"], lesson=LESSON_ID, student=STUDENT,
        created_at="2026-09-08T10:00:00Z",
    )  # fmt: skip

    id: UUID
    mark: UUID = Field(validation_alias="mark_id")
    lesson: UUID = Field(validation_alias="lesson_id")
    student: PersonOut = Field(validation_alias="mark__student")
    created_at: datetime


class CheckInOut(Out):
    """What the teacher shows: the code, a QR code (SVG) that leads to it, and the seconds until the next code."""

    model_config = build_example(code="7KQ2MXA", qr="<svg></svg>", seconds_left=21)

    code: str
    qr: str
    seconds_left: int


class CheckInIn(In):
    """The code that the teacher shows now."""

    model_config = build_example(code="7KQ2MXA")

    code: str = Field(min_length=1, max_length=20)
