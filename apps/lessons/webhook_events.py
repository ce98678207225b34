"""Webhook events about lessons."""

from typing import Any, ClassVar, Self

from apps.core.outgoing_events import WebhookEvent, publish_webhook_event
from apps.lessons.models import Lesson


class LessonEvent(WebhookEvent):
    """A lesson as it is now."""

    example: ClassVar[dict[str, Any]] = {
        "lesson": "01890a5d-ac96-774b-bcce-b302099a8011",
        "group": "01890a5d-ac96-774b-bcce-b302099a8003",
        "status": "held",
        "starts_at": "2026-09-07T10:00:00+00:00",
        "ends_at": "2026-09-07T11:30:00+00:00",
    }

    lesson: str
    group: str
    status: str
    starts_at: str
    ends_at: str

    @classmethod
    def from_lesson(cls, lesson: Lesson) -> Self:
        """This lesson."""
        return cls(
            lesson=str(lesson.pk),
            group=str(lesson.group_id),
            status=str(lesson.status),
            starts_at=lesson.starts_at.isoformat(),
            ends_at=lesson.ends_at.isoformat(),
        )


class LessonHeld(LessonEvent):
    """The lesson took place."""

    type: ClassVar[str] = "lesson.held"


class LessonMoved(LessonEvent):
    """The lesson has another time."""

    type: ClassVar[str] = "lesson.moved"
    example: ClassVar[dict[str, Any]] = LessonEvent.example | {"status": "planned"}


class LessonCancelled(LessonEvent):
    """The lesson does not take place."""

    type: ClassVar[str] = "lesson.cancelled"
    example: ClassVar[dict[str, Any]] = LessonEvent.example | {"status": "cancelled"}


class LessonRestored(LessonEvent):
    """A cancelled lesson is planned again."""

    type: ClassVar[str] = "lesson.restored"
    example: ClassVar[dict[str, Any]] = LessonEvent.example | {"status": "planned"}


WEBHOOK_EVENTS = [LessonHeld, LessonMoved, LessonCancelled, LessonRestored]
WEBHOOK_EVENT_BY_TYPE: dict[str, type[LessonEvent]] = {event_class.type: event_class for event_class in WEBHOOK_EVENTS}


def emit_webhook_event(lesson: Lesson, type_: str) -> None:
    """Emit the webhook event that corresponds to a socket event, if there is one."""
    if type_ in WEBHOOK_EVENT_BY_TYPE:
        publish_webhook_event(WEBHOOK_EVENT_BY_TYPE[type_].from_lesson(lesson))
