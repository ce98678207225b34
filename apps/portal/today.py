"""What concerns a user today and this week: as a teacher, as a pupil or parent, in the office."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.local_days import get_day_bounds, get_today
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.courses.queries import list_own_taught_groups
from apps.homework.models import Homework, HomeworkState
from apps.homework.queries import OPEN_STATES, list_own_taught_homework, list_visible_homework, with_due_at
from apps.lessons.models import Lesson
from apps.lessons.queries import (
    annotate_lesson_display_fields,
    build_own_teaching_filter,
    filter_attended_lessons,
    list_visible_lessons,
)
from apps.notifications.queries import list_notifications, serialize_notifications
from apps.payments.models.payments import OPEN_STATUSES, Payment
from apps.payments.queries import visible_payments
from apps.payments.queries.office import annotate_provider_and_proof
from apps.portal.notification_types import ANNOUNCED
from apps.portal.office_today import OfficeToday, get_office_today

WEEK = timedelta(days=7)
MAX_ROWS = 50
MAX_NEWS = 10


@dataclass(frozen=True)
class Week:
    """The seven local days from `today` to `last_day`, and their bounds."""

    today: date
    last_day: date
    since: datetime
    until: datetime


@dataclass(frozen=True)
class TeachingToday:
    """Lessons of the week that a teacher gives or assists in, and how much homework waits for a review."""

    week: Week
    lessons: list[Lesson]
    homework_to_review: int


@dataclass(frozen=True)
class PupilToday:
    """The week of one pupil; a part is None where the reader may not see it."""

    student: User
    week: Week
    lessons: list[Lesson] | None
    homework: list[Homework] | None
    payments: list[Payment] | None


@dataclass(frozen=True)
class Today:
    """What concerns a user; `teaching` and `office` are None for others."""

    teaching: TeachingToday | None
    pupils: list[PupilToday]
    office: OfficeToday | None
    news: list[dict[str, Any]]


def get_today_of(user: User) -> Today:
    """Return what concerns the user, with a fixed number of queries for any number of children."""
    return Today(_get_teaching(user), _list_pupils(user), get_office_today(user), _list_news(user))


def _build_week(zone: str) -> Week:
    today = get_today(zone)
    last_day = today + WEEK - timedelta(days=1)
    return Week(today, last_day, get_day_bounds(today, zone)[0], get_day_bounds(last_day, zone)[1])


def _get_teaching(user: User) -> TeachingToday | None:
    led = list_own_taught_groups(user).order_by()
    week = _build_week(user.zone)
    rows = Lesson.objects.filter(build_own_teaching_filter(user), ends_at__gt=week.since, starts_at__lt=week.until)
    lessons = list(annotate_lesson_display_fields(rows, user).order_by("starts_at", "id")[:MAX_ROWS])
    if not lessons and not led.exists():
        return None
    waiting = list_own_taught_homework(user).filter(state=HomeworkState.NEEDS_REVIEW)
    return TeachingToday(week, lessons, waiting.count())


def _list_pupils(user: User) -> list[PupilToday]:
    """Return the user, if the user learns, and the children with a right of the guardian, by name."""
    seen_progress = set(list_children(user, right=GuardianRight.PROGRESS).values_list("pk", flat=True))
    seen_payments = set(list_children(user, right=GuardianRight.PAYMENTS).values_list("pk", flat=True))
    children = User.objects.filter(pk__in=seen_progress | seen_payments, erased_at=None)
    people = list(children.order_by("first_name", "last_name", "id"))
    memberships = _load_memberships([user.pk, *seen_progress])
    if user.role == Role.STUDENT or user.pk in memberships:
        people.insert(0, user)
        seen_progress.add(user.pk)
        seen_payments.add(user.pk)
    weeks = {
        person.pk: _build_week(memberships[person.pk][0].group.local_zone if person.pk in memberships else person.zone)
        for person in people
    }
    lessons = _load_lessons(user, weeks.values(), memberships)
    homework = _group_by_student(
        with_due_at(list_visible_homework(user))
        .filter(student__in=seen_progress, state__in=OPEN_STATES, assignment__withdrawn_at__isnull=True)
        .order_by(F("task_due").asc(nulls_last=True), "id")
    )
    payments = _group_by_student(
        annotate_provider_and_proof(visible_payments(user))
        .filter(student__in=seen_payments, status__in=OPEN_STATUSES)
        .order_by("due_on", "id")
    )
    return [
        PupilToday(
            student=person,
            week=weeks[person.pk],
            lessons=_pick_lessons(lessons, weeks[person.pk], memberships.get(person.pk, []))
            if person.pk in seen_progress
            else None,
            homework=homework.get(person.pk, [])[:MAX_ROWS] if person.pk in seen_progress else None,
            payments=payments.get(person.pk, [])[:MAX_ROWS] if person.pk in seen_payments else None,
        )
        for person in people
    ]


def _load_memberships(student_ids: Collection[UUID]) -> dict[UUID, list[Membership]]:
    """Return the open memberships by pupil, the longest first."""
    rows = Membership.objects.filter(student__in=student_ids, left_on=None).select_related("group__branch")
    return _group_by_student(rows.prefetch_related("freezes").order_by("joined_on", "id"))


def _load_lessons(user: User, weeks: Collection[Week], memberships: dict[UUID, list[Membership]]) -> list[Lesson]:
    groups = {membership.group_id for rows in memberships.values() for membership in rows}
    if not groups or not weeks:
        return []
    since, until = min(week.since for week in weeks), max(week.until for week in weeks)
    rows = list_visible_lessons(user, since=since, until=until).filter(group__in=groups)
    return list(annotate_lesson_display_fields(rows, user).order_by("starts_at", "id"))


def _pick_lessons(lessons: Iterable[Lesson], week: Week, memberships: list[Membership]) -> list[Lesson]:
    in_week = [lesson for lesson in lessons if lesson.ends_at > week.since and lesson.starts_at < week.until]
    return filter_attended_lessons(in_week, memberships)[:MAX_ROWS]


def _group_by_student(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.student_id, []).append(row)
    return grouped


def _list_news(user: User) -> list[dict[str, Any]]:
    """Return the announcements of the last seven days, the newest first."""
    since = timezone.now() - WEEK
    return serialize_notifications(
        list_notifications(user).filter(type=ANNOUNCED, created_at__gte=since).order_by("-id")[:MAX_NEWS]
    )
