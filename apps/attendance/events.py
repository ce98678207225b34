"""Events about registers: `register.marked` on the streams `group` and `wall`, `attendance.changed` on the pupil's
streams `user` and `child`.
"""

from collections.abc import Mapping
from typing import Annotated

from apps.attendance.models import AttendanceStatus, Presence
from apps.core.event_types import Example, StartsAt
from apps.events.publishing import Event
from apps.lessons.models import Lesson


class RegisterMarked(Event, type="register.marked"):
    """Marks of a lesson were made, changed or withdrawn: how many at once, and the counts of the register now.

    A register that is marked in one call is one event.
    """

    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]
    starts_at: StartsAt
    changed: Annotated[int, Example(12)]
    present: Annotated[int, Example(10)]
    absent: Annotated[int, Example(1)]
    late: Annotated[int, Example(1)]
    excused: Annotated[int, Example(0)]

    @classmethod
    def from_register(cls, lesson: Lesson, *, changed: int, counts: Mapping[str, int]) -> "RegisterMarked":
        """The event of a register of which so many marks were just changed; `counts` by `Presence`."""
        presence_counts = {presence.value: counts.get(presence, 0) for presence in Presence}
        return cls(lesson=str(lesson.pk), starts_at=lesson.starts_at.isoformat(), changed=changed, **presence_counts)


class AttendanceChanged(Event, type="attendance.changed"):
    """A pupil's mark changed; `status` and `counts_as` are null when it was withdrawn."""

    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]
    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8006")]
    starts_at: StartsAt
    status: Annotated[str | None, Example("late")]
    counts_as: Annotated[str | None, Example("late")]
    minutes_late: Annotated[int | None, Example(10)]

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
