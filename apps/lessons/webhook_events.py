"""Webhook events about lessons."""

from typing import Annotated, Self

from apps.core.event_types import EndsAt, Example, StartsAt
from apps.core.outgoing_events import WebhookEvent, publish_webhook_event
from apps.lessons.models import Lesson


class LessonEvent(WebhookEvent):
    """A lesson as it is now."""

    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8011")]
    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]
    status: Annotated[str, Example("held")]
    starts_at: StartsAt
    ends_at: EndsAt

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


class LessonHeld(LessonEvent, type="lesson.held"):
    """The lesson took place."""


class LessonMoved(LessonEvent, type="lesson.moved", example={"status": "planned"}):
    """The lesson has another time."""


class LessonCancelled(LessonEvent, type="lesson.cancelled", example={"status": "cancelled"}):
    """The lesson does not take place."""


class LessonRestored(LessonEvent, type="lesson.restored", example={"status": "planned"}):
    """A cancelled lesson is planned again."""


WEBHOOK_EVENT_BY_TYPE: dict[str, type[LessonEvent]] = {
    event.type: event for event in (LessonHeld, LessonMoved, LessonCancelled, LessonRestored)
}


def emit_webhook_event(lesson: Lesson, event_type: str) -> None:
    """Emit the webhook event that corresponds to a socket event, if there is one."""
    if event_type in WEBHOOK_EVENT_BY_TYPE:
        publish_webhook_event(WEBHOOK_EVENT_BY_TYPE[event_type].from_lesson(lesson))
