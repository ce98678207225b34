"""Reads over lessons."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Group
from apps.courses.queries import visible_groups
from apps.lessons.models import Lesson, LessonStatus


def visible_lessons(
    user: User,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    group_id: UUID | None = None,
    status: str | None = None,
) -> QuerySet[Lesson]:
    """Lessons of the groups that the user learns in or teaches; all for the office.

    Only those that end after `since` and begin before `until`, of the group and in the status, where given.
    """
    wanted = {"ends_at__gt": since, "starts_at__lt": until, "group": group_id, "status": status}
    given = {name: value for name, value in wanted.items() if value is not None}
    mine = visible_groups(user).order_by().values_list("pk", flat=True)
    return Lesson.objects.filter(group__in=mine, **given)


def next_lessons(group: Group, *, limit: int) -> QuerySet[Lesson]:
    """The group's planned lessons that are not over yet, soonest first."""
    planned = Lesson.objects.filter(group=group, status=LessonStatus.PLANNED, ends_at__gt=timezone.now())
    return planned.order_by("starts_at", "id")[:limit]
