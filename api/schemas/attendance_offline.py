"""What goes in and out when marks that were made offline are merged."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.attendance import LESSON_ID, MARK, STUDENT, TEACHER, MarkOut, RowIn
from api.schemas.base import In, Moment, Out, example
from api.schemas.courses import PersonOut
from apps.attendance.models import Attendance
from apps.attendance.services.offline import Clash, Outcome, Result
from apps.attendance.services.registers import MOST_MARKS
from apps.attendance.services.rules import TEXTS, Refusal


class OfflineIn(RowIn):
    """A mark made without a network: `id` is the device's own, `marked_at` when it was made."""

    model_config = example(
        id="7", lesson=LESSON_ID, student=STUDENT["id"], status="absent", marked_at="2026-09-07T10:12:00+05:00"
    )

    id: str = Field(min_length=1, max_length=64)
    lesson: UUID
    marked_at: Moment


class SyncIn(In):
    """Marks of any lessons that one keeps the register of, at most 60 of them."""

    model_config = example(marks=[OfflineIn.model_config["json_schema_extra"]["examples"][0]])  # type: ignore[index]

    marks: list[OfflineIn] = Field(min_length=1, max_length=MOST_MARKS)


class SyncResultOut(Out):
    """What became of one mark. `mark` is the one that stands now; `reason` and `text` say why it was refused."""

    model_config = example(id="7", outcome="applied", reason=None, text="", mark=MARK)

    id: str
    outcome: Outcome
    reason: Refusal | None
    text: str
    mark: MarkOut | None

    @staticmethod
    def resolve_id(result: Result) -> str:
        """The device's own."""
        return result.mark.id

    @staticmethod
    def resolve_reason(result: Result) -> Refusal | None:
        """A code to switch on."""
        return result.refusal

    @staticmethod
    def resolve_text(result: Result) -> str:
        """The reason in words."""
        return str(TEXTS[result.refusal]) if result.refusal else ""

    @staticmethod
    def resolve_mark(result: Result) -> Attendance | None:
        """As it stands."""
        return result.standing


class SidedOut(Out):
    """One side of a conflict."""

    model_config = example(
        status="present", minutes_late=None, note="", source="bulk", marked_at=MARK["marked_at"], by=TEACHER
    )

    status: str
    minutes_late: int | None
    note: str
    source: str
    marked_at: datetime
    by: PersonOut | None


CLASH: dict[str, Any] = {
    "id": "7",
    "lesson": LESSON_ID,
    "student": STUDENT["id"],
    "stands": "theirs",
    "mine": {
        "status": "absent", "minutes_late": None, "note": "", "source": "offline",
        "marked_at": "2026-09-07T10:10:00+05:00", "by": None,
    },
    "theirs": {
        "status": "present", "minutes_late": None, "note": "", "source": "bulk",
        "marked_at": "2026-09-07T10:12:00+05:00", "by": TEACHER,
    },
}  # fmt: skip


class ClashOut(Out):
    """Somebody else marked the same pupil differently; `stands` says whose mark does now."""

    model_config = example(**CLASH)

    id: str
    lesson: UUID
    student: UUID
    stands: Literal["mine", "theirs"]
    mine: SidedOut
    theirs: SidedOut

    @staticmethod
    def resolve_id(clash: Clash) -> str:
        """The device's own."""
        return clash.mine.id

    @staticmethod
    def resolve_lesson(clash: Clash) -> UUID:
        """Which lesson."""
        return clash.mine.lesson

    @staticmethod
    def resolve_student(clash: Clash) -> UUID:
        """Which pupil."""
        return clash.mine.student

    @staticmethod
    def resolve_stands(clash: Clash) -> str:
        """The newest wins."""
        return "mine" if clash.applied else "theirs"

    @staticmethod
    def resolve_mine(clash: Clash) -> dict[str, Any]:
        """As it was sent."""
        mine = clash.mine
        return {
            "status": mine.status, "minutes_late": mine.minutes_late, "note": mine.note, "source": "offline",
            "marked_at": mine.marked_at, "by": None,
        }  # fmt: skip


class SyncOut(Out):
    """The answer to each mark, in their order, and the conflicts."""

    model_config = example(
        marks=[{"id": "7", "outcome": "older", "reason": None, "text": "", "mark": MARK}], conflicts=[CLASH]
    )

    marks: list[SyncResultOut]
    conflicts: list[ClashOut]
