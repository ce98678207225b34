"""Reads of rooms, holidays and timetables for a user. Missing and forbidden objects give the same NotFound."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import Forbidden, Invalid
from apps.core.local_days import get_day_bounds, get_local_day, get_today
from apps.core.lookups import filter_given, get_or_not_found
from apps.core.permissions import STAFF
from apps.courses.access import get_branch_or_invalid
from apps.courses.models import Group, GroupStatus, Holiday
from apps.courses.queries import list_own_taught_groups, list_people_within_reach, list_visible_groups
from apps.lessons.models import Lesson, LessonChange, LessonReschedule, LessonSchedule, LessonStatus, Room, ScheduleLine
from apps.lessons.slots import LINE_FIELDS, TimetableLine
from apps.settings.models import Branch

MAX_LESSONS = 100
MAX_ROWS = 1000


def list_visible_rooms(user: User, *, branch_id: UUID | None = None, archived: bool = False) -> QuerySet[Room]:
    """Return rooms in use (or archived ones) of branches where the user works: those of the user's groups and assigned
    branches; for the office, all of its branches.
    """
    return filter_given(_rooms_for_user(user).filter(archived_at__isnull=not archived), branch=branch_id)


def get_room(user: User, room_id: UUID) -> Room:
    """Return a room of a branch where the user works, archived ones too."""
    return get_or_not_found(_rooms_for_user(user), room_id)


def get_monday_and_room_lessons(room: Room, day: date | None) -> tuple[date, list[Lesson]]:
    """Return the Monday of the week of `day` (default: today in the branch), and the lessons in the room
    in that week.
    """
    day = day or get_today(room.branch.zone)
    monday = day - timedelta(days=day.weekday())
    begin = get_day_bounds(monday, room.branch.zone)[0]
    end = get_day_bounds(monday + timedelta(days=7), room.branch.zone)[0]
    rows = room.lessons.filter(starts_at__lt=end, ends_at__gt=begin)
    rows = rows.exclude(status=LessonStatus.CANCELLED).select_related("group__branch", "teacher")
    return monday, list(rows.order_by("starts_at", "id")[:MAX_ROWS])


def list_visible_holidays(user: User, *, since: date | None = None, until: date | None = None) -> QuerySet[Holiday]:
    """Return holidays of the whole centre and of branches where the user works, learns or has a child; only those that
    end on `since` or later and start on `until` or earlier, where given.
    """
    mine = _branch_filter(user, list_visible_groups(user), manages="holidays.manage")
    rows = Holiday.objects.filter(Q(branch__isnull=True) | mine)
    return filter_given(rows, ends_on__gte=since, starts_on__lte=until)


def get_holiday(user: User, holiday_id: UUID) -> Holiday:
    """Return a visible holiday."""
    return get_or_not_found(list_visible_holidays(user).select_related("branch"), holiday_id)


def get_managed_holiday(user: User, holiday_id: UUID) -> Holiday:
    """Return a holiday to be changed. Raise Forbidden for one of the whole centre when the user works in some branches
    only.
    """
    holiday = get_holiday(user, holiday_id)
    if holiday.branch_id is None and not user.all_branches:
        raise Forbidden()
    return holiday


def get_holiday_branch_or_invalid(user: User, branch_id: UUID | None) -> Branch | None:
    """Return the branch that a body names for a holiday; None for the whole centre. Raise Invalid on "branch"."""
    if branch_id is not None:
        return get_branch_or_invalid(user, branch_id)
    if not user.all_branches:
        raise Invalid.field("branch", _("Name one of your branches."))
    return None


def list_holiday_ranges(branch_id: UUID, first_day: date, last_day: date) -> list[tuple[date, date]]:
    """Return first and last day of holidays of the branch and the centre that touch these days."""
    rows = Holiday.objects.filter(
        Q(branch=branch_id) | Q(branch__isnull=True), starts_on__lte=last_day, ends_on__gte=first_day
    )
    return list(rows.values_list("starts_on", "ends_on"))


def find_holiday_of_lesson(lesson: Lesson) -> Holiday | None:
    """Return a holiday of the lesson's branch or of the centre on the local day on which it begins."""
    day = get_local_day(lesson.starts_at, lesson.group.local_zone)
    rows = Holiday.objects.filter(Q(branch=lesson.group.branch_id) | Q(branch__isnull=True))
    return rows.filter(starts_on__lte=day, ends_on__gte=day).order_by("starts_on", "id").first()


def list_lessons_on_days(branch_id: UUID | None, first_day: date, last_day: date) -> QuerySet[Lesson]:
    """Return lessons of the branch (None: all) that are not cancelled and start on these local days of their groups."""
    zones = Group.objects.order_by().annotate(local=_zone_expression("")).values_list("local", flat=True).distinct()
    rows = Lesson.objects.annotate(local=_zone_expression("group__")).exclude(status=LessonStatus.CANCELLED)
    here = Q(pk__in=[])
    for zone in zones:
        begin, end = get_day_bounds(first_day, zone)[0], get_day_bounds(last_day, zone)[1]
        here |= Q(local=zone, starts_at__gte=begin, starts_at__lt=end)
    rows = filter_given(rows.filter(here), group__branch=branch_id)
    return rows.select_related("group__branch").order_by("starts_at", "id")


def list_lessons_kept_by_holiday(holiday: Holiday) -> QuerySet[Lesson]:
    """Return the lessons on the holiday's days that it does not remove: created by hand, changed or started."""
    rows = list_lessons_on_days(holiday.branch_id, holiday.starts_on, holiday.ends_on)
    touched = rows.annotate(touched=build_touched_filter())
    return touched.exclude(touched=False, slot__isnull=False, starts_at__gt=timezone.now())


def get_saved_or_new_schedule(group: Group) -> LessonSchedule:
    """Return the group's schedule; an unsaved one when there is none."""
    return LessonSchedule.objects.filter(group=group).first() or LessonSchedule(group=group)


def list_schedule_lines(schedule: LessonSchedule) -> QuerySet[ScheduleLine]:
    """Return the lines of a schedule in the order of the week, with `teacher_available`: the line's teacher may still
    teach.
    """
    rows = ScheduleLine.objects.filter(schedule=schedule.pk).select_related("room", "teacher")
    able = Q(teacher__isnull=True) | Q(teacher__is_active=True, teacher__role__in=STAFF)
    rows = rows.annotate(teacher_available=Case(When(able, then=True), default=False))
    return rows.order_by("weekday", "starts", "valid_from", "id")


def load_timetable_lines(group: Group, *, rooms_in_use: bool = False) -> list[TimetableLine]:
    """Return the lines of the group's schedule, earliest time first. With `rooms_in_use`, lines in an archived room
    have no room.
    """
    rows = ScheduleLine.objects.filter(schedule__group=group).select_related("room")
    lines = []
    for row in rows.order_by("starts", "weekday", "valid_from", "id"):
        gone = rooms_in_use and row.room is not None and row.room.archived_at is not None
        lines.append(replace(make_timetable_line(row), room_id=None) if gone else make_timetable_line(row))
    return lines


def make_timetable_line(row: ScheduleLine) -> TimetableLine:
    """Convert a database row to a line."""
    return TimetableLine(**{name: getattr(row, name) for name in LINE_FIELDS})


def check_schedule_line_teachers(user: User, lines: Iterable[TimetableLine]) -> None:
    """Raise Invalid on `lines.<index>.teacher` for each teacher out of the user's reach."""
    named = {index: line.teacher_id for index, line in enumerate(lines) if line.teacher_id is not None}
    known = set(list_people_within_reach(user).filter(pk__in=set(named.values())).values_list("pk", flat=True))
    foreign = [index for index, teacher in named.items() if teacher not in known]
    if foreign:
        raise Invalid(fields={f"lines.{index}.teacher": [_("There is no such person.")] for index in foreign})


def filter_active_teacher_ids(teacher_ids: Collection[UUID]) -> set[UUID]:
    """Return the ids of those people who are active and have a role that teaches."""
    people = User.objects.filter(pk__in=teacher_ids, is_active=True, role__in=STAFF)
    return set(people.values_list("pk", flat=True)) if teacher_ids else set()


def build_touched_filter() -> Q:
    """Build the filter of generated lessons that people changed or used: generation neither changes nor removes them.

    Rows of history count as much as the columns that a change sets.
    """
    history = [Exists(model.objects.filter(lesson=OuterRef("pk"))) for model in (LessonChange, LessonReschedule)]
    changed = Q(moved_at__isnull=False) | Q(instead_of__isnull=False) | Q(forced=True) | Q(sequence__gt=0)
    edited = ~Q(topic="") | Q(starts_at__lt=F("slot")) | Q(starts_at__gt=F("slot"))
    used = ~Q(status=LessonStatus.PLANNED) | Q(pinned_at__isnull=False)
    return used | changed | edited | Q(history[0]) | Q(history[1])


def list_groups_due_for_generation(*, branch_id: UUID | None = None, all_groups: bool = False) -> list[UUID]:
    """Return groups with a schedule whose lessons were not generated yet on the group's local day, or with `all_groups`
    all of them; of the branch, where given. Closed groups only while they have future lessons.
    """
    now = timezone.now()
    ahead = Lesson.objects.filter(group=OuterRef("group"), slot__gt=now, status=LessonStatus.PLANNED)
    rows = LessonSchedule.objects.filter(Q(group__status=GroupStatus.ACTIVE) | Q(Exists(ahead)))
    rows = filter_given(rows, group__branch=branch_id).annotate(local=_zone_expression("group__")).order_by("group")
    return [
        group
        for group, filled, zone in rows.values_list("group", "filled_on", "local")
        if all_groups or filled is None or filled < get_local_day(now, zone)
    ]


def _rooms_for_user(user: User) -> QuerySet[Room]:
    mine = _branch_filter(user, list_own_taught_groups(user), manages="rooms.manage")
    return Room.objects.filter(mine).select_related("branch")


def _branch_filter(user: User, groups: QuerySet[Group], *, manages: str) -> Q:
    """Build the filter of objects in the branches of these groups and in assigned branches; all for users of every
    branch who manage such objects or see every group.
    """
    assigned = Q(branch__in=list_user_branch_ids(user))
    if has_permission(user, "groups.see_all") or has_permission(user, manages):
        return ~Q(pk__in=[]) if user.all_branches else assigned
    return assigned | Q(branch__in=groups.order_by().values("branch"))


def _zone_expression(prefix: str) -> Combinable:
    own = NullIf(f"{prefix}zone", Value(""), output_field=CharField())
    return Coalesce(own, f"{prefix}branch__zone", output_field=CharField())
