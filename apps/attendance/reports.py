"""Attendance reports of a lesson, a pupil and a group's month, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.attendance import queries
from apps.attendance.models import Attendance
from apps.attendance.queries import Standing, get_lesson_day
from apps.core.errors import Invalid
from apps.core.local_days import get_day_bounds, get_local_day, get_today
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.queries import is_in_register_on, list_register_memberships_between
from apps.lessons.models import Lesson, LessonStatus

MAX_DAYS = 400
DEFAULT_DAYS = 31


@dataclass
class AttendanceTotals:
    """Sums of marks; `percent` is the share of marked lessons that were attended (late too), None without marks."""

    present: int = 0
    late: int = 0
    absent: int = 0
    excused: int = 0
    minutes_late: int = 0
    lessons: int = 0

    @property
    def marked(self) -> int:
        """Return the number of marks."""
        return self.present + self.late + self.absent + self.excused

    @property
    def percent(self) -> int | None:
        """Return the percentage of attended lessons among marked ones."""
        return round(100 * (self.present + self.late) / self.marked) if self.marked else None

    def add(self, mark: Attendance) -> None:
        """Add one mark to the sums."""
        presence = mark.status.counts_as
        setattr(self, presence, getattr(self, presence) + 1)
        self.minutes_late += mark.minutes_late or 0


@dataclass
class AttendanceCell:
    """One pupil at one lesson. `stands`: in the group on that day; `frozen`: in the group, but frozen."""

    stands: bool = False
    frozen: bool = False
    guest: bool = False
    mark: Attendance | None = None


@dataclass
class PupilRow:
    """One pupil in a report: a cell for each lesson, in order, and sums.

    `joined_on` and `left_on` are the first and last day in the group when they lie in the report's days.
    """

    student: User
    cells: list[AttendanceCell]
    joined_on: date | None = None
    left_on: date | None = None
    totals: AttendanceTotals = field(default_factory=AttendanceTotals)


@dataclass
class LessonReport:
    """The register of one lesson, with sums."""

    lesson: Lesson
    day: date
    rows: list[PupilRow]
    totals: AttendanceTotals


@dataclass
class StudentReport:
    """A pupil's lessons on some days, each with its cell, and sums."""

    student: User
    first: date
    last: date
    lessons: list[tuple[Lesson, date, AttendanceCell]]
    totals: AttendanceTotals


@dataclass
class GroupReport:
    """A group's month: lessons that were not cancelled, with local days, and a row for each pupil."""

    group: Group
    month: str
    lessons: list[tuple[Lesson, date]]
    rows: list[PupilRow]
    totals: AttendanceTotals


def build_lesson_report(lesson: Lesson) -> LessonReport:
    """Build the report of a lesson's register, with guests and former members who have a mark."""
    totals, rows = AttendanceTotals(lessons=1), []
    for pupil in queries.load_register(lesson):
        cell = AttendanceCell(
            pupil.standing is Standing.MEMBER, guest=pupil.standing is Standing.GUEST, mark=pupil.mark
        )
        row = PupilRow(pupil.student, [cell], totals=AttendanceTotals(lessons=1))
        _add_to_totals([cell], row.totals, totals)
        rows.append(row)
    return LessonReport(lesson, get_lesson_day(lesson), rows, totals)


def build_group_report(group: Group, month: str) -> GroupReport:
    """Build the report of a month ("2026-11") of the group's local days. Raise Invalid on "month"."""
    first, last = parse_month(month)
    zone = group.local_zone
    since, until = get_day_bounds(first, zone)[0], get_day_bounds(last, zone)[1]
    planned = group.lessons.filter(starts_at__gte=since, starts_at__lt=until)
    lessons = list(planned.exclude(status=LessonStatus.CANCELLED).order_by("starts_at", "id"))
    days = [get_local_day(lesson.starts_at, zone) for lesson in lessons]
    stored = Attendance.objects.filter(lesson__in=[lesson.pk for lesson in lessons]).order_by("lesson_id", "student_id")
    marks = {(mark.student_id, mark.lesson_id): mark for mark in stored.select_related("status", "student")}
    rows: dict[UUID, PupilRow] = {}
    for membership in list_register_memberships_between([group], first, last):
        row = rows.get(membership.student_id)
        if row is None:
            joined_on = membership.joined_on if membership.joined_on > first else None
            row = PupilRow(membership.student, [AttendanceCell() for _one in lessons], joined_on)
            rows[membership.student_id] = row
        _fill_row(row, membership, days, last)
    for (student_id, _lesson), mark in marks.items():
        rows.setdefault(student_id, PupilRow(mark.student, [AttendanceCell() for _one in lessons]))
    totals = AttendanceTotals(lessons=len(lessons))
    for student_id, row in rows.items():
        for lesson, cell in zip(lessons, row.cells, strict=True):
            cell.mark = marks.get((student_id, lesson.pk))
            cell.guest = cell.mark is not None and not cell.stands
        row.totals.lessons = sum(cell.stands and not cell.frozen for cell in row.cells)
        _add_to_totals(row.cells, row.totals, totals)
    ordered = sorted(rows.values(), key=lambda row: (row.student.first_name, row.student.last_name, row.student.pk))
    return GroupReport(group, month, list(zip(lessons, days, strict=True)), ordered, totals)


def build_student_report(
    user: User, student: User, *, first_day: date | None = None, last_day: date | None = None
) -> StudentReport:
    """Build the report of the pupil's lessons on the groups' local days `first_day`..`last_day` that have started
    or have a mark.

    Teachers see lessons of their own groups only. Raise Invalid on "from" or "to" for days out of order or more than
    `MAX_DAYS` of them.
    """
    today = get_today(student.zone)
    last_day = last_day or max(today, first_day or today)
    first_day = first_day or last_day - timedelta(days=DEFAULT_DAYS - 1)
    if first_day > last_day:
        raise Invalid.field("from", _("The first day lies after the last."))
    if (last_day - first_day).days > MAX_DAYS:
        raise Invalid.field("to", _("At most %(count)d days.") % {"count": MAX_DAYS})
    visible_marks = queries.list_visible_marks(user, student_id=student.pk, first=first_day, last=last_day)
    marks = {mark.lesson_id: mark for mark in visible_marks.exclude(lesson__status=LessonStatus.CANCELLED)}
    standing = _load_lessons(user, student, first_day, last_day)
    lessons = {**standing, **{mark.lesson_id: mark.lesson for mark in marks.values()}}
    totals = AttendanceTotals(lessons=len(lessons))
    rows = []
    for lesson in sorted(lessons.values(), key=lambda item: (item.starts_at, item.pk)):
        is_member = lesson.pk in standing
        cell = AttendanceCell(stands=is_member, guest=not is_member, mark=marks.get(lesson.pk))
        rows.append((lesson, get_lesson_day(lesson), cell))
        _add_to_totals([cell], totals)
    return StudentReport(student, first_day, last_day, rows, totals)


def _load_lessons(user: User, student: User, first: date, last: date) -> dict[UUID, Lesson]:
    """Return started lessons that have the pupil in the register on these days, of groups that the user may see."""
    memberships = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=first), student=student, joined_on__lte=last, never_began=False
    ).exclude(status=MembershipStatus.LEAD)
    theirs = list_children(user, right=GuardianRight.PROGRESS).filter(pk=student.pk)
    if user.pk != student.pk and not theirs.exists():
        memberships = memberships.filter(group__in=queries.list_groups_to_mark(user).values("pk"))
    members = list(memberships.prefetch_related("freezes"))
    utc = timedelta(days=1)
    lessons = Lesson.objects.filter(
        group__in={member.group_id for member in members},
        starts_at__gte=get_day_bounds(first, "UTC")[0] - utc,
        starts_at__lt=min(get_day_bounds(last, "UTC")[1] + utc, timezone.now()),
    ).exclude(status=LessonStatus.CANCELLED)
    standing = {}
    for lesson in lessons.select_related("group__branch"):
        on = get_lesson_day(lesson)
        in_group = (member for member in members if member.group_id == lesson.group_id)
        if first <= on <= last and any(is_in_register_on(member, on) for member in in_group):
            standing[lesson.pk] = lesson
    return standing


def parse_month(month: str) -> tuple[date, date]:
    """Return the first and last day of a month such as "2026-11". Raise Invalid on "month" otherwise."""
    try:
        first = datetime.strptime(month, "%Y-%m").date()
    except ValueError as error:
        raise Invalid.field("month", _("Write the month as 2026-11.")) from error
    if not 2000 <= first.year <= 2100:
        raise Invalid.field("month", _("Write the month as 2026-11."))
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _fill_row(row: PupilRow, membership: Membership, days: Sequence[date], last: date) -> None:
    """Enter one membership into the row: a pupil may have left and come back within the month."""
    end = min((day for day in (membership.left_on, membership.leaves_on) if day is not None), default=None)
    row.left_on = end if end is not None and end < last else None
    for cell, on in zip(row.cells, days, strict=True):
        if membership.joined_on <= on and (end is None or on <= end):
            cell.stands = True
            cell.frozen = not is_in_register_on(membership, on)


def _add_to_totals(cells: Iterable[AttendanceCell], *totals: AttendanceTotals) -> None:
    for cell in cells:
        if cell.mark is not None:
            for total in totals:
                total.add(cell.mark)
