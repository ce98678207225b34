"""Reads of lessons that were neither held nor cancelled although their time has come."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import Attendance
from apps.attendance.queries import get_lesson_day
from apps.core.lookups import filter_given
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import annotate_lesson_display_fields, filter_lessons_between, list_taught_lessons

LOOK_BACK = timedelta(days=2)
"""How far the jobs of this page look back: longer than an outage."""
EVENING, MORNING = time(20), time(9)
"""When teachers are reminded: local times of the lesson's day and of the next one."""
MARKS_OF_LESSON = Attendance.objects.filter(lesson=OuterRef("pk"))


def list_unsettled_lessons(
    user: User,
    *,
    since: date | None = None,
    until: date | None = None,
    group_id: UUID | None = None,
    teacher_id: UUID | None = None,
    branch_id: UUID | None = None,
    marked: bool | None = None,
) -> QuerySet[Lesson]:
    """Return planned lessons past their end that the user teaches, for the office those of its branches, with
    `marked`: whether they have marks.

    Filters are optional: lessons that end after `since` and start before `until`, moments or days; of the group,
    teacher, branch.
    """
    rows = list_taught_lessons(user).filter(status=LessonStatus.PLANNED, ends_at__lte=timezone.now())
    rows = filter_given(filter_lessons_between(rows, since, until), group=group_id, teacher=teacher_id)
    rows = filter_given(rows, group__branch=branch_id).annotate(marked=Exists(MARKS_OF_LESSON))
    return annotate_lesson_display_fields(filter_given(rows, marked=marked), user)


def list_begun_lessons_with_marks() -> list[UUID]:
    """Return planned lessons that have begun lately and have marks."""
    now = timezone.now()
    begun = Lesson.objects.filter(status=LessonStatus.PLANNED, starts_at__gt=now - LOOK_BACK, starts_at__lte=now)
    return list(begun.filter(Exists(MARKS_OF_LESSON)).values_list("pk", flat=True))


def list_lessons_to_remind_of() -> list[UUID]:
    """Return planned lessons without marks that have ended lately and whose teachers are to be reminded now: in the
    evening of the lesson's day, or after a lesson that ends later, and in the next morning.
    """
    now = timezone.now()
    ended = Lesson.objects.filter(status=LessonStatus.PLANNED, starts_at__gt=now - LOOK_BACK, ends_at__lte=now)
    rows = ended.exclude(Exists(MARKS_OF_LESSON)).select_related("group__branch").order_by("starts_at", "id")
    return [lesson.pk for lesson in rows if _is_reminder_due(lesson, now)]


def _is_reminder_due(lesson: Lesson, now: datetime) -> bool:
    zone, day = ZoneInfo(lesson.group.local_zone), get_lesson_day(lesson)
    evening = max(datetime.combine(day, EVENING, tzinfo=zone), lesson.ends_at)
    morning = max(datetime.combine(day + timedelta(days=1), MORNING, tzinfo=zone), lesson.ends_at)
    asked = lesson.register_asked_at
    return any(moment <= now and (asked is None or asked < moment) for moment in (evening, morning))
