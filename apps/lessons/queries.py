"""Reads of lessons."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

import apps.courses.queries as courses
from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.array_filters import InArray, get_primary_keys
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.lookups import filter_given
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.queries import is_in_register_on, list_own_taught_groups, list_taught_groups, list_visible_groups
from apps.lessons.models import Lesson, LessonChange, LessonReschedule, LessonStatus, LiveRoom, LiveState, Room

M = TypeVar("M", bound=Model)

MAX_HISTORY_STEPS = 200
MAX_CALENDAR_LESSONS = 2000
MOVED = "moved"
ONE_DAY = timedelta(days=1)


def list_visible_lessons(
    user: User,
    *,
    since: date | None = None,
    until: date | None = None,
    group_id: UUID | None = None,
    teacher_id: UUID | None = None,
    room_id: UUID | None = None,
    branch_id: UUID | None = None,
    student_id: UUID | None = None,
    status: str | None = None,
    mine: bool = False,
    teaching: str | None = None,
) -> QuerySet[Lesson]:
    """Return lessons of groups that the user or a child of the user learns in or that the user teaches, and lessons
    that the user gives; for the office, all of its branches.

    Filters are optional: lessons that end after `since` and start before `until`, which are moments, or days of the
    group that are included; of the group, teacher, room, branch, status; of the groups of a visible pupil. `mine`
    and `teaching` ignore the rights of the office. `teaching`: "own" for lessons that the user gives or assists in;
    "groups" also for those that colleagues give in groups that the user leads.
    """
    rows = filter_given(Lesson.objects.all(), group=group_id, status=status, teacher=teacher_id, room=room_id)
    rows = filter_given(rows, group__branch=branch_id)
    rows = filter_lessons_between(rows, since, until)
    if teaching is not None:
        rows = rows.filter(build_own_teaching_filter(user, led=teaching == "groups"))
    if mine:
        rows = rows.filter(build_own_lessons_filter(user))
    elif teaching is None and not courses.can_see_every_group(user):
        rows = rows.filter(Q(InArray("group_id", get_primary_keys(list_visible_groups(user)))) | Q(teacher=user))
    if student_id is not None:
        seen = courses.list_visible_pupils(user).order_by().values("pk")
        learns = Membership.objects.filter(group=OuterRef("group"), left_on__isnull=True, student=student_id)
        rows = rows.filter(Exists(learns.filter(student__in=seen)))
    return rows


def filter_lessons_between(
    rows: QuerySet[M], since: date | None, until: date | None, *, start: str = "starts_at"
) -> QuerySet[M]:
    """Return lessons that end after `since` and start before `until`: moments, or days of their group, both included.
    `start` is the column of the start.
    """
    if since is not None:
        rows = rows.filter(ends_at__gt=since if isinstance(since, datetime) else _build_local_midnight(since))
    if until is None:
        return rows
    is_moment = isinstance(until, datetime)
    return rows.filter(**{f"{start}__lt": until if is_moment else _build_local_midnight(until + timedelta(days=1))})


def _build_local_midnight(day: date) -> Func:
    """Build the expression of the moment at which the day starts in the zone of the group of a row."""
    zone = Coalesce(NullIf("group__zone", Value("")), "group__branch__zone")
    midnight = Value(day.isoformat(), output_field=CharField())
    template = "timezone(%(expressions)s::timestamp)"
    return Func(zone, midnight, template=template, output_field=DateTimeField())


def build_own_lessons_filter(user: User) -> Q:
    """Build the filter of lessons that the user gives, assists in, or attends, also as a guardian. A lead does not
    attend.
    """
    learners = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    here = Membership.objects.filter(learners, group=OuterRef("group"), left_on__isnull=True)
    learns = here.exclude(status=MembershipStatus.LEAD)
    return build_own_teaching_filter(user) | Q(Exists(learns))


def build_own_teaching_filter(user: User, *, led: bool = False) -> Q:
    """Build the filter of lessons that the user gives, as a substitute too, and of groups that the user assists.
    Lessons of a led group that a colleague gives are among them only with `led`.
    """
    assisted = Group.assistants.through.objects.filter(user_id=user.pk).values("group_id")
    return Q(teacher=user) | Q(group__in=list_own_taught_groups(user).order_by().values("pk") if led else assisted)


def list_taught_lessons(user: User) -> QuerySet[Lesson]:
    """Return lessons that the user gives, or of groups that the user leads or assists; for the office, those of its
    branches.

    A substitute has these rights while the lesson is assigned.
    """
    return Lesson.objects.filter(build_taught_lessons_filter(user))


def annotate_lesson_display_fields(lessons: QuerySet[Lesson], user: User) -> QuerySet[Lesson]:
    """Add the fields that answers show: people, room, `moved_from` (the first planned start; null when never moved),
    `live` (where its online room is; null without one) and `shown_reason` (why it was cancelled, for its teachers and
    the office only).
    """
    first = LessonReschedule.objects.filter(lesson=OuterRef("pk")).order_by("id").values("from_starts_at")[:1]
    reason = Case(
        When(build_taught_lessons_filter(user), then=F("cancel_reason")), default=Value(""), output_field=CharField()
    )
    with_people = lessons.select_related("group__branch", "group__schedule", "room", "teacher", "instead_of")
    rooms = LiveRoom.objects.filter(lesson=OuterRef("pk")).exclude(state=LiveState.CLOSED)
    live = Subquery(rooms.values("provider")[:1])
    return with_people.annotate(moved_from=Subquery(first), shown_reason=reason, live=live)


def list_lesson_history(lesson: Lesson) -> list[dict[str, Any]]:
    """Return the last `MAX_HISTORY_STEPS` changes in order: `kind`, `at`, `by`, `reason` and `changes`, each a field
    with old and new value in words; times in the group's zone. At most five queries.
    """
    moves = LessonReschedule.objects.filter(lesson=lesson).select_related("by").order_by("-id")[:MAX_HISTORY_STEPS]
    changes = LessonChange.objects.filter(lesson=lesson).select_related("by").order_by("-id")[:MAX_HISTORY_STEPS]
    rows: list[LessonReschedule | LessonChange] = sorted([*moves, *changes], key=lambda row: (row.created_at, row.pk))
    steps = [_history_step(row) for row in rows[-MAX_HISTORY_STEPS:]]
    words = _value_formatter(steps, ZoneInfo(lesson.group.local_zone))
    for step in steps:
        step["changes"] = [
            {"field": name, "old": words(name, old), "new": words(name, new)}
            for name, (old, new) in step["changes"].items()
        ]
    return steps


@dataclass(frozen=True)
class CalendarLesson:
    """A lesson in a user's calendar; `children` are the first names of the user's children who attend."""

    lesson: Lesson
    children: tuple[str, ...]


def list_calendar_lessons(user: User, *, since: datetime, until: datetime) -> list[CalendarLesson]:
    """Return the lessons of the user's calendar between two moments: those that the user gives or assists in, and those
    where the user or a visible child is in the register; ordered by time, at most `MAX_CALENDAR_LESSONS`.
    """
    people = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    memberships = Membership.objects.filter(people, left_on__isnull=True).select_related("student")
    learn = defaultdict(list)
    for membership in memberships.prefetch_related("freezes").order_by("student__first_name", "id"):
        learn[membership.group_id].append(membership)
    assisted = set(Group.assistants.through.objects.filter(user_id=user.pk).values_list("group_id", flat=True))
    rows = Lesson.objects.filter(Q(teacher=user) | Q(group__in={*assisted, *learn}))
    rows = annotate_lesson_display_fields(rows.filter(ends_at__gt=since, starts_at__lt=until), user)
    entries = []
    for lesson in rows.select_related("group__course").order_by("starts_at", "id")[:MAX_CALENDAR_LESSONS]:
        day = get_local_day(lesson.starts_at, lesson.group.local_zone)
        attending = [membership.student for membership in learn[lesson.group_id] if is_in_register_on(membership, day)]
        if attending or lesson.teacher_id == user.pk or lesson.group_id in assisted:
            children = dict.fromkeys(pupil.first_name for pupil in attending if pupil.pk != user.pk)
            entries.append(CalendarLesson(lesson, tuple(children)))
    return entries


def filter_attended_lessons(lessons: Iterable[Lesson], memberships: Iterable[Membership]) -> list[Lesson]:
    """Return the lessons in whose register one of these memberships is."""
    by_group = defaultdict(list)
    for membership in memberships:
        by_group[membership.group_id].append(membership)
    days = ((lesson, get_local_day(lesson.starts_at, lesson.group.local_zone)) for lesson in lessons)
    return [lesson for lesson, day in days if any(is_in_register_on(row, day) for row in by_group[lesson.group_id])]


def list_next_lessons(group: Group, *, limit: int) -> QuerySet[Lesson]:
    """Return the group's planned lessons that are not over, ordered by time."""
    planned = Lesson.objects.filter(group=group, status=LessonStatus.PLANNED, ends_at__gt=timezone.now())
    return planned.order_by("starts_at", "id")[:limit]


def list_planned_lessons_of_teacher(user: User, teacher: User, *, first_day: date, last_day: date) -> list[Lesson]:
    """Return the planned lessons that the teacher gives on these local days (both included) and that the user teaches
    (for the office: of its branches), ordered by time.
    """
    since, until = get_day_bounds(first_day - ONE_DAY, "UTC")[0], get_day_bounds(last_day + ONE_DAY, "UTC")[1]
    rows = list_taught_lessons(user).filter(teacher=teacher, status=LessonStatus.PLANNED)
    rows = rows.filter(starts_at__gte=since, starts_at__lt=until).select_related("group__branch")
    return [
        lesson
        for lesson in rows.order_by("starts_at", "id")
        if first_day <= get_local_day(lesson.starts_at, lesson.group.local_zone) <= last_day
    ]


def list_substitutes(group: Group, on: date, *, lesson_id: UUID | None = None) -> list[User]:
    """Return active substitutes of the group's lessons on the local day `on`, or of the lesson with `lesson_id`; each
    once.
    """
    starts, ends = get_day_bounds(on, group.local_zone)
    that_day = Q(starts_at__gte=starts, starts_at__lt=ends)
    lessons = Lesson.objects.filter(that_day | Q(pk=lesson_id), group=group, instead_of__isnull=False)
    given = lessons.exclude(status=LessonStatus.CANCELLED).order_by().values("teacher")
    return list(User.objects.filter(pk__in=given, is_active=True).order_by("pk"))


def find_conflicting_lessons(lesson: Lesson) -> QuerySet[Lesson]:
    """Return other lessons with the same room, teacher or group at the time of this one, forced ones too."""
    busy = Q(group=lesson.group_id)
    for name in ("room", "teacher"):
        taken = getattr(lesson, f"{name}_id")
        if taken is not None:
            busy |= Q(**{name: taken})
    others = Lesson.objects.exclude(pk=lesson.pk).exclude(status=LessonStatus.CANCELLED)
    at_once = others.filter(busy, starts_at__lt=lesson.ends_at, ends_at__gt=lesson.starts_at)
    return at_once.select_related("group__branch").order_by("starts_at", "id")


def build_taught_lessons_filter(user: User, lesson_path: str = "") -> Q:
    """Build the filter of `list_taught_lessons`; `lesson_path` leads to the lesson ("lesson__")."""
    return Q(**{f"{lesson_path}teacher": user}) | Q(
        InArray(f"{lesson_path}group_id", get_primary_keys(list_taught_groups(user)))
    )


def _history_step(row: LessonReschedule | LessonChange) -> dict[str, Any]:
    if isinstance(row, LessonChange):
        kind, changes = row.kind, row.data.get("changes", {})
    else:
        pairs = {
            "starts_at": (row.from_starts_at, row.to_starts_at),
            "ends_at": (row.from_ends_at, row.to_ends_at),
            "room": (row.from_room_id, row.to_room_id),
        }
        kind, changes = MOVED, {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {"kind": kind, "at": row.created_at, "by": row.by, "reason": row.reason, "changes": changes}


def _value_formatter(steps: list[dict[str, Any]], zone: ZoneInfo) -> Callable[[str, Any], str | None]:
    """Return a function that formats old and new values: people and rooms by name, times in the zone."""
    named = {field: {str(value) for step in steps for value in step["changes"].get(field, ())} - {"None"}
             for field in ("room", "teacher")}  # fmt: skip
    names = {str(room.pk): room.name for room in Room.objects.filter(pk__in=named["room"])} if named["room"] else {}
    if named["teacher"]:
        names |= {str(person.pk): person.full_name for person in User.objects.filter(pk__in=named["teacher"])}

    def words(field: str, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(zone).isoformat()
        return names.get(str(value)) if field in named else str(value)

    return words
