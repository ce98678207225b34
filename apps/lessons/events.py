"""Events about lessons; they go to the stream `group`."""

from typing import Any, ClassVar

from apps.lessons.models import Lesson
from realtime.events import Event


class LessonCreated(Event):
    """A lesson was planned."""

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
    def of(cls, lesson: Lesson) -> "LessonCreated":
        """The event of a lesson that was just made."""
        return cls(
            lesson=str(lesson.pk),
            starts_at=lesson.starts_at.isoformat(),
            ends_at=lesson.ends_at.isoformat(),
            topic=lesson.topic,
        )


EVENTS = [LessonCreated]
