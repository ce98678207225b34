"""What every change of a lesson leaves behind: its history, the audit log, an event, jobs that tell people and bill."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.local_days import local_day
from apps.core.lookups import get_one
from apps.courses.services import bills
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind
from apps.lessons.services import telling
from apps.lessons.webhook_events import emit_as
from realtime.events import Event, group_stream, publish

Changes = Mapping[str, tuple[Any, Any]]


def lock(lesson: Lesson) -> Lesson:
    """The lesson as it stands now, locked until the commit; NotFound when it is gone."""
    return get_one(Lesson.objects.select_for_update(of=("self",)).select_related("group__branch"), lesson.pk)


def check_status(lesson: Lesson, *allowed: str, otherwise: Any) -> None:
    """Conflict with these words when the lesson is in no status of `allowed`."""
    if lesson.status not in allowed:
        raise Conflict(otherwise)


def record(
    lesson: Lesson,
    *,
    actor: User | None,
    kind: LessonChangeKind,
    changes: Changes,
    event: Event,
    reason: str = "",
    over: Sequence[Lesson] = (),
    tell: bool = False,
) -> None:
    """A step of the lesson's history other than a move, and what goes with every step (`announce`)."""
    data = {"changes": {name: [_plain(old), _plain(new)] for name, (old, new) in changes.items()}}
    LessonChange.objects.create(lesson=lesson, kind=kind, by=actor, reason=reason, data=data)
    announce(lesson, actor=actor, action=kind, changes=changes, event=event, reason=reason, over=over, tell=tell)


def announce(
    lesson: Lesson,
    *,
    actor: User | None,
    action: str,
    changes: Changes,
    event: Event,
    reason: str = "",
    over: Sequence[Lesson] = (),
    tell: bool = False,
) -> None:
    """Audit the change, publish its event, note what the lesson was forced over, and have people told."""
    if over:
        note_forced(lesson, actor=actor, reason=reason, over=over)
    audited = {name: (_plain(old), _plain(new)) for name, (old, new) in changes.items()}
    if reason:
        audited["reason"] = (None, reason)
    settings.audit(actor=actor, action=f"lessons.{action}", obj=lesson, changes=audited)
    publish(group_stream(lesson.group_id), event)
    emit_as(lesson, event.type)
    if tell:
        telling.later(lesson)


def note_forced(lesson: Lesson, *, actor: User | None, reason: str, over: Sequence[Lesson]) -> None:
    """Write down that the lesson was put over these, and why."""
    data = {"over": [str(other.pk) for other in over]}
    LessonChange.objects.create(lesson=lesson, kind=LessonChangeKind.FORCED, by=actor, reason=reason, data=data)


def bill_anew(lesson: Lesson, at: datetime) -> None:
    """Have what the pupils of the lesson's group owe reckoned anew from the local day of that moment on."""
    bills.follow(lesson.group_id, local_day(at, lesson.group.local_zone))


def _plain(value: Any) -> Any:
    return str(value.pk) if isinstance(value, Model) else value
