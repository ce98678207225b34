"""Webhook events about marks."""

from typing import Any, ClassVar, Self
from uuid import UUID

from apps.attendance.events import AttendanceChanged
from apps.core.outgoing_events import WebhookEvent


class AttendanceMarked(WebhookEvent):
    """A pupil's mark changed; `status` is null when it was withdrawn. `counts_as` is the meaning of the centre's own
    status: present, late, absent or excused.
    """

    type: ClassVar[str] = "attendance.marked"
    example: ClassVar[dict[str, Any]] = {
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
        "lesson": "01890a5d-ac96-774b-bcce-b302099a8011",
        "group": "01890a5d-ac96-774b-bcce-b302099a8003",
        "starts_at": "2026-09-07T10:00:00+00:00",
        "status": "late",
        "counts_as": "late",
        "minutes_late": 10,
    }

    student: str
    lesson: str
    group: str
    starts_at: str
    status: str | None
    counts_as: str | None
    minutes_late: int | None

    @classmethod
    def from_event(cls, student: UUID, event: AttendanceChanged) -> Self:
        """Build the event from the socket event about this pupil."""
        return cls(student=str(student), **event.model_dump())


WEBHOOK_EVENTS = [AttendanceMarked]
