"""Writes about lessons."""

from datetime import datetime

from django.utils import timezone

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.core.validators import moment, time_range, valid
from apps.courses.models import Group
from apps.lessons import events
from apps.lessons.models import Lesson
from realtime.events import group_stream, publish


def create_lesson(
    *, actor: User | None, group: Group, starts_at: datetime, ends_at: datetime, topic: str = ""
) -> Lesson:
    """A planned lesson; the group is told. Raises Invalid for a time that is no `moment` and when it ends before it
    starts."""
    valid("starts_at", moment, starts_at)
    valid("ends_at", time_range, starts_at, ends_at)
    with unit_of_work():
        lesson = Lesson.objects.create(group=group, starts_at=starts_at, ends_at=ends_at, topic=topic)
        settings.audit(
            actor=actor,
            action="lessons.create",
            obj=lesson,
            changes={"starts_at": (None, starts_at.isoformat())},
        )
        publish(group_stream(group.pk), events.LessonCreated.of(lesson))
    return lesson


def pin(*, lesson: Lesson) -> None:
    """Note that something hangs on the lesson, so that nothing removes it; pinning again changes nothing."""
    now = timezone.now()
    Lesson.objects.filter(pk=lesson.pk, pinned_at__isnull=True).update(pinned_at=now, updated_at=now)
