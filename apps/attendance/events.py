"""Events about registers: `register.marked` on the streams `group` and `wall`, `attendance.changed` on the pupil's
streams `user` and `child`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from apps.attendance.models import AttendanceStatus, Presence
from apps.events.publishing import Event
from apps.lessons.models import Lesson


class RegisterMarked(Event):
    """Marks of a lesson were made, changed or withdrawn: how many at once, and the counts of the register now.

    A register that is marked in one call is one event.
    """

    type: ClassVar[str] = "register.marked"
    example: ClassVar[dict[str, Any]] = {
        "lesson": "01890a5d-ac96-774b-bcce-b302099a8003",
        "starts_at": "2026-09-07T10:00:00+00:00",
        "changed": 12,
        "present": 10,
        "absent": 1,
        "late": 1,
        "excused": 0,
    }

    lesson: str
    starts_at: str
    changed: int
    present: int
    absent: int
    late: int
    excused: int

    @classmethod
    def from_register(cls, lesson: Lesson, *, changed: int, counts: Mapping[str, int]) -> "RegisterMarked":
        """The event of a register of which so many marks were just changed; `counts` by `Presence`."""
        presence_counts = {presence.value: counts.get(presence, 0) for presence in Presence}
        return cls(lesson=str(lesson.pk), starts_at=lesson.starts_at.isoformat(), changed=changed, **presence_counts)


class AttendanceChanged(Event):
    """A pupil's mark changed; `status` and `counts_as` are null when it was withdrawn."""

    type: ClassVar[str] = "attendance.changed"
    example: ClassVar[dict[str, Any]] = {
        "lesson": "01890a5d-ac96-774b-bcce-b302099a8003",
        "group": "01890a5d-ac96-774b-bcce-b302099a8006",
        "starts_at": "2026-09-07T10:00:00+00:00",
        "status": "late",
        "counts_as": "late",
        "minutes_late": 10,
    }

    lesson: str
    group: str
    starts_at: str
    status: str | None
    counts_as: str | None
    minutes_late: int | None

    @classmethod
    def from_mark(
        cls, lesson: Lesson, *, status: AttendanceStatus | None, minutes_late: int | None = None
    ) -> "AttendanceChanged":
        """The event of a mark of this lesson that was just put, or withdrawn (`status` None)."""
        return cls(
            lesson=str(lesson.pk),
            group=str(lesson.group_id),
            starts_at=lesson.starts_at.isoformat(),
            status=status.code if status else None,
            counts_as=status.counts_as if status else None,
            minutes_late=minutes_late,
        )


EVENTS = [RegisterMarked, AttendanceChanged]
