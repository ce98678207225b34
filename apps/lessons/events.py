"""Events about lessons, published on the stream `group`."""

from typing import Annotated, Self

from apps.core.event_types import EndsAt, Example, StartsAt
from apps.events.publishing import Event
from apps.lessons.models import Lesson


class _LessonEvent(Event):
    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]

    @classmethod
    def from_lesson(cls, lesson: Lesson) -> Self:
        """Return the event of a lesson as it is now, with the fields of this class."""
        values = {
            "lesson": str(lesson.pk),
            "starts_at": lesson.starts_at.isoformat(),
            "ends_at": lesson.ends_at.isoformat(),
            "topic": lesson.topic,
            "status": lesson.status,
            "teacher": str(lesson.teacher_id) if lesson.teacher_id else None,
            "room": str(lesson.room_id) if lesson.room_id else None,
            "sequence": lesson.sequence,
        }
        return cls(**{name: values[name] for name in cls.model_fields})


class LessonCreated(_LessonEvent, type="lesson.created"):
    """A lesson was created."""

    starts_at: StartsAt
    ends_at: EndsAt
    topic: Annotated[str, Example("Past simple")]


class LessonEvent(_LessonEvent):
    """A lesson after a change; the event's type says what changed."""

    starts_at: Annotated[str, Example("2026-09-08T10:00:00+00:00")]
    ends_at: Annotated[str, Example("2026-09-08T11:30:00+00:00")]
    topic: Annotated[str, Example("Past simple")]
    status: Annotated[str, Example("planned")]
    teacher: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8004")]
    room: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8005")]
    sequence: Annotated[int, Example(3)]


class LessonChanged(LessonEvent, type="lesson.changed"):
    """The topic, room or teacher changed."""


class LessonMoved(LessonEvent, type="lesson.moved"):
    """The lesson has another time or room."""


class LessonCancelled(LessonEvent, type="lesson.cancelled", example={"status": "cancelled"}):
    """The lesson does not take place."""


class LessonRestored(LessonEvent, type="lesson.restored"):
    """A cancelled or held lesson is planned again."""


class LessonHeld(LessonEvent, type="lesson.held", example={"status": "held"}):
    """The lesson took place."""


class LessonSubstituted(LessonEvent, type="lesson.substituted"):
    """A substitute gives the lesson, or its own teacher again."""


class LessonRemoved(_LessonEvent, type="lesson.removed"):
    """The lesson was deleted."""


class TimetableChanged(Event, type="timetable.changed"):
    """Lessons of the group were generated or removed: clients load them again."""

    added: Annotated[int, Example(24)]
    removed: Annotated[int, Example(0)]
