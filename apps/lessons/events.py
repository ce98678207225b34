"""Events about lessons, published on the stream `group`."""

from typing import Any, ClassVar, Self

from apps.events.publishing import Event
from apps.lessons.models import Lesson


class LessonCreated(Event):
    """A lesson was created."""

    type: ClassVar[str] = "lesson.created"
    example: ClassVar[dict[str, Any]] = {
        "lesson": "01890a5d-ac96-774b-bcce-b302099a8003",
        "starts_at": "2026-09-07T10:00:00+00:00",
        "ends_at": "2026-09-07T11:30:00+00:00",
        "topic": "Past simple",
    }

    lesson: str
    starts_at: str
    ends_at: str
    topic: str

    @classmethod
    def from_lesson(cls, lesson: Lesson) -> "LessonCreated":
        """The event of a lesson that was just made."""
        return cls(
            lesson=str(lesson.pk),
            starts_at=lesson.starts_at.isoformat(),
            ends_at=lesson.ends_at.isoformat(),
            topic=lesson.topic,
        )


class LessonEvent(Event):
    """A lesson after a change; the event's type says what changed."""

    example: ClassVar[dict[str, Any]] = {
        "lesson": "01890a5d-ac96-774b-bcce-b302099a8003",
        "starts_at": "2026-09-08T10:00:00+00:00",
        "ends_at": "2026-09-08T11:30:00+00:00",
        "topic": "Past simple",
        "status": "planned",
        "teacher": "01890a5d-ac96-774b-bcce-b302099a8004",
        "room": "01890a5d-ac96-774b-bcce-b302099a8005",
        "sequence": 3,
    }

    lesson: str
    starts_at: str
    ends_at: str
    topic: str
    status: str
    teacher: str | None
    room: str | None
    sequence: int

    @classmethod
    def from_lesson(cls, lesson: Lesson) -> Self:
        """The event of a lesson that was just changed."""
        return cls(
            lesson=str(lesson.pk),
            starts_at=lesson.starts_at.isoformat(),
            ends_at=lesson.ends_at.isoformat(),
            topic=lesson.topic,
            status=lesson.status,
            teacher=str(lesson.teacher_id) if lesson.teacher_id else None,
            room=str(lesson.room_id) if lesson.room_id else None,
            sequence=lesson.sequence,
        )


class LessonChanged(LessonEvent):
    """The topic, room or teacher changed."""

    type: ClassVar[str] = "lesson.changed"


class LessonMoved(LessonEvent):
    """The lesson has another time or room."""

    type: ClassVar[str] = "lesson.moved"


class LessonCancelled(LessonEvent):
    """The lesson does not take place."""

    type: ClassVar[str] = "lesson.cancelled"
    example: ClassVar[dict[str, Any]] = LessonEvent.example | {"status": "cancelled"}


class LessonRestored(LessonEvent):
    """A cancelled or held lesson is planned again."""

    type: ClassVar[str] = "lesson.restored"


class LessonHeld(LessonEvent):
    """The lesson took place."""

    type: ClassVar[str] = "lesson.held"
    example: ClassVar[dict[str, Any]] = LessonEvent.example | {"status": "held"}


class LessonSubstituted(LessonEvent):
    """A substitute gives the lesson, or its own teacher again."""

    type: ClassVar[str] = "lesson.substituted"


class LessonRemoved(Event):
    """The lesson was deleted."""

    type: ClassVar[str] = "lesson.removed"
    example: ClassVar[dict[str, Any]] = {"lesson": "01890a5d-ac96-774b-bcce-b302099a8003"}

    lesson: str

    @classmethod
    def from_lesson(cls, lesson: Lesson) -> "LessonRemoved":
        """The event of a lesson that is about to be removed."""
        return cls(lesson=str(lesson.pk))


class TimetableChanged(Event):
    """Lessons of the group were generated or removed: clients load them again."""

    type: ClassVar[str] = "timetable.changed"
    example: ClassVar[dict[str, Any]] = {"added": 24, "removed": 0}

    added: int
    removed: int


EVENTS = [
    LessonCreated,
    LessonChanged,
    LessonMoved,
    LessonCancelled,
    LessonRestored,
    LessonHeld,
    LessonSubstituted,
    LessonRemoved,
    TimetableChanged,
]
