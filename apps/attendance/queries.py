"""Reads of registers: marks, expected pupils, excuses, make-ups."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, DateField, DateTimeField, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.attendance.models import (
    Attendance,
    AttendanceHistory,
    AttendanceStatus,
    Excuse,
    ExcuseState,
    MakeUp,
    MarkSource,
    Presence,
)
from apps.core.array_filters import InArray, get_primary_keys
from apps.core.local_days import get_day_bounds, get_local_day, get_today
from apps.core.lookups import filter_given
from apps.core.permissions import all_permissions
from apps.courses.models import Group, Membership
from apps.courses.queries import is_in_register_on, list_own_taught_groups, list_register_memberships_between
from apps.lessons.models import Lesson
from apps.settings.models import Branch

M = TypeVar("M", Attendance, AttendanceHistory)
MarkKey = tuple[UUID, UUID]
"""Lesson and pupil."""


def list_statuses(*, include_archived: bool = False) -> QuerySet[AttendanceStatus]:
    """Return the statuses in use in the centre's order; with `include_archived`, archived ones too."""
    rows = AttendanceStatus.objects.order_by("position", "id")
    return rows if include_archived else rows.filter(archived_at__isnull=True)


def list_groups_to_mark(user: User) -> QuerySet[Group]:
    """Return groups whose registers the user keeps: those that the user leads or assists; for users who see every
    register, all of their branches.
    """
    led = Q(pk__in=list_own_taught_groups(user).values("pk"))
    if not has_permission(user, "attendance.see_all"):
        return Group.objects.filter(led)
    if user.all_branches:
        return Group.objects.all()
    return Group.objects.filter(led | Q(branch__in=list_user_branch_ids(user)))


def list_lessons_to_mark(user: User) -> QuerySet[Lesson]:
    """Return lessons whose register the user keeps: of `list_groups_to_mark`, and those that the user gives."""
    if _can_mark_all(user):
        return _lessons_with_related()
    return _lessons_with_related().filter(Q(group__in=list_groups_to_mark(user).values("pk")) | Q(teacher=user))


def get_marks_and_bounds_of_today(student: User, *, zone: str) -> dict[str, Any]:
    """Return the pupil's marks of lessons on this local day, in order, and when the day starts and ends."""
    begins, ends = get_day_bounds(get_today(zone), zone)
    rows = Attendance.objects.filter(student=student, lesson__starts_at__gte=begins, lesson__starts_at__lt=ends)
    marks = [
        {
            "lesson": str(mark.lesson_id),
            "group": str(mark.lesson.group_id),
            "starts_at": mark.lesson.starts_at.isoformat(),
            "status": mark.status.code,
            "counts_as": mark.status.counts_as,
            "minutes_late": mark.minutes_late,
        }
        for mark in rows.select_related("lesson", "status").order_by("lesson__starts_at", "lesson_id")
    ]
    return {"begins_at": begins.isoformat(), "ends_at": ends.isoformat(), "attendance": marks}


def list_make_up_lessons(user: User) -> QuerySet[Lesson]:
    """Return lessons that the user, or a visible child, attends as a make-up."""
    guests = Q(mark__student=user) | Q(mark__student__in=list_children(user, right=GuardianRight.PROGRESS))
    return Lesson.objects.filter(pk__in=MakeUp.objects.filter(guests).values("lesson"))


def list_visible_marks(
    user: User,
    *,
    lesson_id: UUID | None = None,
    group_id: UUID | None = None,
    student_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
    status: str | None = None,
) -> QuerySet[Attendance]:
    """Return marks of the user, of visible children, and of registers that the user keeps.

    Filters are optional: lesson, group, pupil, the groups' local days `first`..`last`, status code.
    """
    rows = with_mark_details(Attendance.objects.all())
    if not _can_mark_all(user):
        rows = rows.filter(_visible_marks_filter(user))
    rows = filter_given(rows, lesson=lesson_id, lesson__group=group_id, student=student_id, status__code=status)
    return _filter_by_days(rows, first, last)


def list_editable_marks(user: User) -> QuerySet[Attendance]:
    """Return marks of registers that the user keeps, except the user's own."""
    rows = with_mark_details(Attendance.objects.exclude(student=user))
    if _can_mark_all(user):
        return rows
    return rows.filter(Q(lesson__group__in=list_groups_to_mark(user).values("pk")) | Q(lesson__teacher=user))


def with_mark_details(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Load the related rows that an answer about a mark needs."""
    return rows.select_related("student", "status", "marked_by", "lesson__group__branch", "make_up")


def with_mark_list_columns(rows: QuerySet[Attendance], user: User) -> QuerySet[Attendance]:
    """Load what a list of marks shows, and annotate `starts_at`, the start of the lesson, for ordering."""
    begins: Any = F("lesson__starts_at")
    if not has_permission(user, "attendance.mark"):
        # Their marks are few: found first and sorted then, instead of looked for in every lesson of the centre.
        begins = Coalesce(begins, begins)
    drawn = rows.select_related(None).select_related("lesson", "student", "status")
    return drawn.annotate(starts_at=begins).prefetch_related("marked_by", "make_up", "lesson__group__branch")


def list_register_marks(lesson_id: UUID, student_ids: Collection[UUID]) -> QuerySet[Attendance]:
    """Return the marks of these pupils in one register."""
    rows = Attendance.objects.filter(lesson=lesson_id, student__in=student_ids)
    return rows.select_related("student", "status", "marked_by", "lesson__group__branch", "make_up")


def list_mark_history(*, lesson_id: UUID, student_id: UUID | None = None) -> QuerySet[AttendanceHistory]:
    """Return the earlier values of marks in a lesson, of all pupils or of one."""
    rows = AttendanceHistory.objects.filter(lesson=lesson_id)
    rows = rows.filter(student=student_id) if student_id else rows
    return rows.select_related("student", "from_status", "to_status", "by", "changed_by")


def count_marks_by_presence(lesson_ids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Return the number of marks of each `Presence` by register; one query."""
    rows = Attendance.objects.filter(lesson__in=lesson_ids).values("lesson", "status__counts_as")
    counts: dict[UUID, dict[str, int]] = {}
    for row in rows.annotate(number=Count("pk")).order_by():
        counts.setdefault(row["lesson"], {})[row["status__counts_as"]] = row["number"]
    return counts


class Standing(StrEnum):
    """Why a pupil is in a register: member of the group on that day, guest for a make-up, or former (neither now, but
    marked).
    """

    MEMBER = "member"
    GUEST = "guest"
    FORMER = "former"


@dataclass
class RegisterPupil:
    """One pupil in a register."""

    student: User
    standing: Standing
    membership: Membership | None = None
    mark: Attendance | None = None
    make_up: MakeUp | None = None
    excuse: Excuse | None = None


def get_lesson_day(lesson: Lesson) -> date:
    """Return the local day of the lesson in its group's zone."""
    return get_local_day(lesson.starts_at, lesson.group.local_zone)


def load_expected_pupils(lessons: Iterable[Lesson]) -> dict[UUID, dict[UUID, RegisterPupil]]:
    """Return who may be marked in each lesson, members by name and then guests: two queries for members, one for
    guests.
    """
    by_group: dict[UUID, list[Lesson]] = {}
    for lesson in lessons:
        by_group.setdefault(lesson.group_id, []).append(lesson)
    days = {lesson.pk: get_lesson_day(lesson) for rows in by_group.values() for lesson in rows}
    registers: dict[UUID, dict[UUID, RegisterPupil]] = {lesson_id: {} for lesson_id in days}
    if not days:
        return registers
    groups = [rows[0].group for rows in by_group.values()]
    for member in list_register_memberships_between(groups, min(days.values()), max(days.values())):
        for lesson in by_group[member.group_id]:
            if is_in_register_on(member, days[lesson.pk]):
                row = RegisterPupil(member.student, Standing.MEMBER, membership=member)
                registers[lesson.pk][member.student_id] = row
    guests = MakeUp.objects.filter(lesson__in=list(registers)).select_related("mark__student").order_by("id")
    for guest in guests:
        student = guest.mark.student
        registers[guest.lesson_id].setdefault(student.pk, RegisterPupil(student, Standing.GUEST, make_up=guest))
    return registers


def load_register(lesson: Lesson) -> list[RegisterPupil]:
    """Return the register of a lesson: members by name, guests, then others with a mark; pupils without a mark have the
    accepted excuse that covers the day.
    """
    rows = load_expected_pupils([lesson])[lesson.pk]
    marks = with_mark_details(Attendance.objects.filter(lesson=lesson))
    for mark in marks.order_by("student__first_name", "student__last_name", "id"):
        row = rows.setdefault(mark.student_id, RegisterPupil(mark.student, Standing.FORMER))
        row.mark = mark
    on = get_lesson_day(lesson)
    for student, excuse in find_accepted_excuses([pk for pk, row in rows.items() if row.mark is None], on).items():
        rows[student].excuse = excuse
    return list(rows.values())


def find_accepted_excuses(student_ids: Collection[UUID], on: date) -> dict[UUID, Excuse]:
    """Return the accepted excuses that cover these pupils on that local day, by pupil; one query."""
    accepted = Excuse.objects.filter(student__in=student_ids, state=ExcuseState.ACCEPTED)
    return {excuse.student_id: excuse for excuse in accepted.filter(starts_on__lte=on, ends_on__gte=on).order_by("id")}


def exclude_excused_marks(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Exclude marks on whose local day an accepted excuse covers the pupil."""
    accepted = Excuse.objects.filter(student=OuterRef("student"), state=ExcuseState.ACCEPTED)
    covers = accepted.filter(starts_on__lte=OuterRef("on"), ends_on__gte=OuterRef("on"))
    return _annotate_day(rows).exclude(Exists(covers))


def list_visible_excuses(
    user: User,
    *,
    student_id: UUID | None = None,
    group_id: UUID | None = None,
    state: str | None = None,
    first: date | None = None,
) -> QuerySet[Excuse]:
    """Return excuses of the user, of visible children, and of pupils in registers that the user keeps; filter by pupil,
    current group and state, and leave out those that ended before the day `first`.
    """
    rows = Excuse.objects.select_related("student", "asked_by", "decided_by")
    own = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    if not _can_mark_all(user):
        rows = rows.filter(own | Q(student__in=_pupil_ids_in_groups(list_groups_to_mark(user))))
    if group_id is not None:
        rows = rows.filter(student__in=_pupil_ids_in_groups(Group.objects.filter(pk=group_id)))
    return filter_given(rows, student=student_id, state=state, ends_on__gte=first)


def list_excuses_to_decide(user: User) -> QuerySet[Excuse]:
    """Return excuses of pupils in registers that the user keeps, except the user's own and their children's."""
    rows = Excuse.objects.select_related("student", "asked_by", "decided_by").exclude(student=user)
    rows = rows.exclude(student__in=list_children(user))
    return rows if _can_mark_all(user) else rows.filter(student__in=_pupil_ids_in_groups(list_groups_to_mark(user)))


def may_decide_excuse(user: User, excuse: Excuse) -> bool:
    """Return whether the user decides this excuse."""
    permitted = has_permission(user, "attendance.decide_excuses")
    return permitted and list_excuses_to_decide(user).filter(pk=excuse.pk).exists()


def list_current_groups(student: User) -> list[Group]:
    """Return the groups that the pupil is in now, the longest membership first."""
    rows = Membership.objects.filter(student=student, left_on__isnull=True).order_by("joined_on", "id")
    rows = rows.select_related("group__branch", "group__lead_teacher")
    return [row.group for row in rows.prefetch_related(Prefetch("group__assistants"))]


def list_staff_with_permission(permission: str, branch: Branch) -> QuerySet[User]:
    """Return active people of the branch who have the permission, by a built-in or a custom role."""
    built_in = Q(own_role__isnull=True, role__in=all_permissions()[permission].roles)
    own = Q(own_role__archived_at__isnull=True, own_role__permissions__contains=[permission])
    here = Q(all_branches=True) | Q(branches=branch)
    return User.objects.filter(built_in | own, here, is_active=True).distinct().order_by("id")


def filter_marks_by_keys(rows: QuerySet[M], keys: Collection[MarkKey]) -> QuerySet[M]:
    """Filter marks, or their history, by the lessons and the pupils of these keys."""
    return rows.filter(lesson__in={lesson for lesson, _ in keys}, student__in={student for _, student in keys})


def find_marks_replaced_by(user: User, keys: Collection[MarkKey]) -> dict[MarkKey, AttendanceHistory]:
    """Return the last values that the user replaced, by lesson and pupil; one query."""
    rows = filter_marks_by_keys(AttendanceHistory.objects.filter(changed_by=user), keys)
    newest = rows.order_by("lesson", "student", "-id").distinct("lesson", "student")
    return {(row.lesson_id, row.student_id): row for row in newest.select_related("from_status", "by")}


def find_withdrawal_times(keys: Collection[MarkKey]) -> dict[MarkKey, datetime]:
    """Return when marks of these lessons and pupils were last withdrawn, except imported ones; one query."""
    rows = filter_marks_by_keys(AttendanceHistory.objects.filter(to_status__isnull=True), keys)
    rows = rows.exclude(source=MarkSource.IMPORT).order_by("lesson", "student", "-id").distinct("lesson", "student")
    return {(row.lesson_id, row.student_id): row.created_at for row in rows}


def find_latest_change_times(lesson_id: UUID, student_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when the marks of these pupils were last changed or withdrawn; one query."""
    rows = AttendanceHistory.objects.filter(lesson=lesson_id, student__in=student_ids).order_by("student", "-id")
    return dict(rows.distinct("student").values_list("student", "created_at"))


def list_marks_between(student_id: UUID, first_day: date, last_day: date, *, counts_as: str) -> list[Attendance]:
    """Return the pupil's marks with this presence, of lessons on the groups' local days `first_day`..`last_day`."""
    rows = Attendance.objects.filter(student=student_id, status__counts_as=counts_as)
    return list(with_mark_details(_filter_by_days(rows, first_day, last_day)).order_by("lesson_id"))


def _lessons_with_related() -> QuerySet[Lesson]:
    return Lesson.objects.select_related("group__branch", "group__course")


def _visible_marks_filter(user: User) -> Q:
    """Build the filter of marks of the user, of visible children, and of registers that the user keeps."""
    children = list_children(user, right=GuardianRight.PROGRESS)
    if has_permission(user, "attendance.see_all"):
        kept = Q(lesson__group__in=list_groups_to_mark(user).values("pk")) | Q(lesson__teacher=user)
        return Q(student=user) | Q(student__in=children) | kept
    given = Lesson.objects.filter(Q(InArray("group_id", get_primary_keys(list_groups_to_mark(user)))) | Q(teacher=user))
    linked = Q(InArray("student_id", get_primary_keys(children))) | Q(InArray("lesson_id", get_primary_keys(given)))
    return Q(student=user) | linked


def _can_mark_all(user: User) -> bool:
    return user.all_branches and has_permission(user, "attendance.see_all")


def _pupil_ids_in_groups(groups: QuerySet[Group]) -> QuerySet[Membership, UUID]:
    here = Membership.objects.filter(group__in=groups.values("pk"), left_on__isnull=True)
    return here.values_list("student", flat=True)


def _filter_by_days(rows: QuerySet[Attendance], first: date | None, last: date | None) -> QuerySet[Attendance]:
    """Filter marks of lessons on these local days of their groups. The bounds in UTC are for the index."""
    if first is None and last is None:
        return rows
    dated, one_day = _annotate_day(rows), timedelta(days=1)
    if first is not None:
        dated = dated.filter(on__gte=first, lesson__starts_at__gte=get_day_bounds(first, "UTC")[0] - one_day)
    if last is not None:
        dated = dated.filter(on__lte=last, lesson__starts_at__lt=get_day_bounds(last, "UTC")[1] + one_day)
    return dated


def _annotate_day(rows: QuerySet[Attendance]) -> QuerySet[Any]:
    """Annotate `on`, the local day of the lesson in its group's zone."""
    zone = Coalesce(NullIf(F("lesson__group__zone"), Value("")), F("lesson__group__branch__zone"))
    at_home = Func(zone, F("lesson__starts_at"), function="TIMEZONE", output_field=DateTimeField())
    return rows.annotate(on=Func(at_home, function="DATE", output_field=DateField()))


def count_attended_lessons(students: Collection[UUID]) -> dict[UUID, int]:
    """Achievement counter: lessons that each of these pupils attended, on time or late. Imported marks do not count, as
    they earn no coins.
    """
    came = Attendance.objects.filter(student__in=students, status__counts_as__in=(Presence.PRESENT, Presence.LATE))
    came = came.exclude(source=MarkSource.IMPORT)
    return dict(came.order_by().values("student").annotate(count=Count("pk")).values_list("student", "count"))
