"""Bodies and answers of the sync of marks that were made offline."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.attendance.registers_schemas import LESSON_ID, MARK, TEACHER, MarkOut, RowIn
from api.base_schemas import In, Moment, Out, build_example
from api.shared_schemas import STUDENT, PersonOut
from apps.attendance.services.offline import MarkConflict, Outcome, SyncResult
from apps.attendance.services.register_rules import REFUSAL_TEXTS, Refusal
from apps.attendance.services.registers import MAX_MARKS


class OfflineIn(RowIn):
    """A mark that was made offline: `id` is chosen by the device, `marked_at` is when it was made."""

    model_config = build_example(
        id="7", lesson=LESSON_ID, student=STUDENT["id"], status="absent", marked_at="2026-09-07T10:12:00+05:00"
    )

    id: str = Field(min_length=1, max_length=64)
    lesson: UUID
    marked_at: Moment


class SyncIn(In):
    """Marks of lessons whose registers you keep, of at most 60 lessons."""

    model_config = build_example(marks=[OfflineIn.model_config["json_schema_extra"]["examples"][0]])  # type: ignore[index]

    marks: list[OfflineIn] = Field(min_length=1, max_length=MAX_MARKS)


class SyncResultOut(Out):
    """The result of one mark. `mark` is the current mark; `reason` and `text` say why it was refused."""

    model_config = build_example(id="7", outcome="applied", text="", mark=MARK)

    id: str = Field(validation_alias="mark__id")
    outcome: Outcome
    reason: Refusal | None = Field(validation_alias="refusal")
    text: str
    mark: MarkOut | None = Field(validation_alias="current")

    @staticmethod
    def resolve_text(result: SyncResult) -> str:
        """Return the reason in the reader's language."""
        return str(REFUSAL_TEXTS[result.refusal]) if result.refusal else ""


class SidedOut(Out):
    """One side of a conflict."""

    model_config = build_example(status="present", note="", source="bulk", marked_at=MARK["marked_at"], by=TEACHER)

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
}  # fmt: skip


class ClashOut(Out):
    """Another user marked the same pupil differently; `stands` says whose mark counts now."""

    model_config = build_example(**CLASH)

    id: str = Field(validation_alias="mine__id")
    lesson: UUID = Field(validation_alias="mine__lesson")
    student: UUID = Field(validation_alias="mine__student")
    stands: Literal["mine", "theirs"]
    mine: SidedOut
    theirs: SidedOut

    @staticmethod
    def resolve_stands(clash: MarkConflict) -> str:
        """Return whose mark counts now: the newest."""
        return "mine" if clash.applied else "theirs"

    @staticmethod
    def resolve_mine(clash: MarkConflict) -> dict[str, Any]:
        """Return the mark as it was sent."""
        mine = clash.mine
        return {
            "status": mine.status, "minutes_late": mine.minutes_late, "note": mine.note, "source": "offline",
            "marked_at": mine.marked_at, "by": None,
        }  # fmt: skip


class SyncOut(Out):
    """The results in the order of the marks, and the conflicts."""

    model_config = build_example(marks=[{"id": "7", "outcome": "older", "reason": None, "text": "", "mark": MARK}])

    marks: list[SyncResultOut]
    conflicts: list[ClashOut]
