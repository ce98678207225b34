"""What every change of a lesson writes: history, audit log, event, and jobs that notify and reprice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.local_days import get_local_day
from apps.core.lookups import get_or_not_found
from apps.courses.services import billing
from apps.events.publishing import Event, get_group_stream, publish_event
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind
from apps.lessons.services import notifications
from apps.lessons.webhook_events import emit_webhook_event

FieldChanges = Mapping[str, tuple[Any, Any]]


def lock_lesson(lesson: Lesson) -> Lesson:
    """Return the lesson, locked until the commit. Raise NotFound when it is gone."""
    return get_or_not_found(Lesson.objects.select_for_update(of=("self",)).select_related("group__branch"), lesson.pk)


def check_lesson_status(lesson: Lesson, *allowed: str, conflict_message: Any) -> None:
    """Raise Conflict with the message `otherwise` when the lesson's status is not in `allowed`."""
    if lesson.status not in allowed:
        raise Conflict(conflict_message)


def record_lesson_change(
    lesson: Lesson,
    *,
    actor: User | None,
    kind: LessonChangeKind,
    changes: FieldChanges,
    event: Event,
    reason: str = "",
    forced_over: Sequence[Lesson] = (),
    notify: bool = False,
) -> None:
    """Record a change other than a move, and call `publish_lesson_change`."""
    data = {"changes": {name: [_plain_value(old), _plain_value(new)] for name, (old, new) in changes.items()}}
    LessonChange.objects.create(lesson=lesson, kind=kind, by=actor, reason=reason, data=data)
    publish_lesson_change(
        lesson,
        actor=actor,
        action=kind,
        changes=changes,
        event=event,
        reason=reason,
        forced_over=forced_over,
        notify=notify,
    )


def publish_lesson_change(
    lesson: Lesson,
    *,
    actor: User | None,
    action: str,
    changes: FieldChanges,
    event: Event,
    reason: str = "",
    forced_over: Sequence[Lesson] = (),
    notify: bool = False,
) -> None:
    """Audit the change, publish its event, record conflicts that it was forced over, and schedule notifications."""
    if forced_over:
        record_forced_booking(lesson, actor=actor, reason=reason, forced_over=forced_over)
    audited = {name: (_plain_value(old), _plain_value(new)) for name, (old, new) in changes.items()}
    if reason:
        audited["reason"] = (None, reason)
    settings.write_audit_log(actor=actor, action=f"lessons.{action}", obj=lesson, changes=audited)
    publish_event(get_group_stream(lesson.group_id), event)
    emit_webhook_event(lesson, event.type)
    if notify:
        notifications.schedule_lesson_notification(lesson)


def record_forced_booking(lesson: Lesson, *, actor: User | None, reason: str, forced_over: Sequence[Lesson]) -> None:
    """Record that the lesson was forced over these lessons, and why."""
    data = {"over": [str(other.pk) for other in forced_over]}
    LessonChange.objects.create(lesson=lesson, kind=LessonChangeKind.FORCED, by=actor, reason=reason, data=data)


def request_repricing_from(lesson: Lesson, moment: datetime) -> None:
    """Request that the payments of the group's pupils are repriced from the local day of that moment on."""
    billing.request_repricing(lesson.group_id, get_local_day(moment, lesson.group.local_zone))


def _plain_value(value: Any) -> Any:
    return str(value.pk) if isinstance(value, Model) else value
