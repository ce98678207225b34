"""Writes of schedules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, validate_date
from apps.courses.models import Group
from apps.lessons import clashes, timetable
from apps.lessons.generation_report import GenerationReport
from apps.lessons.job_kinds import GENERATE_GROUP_LESSONS
from apps.lessons.models import LessonSchedule, Room, ScheduleLine
from apps.lessons.services.conflicts import lock_generation
from apps.lessons.services.generation import generate_lessons
from apps.lessons.services.skipped_lessons import get_conflict, load_known_conflicts
from apps.lessons.slots import LINE_FIELDS, TimetableLine, find_overlapping_lines
from apps.settings.services import write_audit_log

MAX_LINES = 20
MINUTES = (10, 600)
WEEKS = (1, 8)
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))

FieldErrors = dict[str, list[StrOrPromise]]


def replace_schedule(
    *, actor: User | None, group: Group, lines: Sequence[TimetableLine], expected_changed_at: datetime | None
) -> LessonSchedule:
    """Replace the lines of the group's schedule; a job generates its lessons again and people are notified.

    `expected_changed_at` is that of the schedule which the user read (None: there was none): Conflict when it has
    changed since. The same lines change nothing. Raise Invalid on `lines.<index>.<field>` for each invalid value, also
    for two lines that overlap.
    """
    with unit_of_work():
        group = Group.objects.select_for_update(no_key=True, of=["self"]).select_related("branch").get(pk=group.pk)
        schedule = LessonSchedule.objects.select_for_update().filter(group=group).first()
        if expected_changed_at != (schedule.changed_at if schedule else None):
            fields: FieldErrors = {"changed_at": [_("Load it again and repeat your change.")]}
            raise Conflict(_("Another user has changed this timetable."), fields=fields)
        _check_lines(group, lines)
        old = timetable.load_timetable_lines(group)
        if schedule is not None and _are_same_lines(old, lines):
            return schedule
        schedule = _touch_schedule(schedule, group)
        ScheduleLine.objects.filter(schedule=schedule).delete()
        ScheduleLine.objects.bulk_create([ScheduleLine(schedule=schedule, **asdict(line)) for line in lines])
        changes = {"lines": ([_line_values(line) for line in old], [_line_values(line) for line in lines])}
        write_audit_log(actor, "lessons.schedule", schedule, changes)
        jobs.enqueue(kind=GENERATE_GROUP_LESSONS, object_id=group.pk, payload={"news": True})
    return schedule


def set_timetable(
    *,
    actor: User | None,
    group: Group,
    lines: Sequence[TimetableLine],
    expected_changed_at: datetime | None,
    accept_skipped: bool = False,
    link: str | None = None,
) -> tuple[LessonSchedule, GenerationReport]:
    """Replace the schedule as `replace_schedule` does, set the link of its online lessons where one is given, and
    generate its lessons in the same transaction.

    Raise Conflict on `accept_skipped` when lessons of a changed schedule cannot be created that could before, unless
    `accept_skipped`: the messages name each and what is in its way, as far as the actor may see it.
    """
    with unit_of_work():
        lock_generation()
        same = _are_same_lines(timetable.load_timetable_lines(group), lines)
        known = load_known_conflicts(group)
        schedule = replace_schedule(actor=actor, group=group, lines=lines, expected_changed_at=expected_changed_at)
        if link is not None and link != schedule.link:
            write_audit_log(actor, "lessons.schedule", schedule, {"link": (schedule.link, link)})
            schedule.link = link
            schedule.save(update_fields=["link", "updated_at"])
        report = generate_lessons(group, actor=actor)
        new = [row for row in report.unsolved if get_conflict(row) not in known]
        if new and not accept_skipped and not same:
            messages = clashes.describe_unsolved_slots(replace(report, unsolved=new), group, actor)
            raise Conflict(_("Some lessons of this timetable cannot be created."), fields={"accept_skipped": messages})
    return schedule, report


def _touch_schedule(schedule: LessonSchedule | None, group: Group) -> LessonSchedule:
    if schedule is None:
        return LessonSchedule.objects.create(group=group)
    schedule.changed_at = timezone.now()
    schedule.save(update_fields=["changed_at", "updated_at"])
    return schedule


def _are_same_lines(old: Sequence[TimetableLine], new: Sequence[TimetableLine]) -> bool:
    return sorted(map(_line_values, old)) == sorted(map(_line_values, new))


def _line_values(line: TimetableLine) -> list[str]:
    """Return the line as texts, to compare and to store."""
    values = (getattr(line, name) for name in LINE_FIELDS)
    return ["" if value is None else str(value) for value in values]


def _check_lines(group: Group, lines: Sequence[TimetableLine]) -> None:
    """Raise Invalid with every invalid field of every line."""
    if len(lines) > MAX_LINES:
        raise Invalid.field("lines", _("At most %(count)d lines.") % {"count": MAX_LINES})
    fields: FieldErrors = defaultdict(list)
    for index, line in enumerate(lines):
        for name, message in _find_line_errors(line):
            fields[f"lines.{index}.{name}"].append(message)
    rooms = _rooms_in_use(group, {line.room_id for line in lines if line.room_id is not None})
    teachers = timetable.filter_active_teacher_ids({line.teacher_id for line in lines if line.teacher_id is not None})
    for index, line in enumerate(lines):
        if line.room_id is not None and line.room_id not in rooms:
            fields[f"lines.{index}.room"].append(_("There is no such room in use in the group's branch."))
        if line.teacher_id is not None and line.teacher_id not in teachers:
            fields[f"lines.{index}.teacher"].append(_("This person is not a teacher."))
    if not fields:
        for earlier, later in find_overlapping_lines(lines):
            place = {"number": earlier + 1, "when": _format_line_time(lines[earlier])}
            fields[f"lines.{later}.starts"].append(_("Overlaps with line %(number)d: %(when)s.") % place)
    if fields:
        raise Invalid(fields=fields)


def _find_line_errors(line: TimetableLine) -> list[tuple[str, StrOrPromise]]:
    errors: list[tuple[str, StrOrPromise]] = []
    for name, value, (least, most) in (
        ("minutes", line.minutes, MINUTES),
        ("every_weeks", line.every_weeks, WEEKS),
        ("weekday", line.weekday or 0, (0, 6)),
    ):
        if not least <= value <= most:
            errors.append((name, _("Must be from %(least)d to %(most)d.") % {"least": least, "most": most}))
    for name, date_ in (("valid_from", line.valid_from), ("valid_until", line.valid_until)):
        try:
            if date_ is not None:
                validate_date(date_)
        except InvalidValue as error:
            errors.append((name, error.message))
    if line.valid_until is not None and line.valid_until < line.valid_from:
        errors.append(("valid_until", _("The last day lies before the first.")))
    return errors


def _rooms_in_use(group: Group, ids: set[UUID]) -> set[UUID]:
    """Return the given rooms of the group's branch that are in use, locked until the commit."""
    rooms = Room.objects.select_for_update(no_key=True).filter(pk__in=ids, branch=group.branch_id, archived_at=None)
    return set(rooms.order_by("pk").values_list("pk", flat=True)) if ids else set()


def _format_line_time(line: TimetableLine) -> str:
    weekday = _("every day") if line.weekday is None else WEEKDAYS[line.weekday]
    return f"{weekday} {time_format(line.starts, 'H:i')}"
