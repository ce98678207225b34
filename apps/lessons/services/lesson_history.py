"""What every change of a lesson writes: history, audit log, event, and jobs that notify and reprice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.local_days import get_local_day
from apps.core.lookups import get_or_not_found
from apps.courses.services import billing
from apps.events.publishing import get_group_stream, publish_event
from apps.lessons import events
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind
from apps.lessons.services import notifications
from apps.lessons.services.live_requests import request_live_room_sync
from apps.lessons.webhook_events import emit_webhook_event
from apps.settings.services import write_audit_log

TOLD_TO_PROVIDERS = (events.LessonMoved, events.LessonCancelled, events.LessonRestored)
FieldChanges = Mapping[str, tuple[Any, Any]]


def lock_lesson(lesson: Lesson, *allowed_statuses: str, conflict_message: Any = None) -> Lesson:
    """Return the lesson, locked until the commit. Raise NotFound when it is gone; Conflict with the message when its
    status is not in `allowed_statuses`, where given.
    """
    rows = Lesson.objects.select_for_update(of=("self",)).select_related("group__branch")
    locked_lesson = get_or_not_found(rows, lesson.pk)
    if allowed_statuses and locked_lesson.status not in allowed_statuses:
        raise Conflict(conflict_message)
    return locked_lesson


def record_lesson_change(
    lesson: Lesson,
    actor: User | None,
    event_class: type[events.LessonEvent],
    changes: FieldChanges,
    *,
    reason: str = "",
    forced_over: Sequence[Lesson] = (),
    notify: bool = False,
) -> None:
    """Record a change, whose kind follows from the class of its event, in the history (a move has a row of its own) and
    the audit log, publish the event, record conflicts that it was forced over, and schedule notifications.
    """
    action = event_class.type.partition(".")[2]
    plain = {name: (_plain_value(old), _plain_value(new)) for name, (old, new) in changes.items()}
    if event_class is events.LessonMoved:
        action = "reschedule"
    else:
        LessonChange.objects.create(lesson=lesson, kind=action, by=actor, reason=reason, data={"changes": plain})
    if forced_over:
        record_forced_booking(lesson, actor=actor, reason=reason, forced_over=forced_over)
    write_audit_log(actor, f"lessons.{action}", lesson, {**plain, **({"reason": (None, reason)} if reason else {})})
    publish_event(get_group_stream(lesson.group_id), event_class.from_lesson(lesson))
    emit_webhook_event(lesson, event_class.type)
    if event_class in TOLD_TO_PROVIDERS:
        request_live_room_sync(lesson)
    if notify:
        notifications.schedule_lesson_notification(lesson)


def record_forced_booking(lesson: Lesson, *, actor: User | None, reason: str, forced_over: Sequence[Lesson]) -> None:
    """Record that the lesson was forced over these lessons, and why."""
    data = {"over": [str(other.pk) for other in forced_over]}
    LessonChange.objects.create(lesson=lesson, kind=LessonChangeKind.FORCED, by=actor, reason=reason, data=data)


def request_repricing_from(lesson: Lesson, moment: datetime) -> None:
    """Request that the payments of the group's pupils are repriced from the local day of that moment on."""
    billing.request_repricing_from_earliest(lesson.group_id, get_local_day(moment, lesson.group.local_zone))


def _plain_value(value: Any) -> Any:
    return str(value.pk) if isinstance(value, Model) else value
