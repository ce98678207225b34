"""Webhook events about marks."""

from typing import Annotated, Self
from uuid import UUID

from apps.attendance.events import AttendanceChanged
from apps.core.event_types import Example, StartsAt, StudentId
from apps.core.outgoing_events import WebhookEvent


class AttendanceMarked(WebhookEvent, type="attendance.marked"):
    """A pupil's mark changed; `status` is null when it was withdrawn. `counts_as` is the meaning of the centre's own
    status: present, late, absent or excused.
    """

    student: StudentId
    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8011")]
    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]
    starts_at: StartsAt
    status: Annotated[str | None, Example("late")]
    counts_as: Annotated[str | None, Example("late")]
    minutes_late: Annotated[int | None, Example(10)]

    @classmethod
    def from_event(cls, student: UUID, event: AttendanceChanged) -> Self:
        """Build the event from the socket event about this pupil."""
        return cls(student=str(student), **event.model_dump())
