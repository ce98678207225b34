"""Tables of marks: one row a mark, or one row a pupil with a column for each day. Taken in, carried out, undone.

The means are those of tables of pupils (`apps.courses.services.imports`); marks are written the way every mark is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.import_cells import FIELDS, PUPIL, When, days_in, known_words, status_in, when
from apps.attendance.job_kinds import IMPORT
from apps.attendance.models import Attendance, AttendanceStatus, MakeUp, Source
from apps.attendance.services import marking, rules
from apps.attendance.services.marking import Key, Mark
from apps.attendance.services.registers import remove
from apps.attendance.services.rules import TEXTS, Refusal
from apps.core.errors import DomainError
from apps.core.local_days import day_bounds, local_day
from apps.core.stored_messages import Filled, Kept, kept
from apps.core.tables import Row, Table
from apps.core.uow import unit_of_work
from apps.core.validators import NotValid
from apps.courses.models import Group, GroupStatus, Import, ImportKind, ImportRow, RowVerdict
from apps.courses.services.imports import values
from apps.courses.services.imports.intake import Shape, take_table
from apps.courses.services.imports.pupils import NOTHING, name_of, pupil_number
from apps.courses.services.imports.running import Judged, carry_out
from apps.courses.services.imports.undo import lock_done, note_undone
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import Lesson, LessonStatus
from apps.settings.queries import system
from ml.text import search_key

PERMISSION = "attendance.import"
MOST_MARKS = 20_000
NO_REGISTER = _("There is no group “%(name)s” whose register you keep.")


@dataclass
class Asked:
    """What one row asks for: marks of one pupil of one group."""

    row: Row
    group: Group | None = None
    marks: list[tuple[str, When, str]] = field(default_factory=list)
    errors: dict[str, list[Kept]] = field(default_factory=dict)

    def refuse(self, name: str, message: StrOrPromise) -> None:
        """Note what is wrong with a field, or with the day of a column."""
        self.errors.setdefault(name, []).append(kept(message))


def take_marks(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    mapping: Mapping[str, str | None] | None = None,
    group: Group | None = None,
    year: int | None = None,
) -> Import:
    """Take a table of marks in; a job does the rest. `group` is that of rows that name none, `year` that of days
    without one. Raises as `take_table`.
    """

    def needed(headings: Sequence[str], columns: Mapping[str, str]) -> list[tuple[str, ...]]:
        grid = "status" not in columns and bool(days_in(headings, year))
        return [PUPIL, *([] if group else [("group",)]), *([] if grid else [("date",), ("status",)])]

    def more(headings: Sequence[str], columns: Mapping[str, str]) -> dict[str, Any]:
        return {} if "status" in columns else {"days": days_in(headings, year)}

    options = {"year": year, **({"group": str(group.pk)} if group else {})}
    shape = Shape(ImportKind.ATTENDANCE, IMPORT, FIELDS, {}, needed, more)
    return take_table(
        actor=actor, upload=upload, dry_run=dry_run, shape=shape, preset="", mapping=mapping, options=options
    )


def import_marks(job: ClaimedJob) -> None:
    """Handler: see `apps.courses.services.imports.running.carry_out`."""
    carry_out(job, permission=PERMISSION, carry=_carry)


def undo_marks(*, actor: User, found: Import) -> Import:
    """Undo an import of marks: new ones go, changed ones get their old values. What was changed since stays, named, and
    so does what stands in registers that the actor does not keep any more or may not reopen.

    Conflict unless it was carried out and not undone yet.
    """
    with unit_of_work(), translation.override(actor.locale):
        found = lock_done(found.pk)
        rows = [row for row in ImportRow.objects.filter(belongs_to=found).order_by("number") if "marks" in row.made]
        wanted = {(UUID(m["lesson"]), UUID(m["student"])): (row, m) for row in rows for m in row.made["marks"]}
        lessons = marking.lock({key[0] for key in wanted})
        now = marking.standing_marks(wanted)
        made_up = set(MakeUp.objects.filter(mark__in=[mark.pk for mark in now.values()]).values_list("mark", flat=True))
        barred = _barred(actor, lessons.values())
        stay: dict[UUID, StrOrPromise] = {}
        gone, back = [], []
        for key, (row, made) in wanted.items():
            mark = now.get(key)
            if key[0] in barred:
                stay[row.pk] = barred[key[0]]
            elif mark is None or mark.source != Source.IMPORT or mark.revision != made["revision"]:
                stay[row.pk] = _("A mark was changed since and was left as it is.")
            elif made["before"] is not None:
                back.append((lessons[key[0]], key[1], made["before"]))
            elif mark.pk in made_up:
                stay[row.pk] = _("A make-up hangs on a mark, which was left as it is.")
            else:
                gone.append(mark)
        reason = str(_("Import undone"))
        if gone:
            remove(actor=actor, lessons=lessons, marks=gone, reason=reason)
        _put_back(actor, back, reason)
        return note_undone(found, actor=actor, rows=rows, kept=stay)


def _barred(actor: User, lessons: Iterable[Lesson]) -> dict[UUID, StrOrPromise]:
    """Those of the lessons whose marks the actor may not change now, and why."""
    own = set(queries.marked_groups(actor).values_list("pk", flat=True))
    now, closes_after = timezone.now(), system().register_closes_after_days
    may_reopen = has_permission(actor, "attendance.reopen")
    found: dict[UUID, StrOrPromise] = {}
    for lesson in lessons:
        if lesson.group_id not in own:
            found[lesson.pk] = Filled(NO_REGISTER, name=lesson.group.name)
        elif not may_reopen and rules.state_of(lesson, now=now, closes_after=closes_after) is Refusal.CLOSED:
            found[lesson.pk] = TEXTS[Refusal.CLOSED]
    return found


def _put_back(actor: User, back: Sequence[tuple[Lesson, UUID, dict[str, Any]]], reason: str) -> None:
    statuses = {str(status.pk): status for status in queries.statuses(archived=True)}
    for source in Source:
        marks = [
            Mark(lesson, student, statuses[old["status"]], old["minutes_late"], old["note"])
            for lesson, student, old in back
            if old["source"] == source
        ]
        if marks:
            marking.write(actor=actor, marks=marks, source=source, reason=reason)


def _carry(found: Import, table: Table) -> Sequence[Judged]:
    actor = found.by
    assert actor is not None
    asked = _asked(actor, found, table)
    if sum(len(one.marks) for one in asked) > MOST_MARKS:
        raise DomainError(Filled(_("The table has more than %(count)d marks: send it in parts."), count=MOST_MARKS))
    judge = _Judge(actor, found, asked)
    judged = [judge.judge(one) for one in asked]
    if not found.dry_run:
        marking.write(actor=actor, marks=judge.marks, source=Source.IMPORT, reason=str(_("Import")))
    return judged


def _asked(actor: User, found: Import, table: Table) -> list[Asked]:
    groups: dict[str, list[Group]] = {}
    for group in queries.marked_groups(actor).select_related("branch", "course").order_by("id"):
        groups.setdefault(search_key(group.name), []).append(group)
    every = [group for some in groups.values() for group in some]
    default = next((group for group in every if str(group.pk) == found.options.get("group")), None)
    return [_read(row, found, groups, default) for row in table.rows]


def _read(row: Row, found: Import, groups: Mapping[str, list[Group]], default: Group | None) -> Asked:
    one, mapping = Asked(row), found.mapping
    name = row.cells.get(mapping.get("group", ""), "")
    hits = groups.get(search_key(name), []) if name else [default] if default else []
    active = [group for group in hits if group.status == GroupStatus.ACTIVE] or hits
    if len(active) == 1:
        one.group = active[0]
    elif active:
        one.refuse("group", Filled(_("Several branches have a group “%(name)s”: say which one."), name=name))
    else:
        one.refuse("group", Filled(NO_REGISTER, name=name))
    for heading, day in found.options.get("days", {}).items():
        if row.cells[heading]:
            one.marks.append((heading, when(day, None), row.cells[heading]))
    if "status" in mapping:
        try:
            told = when(row.cells[mapping["date"]], found.options.get("year"))
            one.marks.append(("status", told, row.cells[mapping["status"]]))
        except NotValid as error:
            one.refuse("date", error.message)
    return one


class _Judge:
    """Judges rows of marks one after the other; `marks` are those to be written."""

    def __init__(self, actor: User, found: Import, asked: Sequence[Asked]) -> None:
        self.actor, self.found = actor, found
        self.now, self.closes_after = timezone.now(), system().register_closes_after_days
        self.may_reopen = has_permission(actor, "attendance.reopen")
        self.statuses = known_words(list(queries.statuses()))
        self.lessons = _lessons(asked, hold=not found.dry_run)
        every = [lesson for some in self.lessons.values() for lesson in some]
        self.standing = queries.standing(lesson for lesson in every if lesson.status != LessonStatus.CANCELLED)
        self.people: dict[UUID, dict[Any, set[UUID]]] = {}
        for lesson in every:
            known = self.people.setdefault(lesson.group_id, {})
            for student_id, row in self.standing.get(lesson.pk, {}).items():
                student = row.student
                for mark in (student.number, student.phone, name_of(student.first_name, student.last_name)):
                    known.setdefault(mark, set()).add(student_id)
        keys = [(lesson, student) for lesson, rows in self.standing.items() for student in rows]
        self.before = marking.standing_marks(keys)
        self.taken: set[Key] = set()
        self.marks: list[Mark] = []

    def judge(self, one: Asked) -> Judged:
        """The verdict on one row: all its marks, or none."""
        asked = [(name, self._lesson(one, name, told), text) for name, told, text in one.marks] if one.group else []
        student = None if one.errors else self._student(one)
        marks = [] if student is None else self._marks(one, student, asked)
        made: dict[str, Any] = {"person": str(student)} if student else {}
        if one.errors:
            return Judged(one.row, RowVerdict.REFUSED, one.errors, made)
        self.taken |= {mark.key for mark in marks}
        changed = [mark for mark in marks if not mark.says(self.before.get(mark.key))]
        self.marks += changed
        if changed and not self.found.dry_run:
            made["marks"] = [_made(mark, self.before.get(mark.key)) for mark in changed]
        if not changed:
            return Judged(one.row, RowVerdict.SAME, {}, made)
        new = all(mark.key not in self.before for mark in changed)
        return Judged(one.row, RowVerdict.NEW if new else RowVerdict.CHANGED, {}, made)

    def _student(self, one: Asked) -> UUID | None:
        cells = {name: one.row.cells.get(heading, "") for name, heading in self.found.mapping.items()}
        cells = {name: "" if text in NOTHING else text for name, text in cells.items()}
        known = self.people.get(one.group.pk, {}) if one.group else {}
        whole = cells.get("full_name") or f"{cells.get('first_name', '')} {cells.get('last_name', '')}"
        told: list[tuple[str, Any]] = []
        try:
            if cells.get("number"):
                told.append(("number", pupil_number(cells["number"])))
            if cells.get("phone"):
                told.append(("phone", values.phone(cells["phone"], foreign=True)))
        except NotValid as error:
            one.refuse("phone" if told or not cells.get("number") else "number", error.message)
            return None
        if not told:
            told.append(("full_name", name_of(whole)))
        found = set.intersection(*(known.get(value, set()) for _name, value in told))
        if len(found) == 1:
            return found.pop()
        several = _("Several pupils of the group have this name: give a phone or a number.")
        one.refuse(told[0][0], several if found else TEXTS[Refusal.NOT_IN_REGISTER])
        return None

    def _marks(self, one: Asked, student: UUID, asked: Sequence[tuple[str, Lesson | None, str]]) -> list[Mark]:
        marks: list[Mark] = []
        for name, lesson, text in asked:
            if lesson is None:
                continue
            try:
                status, minutes = status_in(text, self.statuses)
                minutes = self._minutes(one.row, minutes)
            except NotValid as error:
                one.refuse(name, error.message)
                continue
            refusal = self._refusal(lesson, student, status, minutes)
            if refusal is not None:
                one.refuse(name, TEXTS[refusal])
                continue
            note = one.row.cells.get(self.found.mapping.get("note", ""), "")[:200] if name == "status" else ""
            marks.append(Mark(lesson, student, status, minutes, note))
        return marks

    def _lesson(self, one: Asked, name: str, told: When) -> Lesson | None:
        on, at = told
        here = self.lessons.get((one.group.pk if one.group else None, on), [])
        open_ones = [lesson for lesson in here if lesson.status != LessonStatus.CANCELLED]
        if at is not None and len(open_ones) > 1:
            open_ones = [lesson for lesson in open_ones if _clock(lesson) == (at.hour, at.minute)]
        if len(open_ones) == 1:
            return open_ones[0]
        if open_ones:
            one.refuse(name, _("The group had several lessons on this day: write the hour too."))
        else:
            one.refuse(name, TEXTS[Refusal.CANCELLED] if here else _("The group had no lesson on this day."))
        return None

    def _minutes(self, row: Row, minutes: int | None) -> int | None:
        text = row.cells.get(self.found.mapping.get("minutes_late", ""), "")
        if not text:
            return minutes
        if not text.isdecimal() or not 1 <= int(text) <= 600:
            raise NotValid(_("Between 1 and 600 minutes."))
        return int(text)

    def _refusal(self, lesson: Lesson, student: UUID, status: AttendanceStatus, minutes: int | None) -> Refusal | None:
        if (lesson.pk, student) in self.taken:
            return Refusal.TWICE
        state = rules.state_of(lesson, now=self.now, closes_after=self.closes_after)
        if state is not None and not (state is Refusal.CLOSED and self.may_reopen):
            return state
        rows = self.standing[lesson.pk]
        return rules.row_refusal(actor=self.actor, student_id=student, status=status, minutes_late=minutes, rows=rows)


def _made(mark: Mark, before: Attendance | None) -> dict[str, Any]:
    old = None
    if before is not None:
        old = {
            "status": str(before.status_id),
            "minutes_late": before.minutes_late,
            "note": before.note,
            "source": before.source,
        }
    revision = 1 if before is None else before.revision + 1
    return {"lesson": str(mark.lesson.pk), "student": str(mark.student_id), "before": old, "revision": revision}


def _lessons(asked: Sequence[Asked], *, hold: bool) -> dict[tuple[UUID | None, Any], list[Lesson]]:
    """The lessons of the named groups on the named days, by group and local day."""
    wanted = {(one.group.pk, told[0]) for one in asked if one.group for _name, told, _text in one.marks}
    if not wanted:
        return {}
    days = [on for _group, on in wanted]
    since = day_bounds(min(days), "UTC")[0] - timedelta(days=1)
    until = day_bounds(max(days), "UTC")[1] + timedelta(days=1)
    groups = {group for group, _on in wanted}
    rows = Lesson.objects.filter(group__in=groups, starts_at__gte=since, starts_at__lt=until)
    found: dict[tuple[UUID | None, Any], list[Lesson]] = {}
    near = {lesson.pk: lesson for lesson in rows.select_related("group__branch", "group__course")}
    on_day = [
        pk for pk, one in near.items() if (one.group_id, local_day(one.starts_at, one.group.local_zone)) in wanted
    ]
    held = marking.lock(on_day) if hold else {pk: near[pk] for pk in on_day}
    for lesson in sorted(held.values(), key=lambda one: (one.starts_at, one.pk)):
        found.setdefault((lesson.group_id, local_day(lesson.starts_at, lesson.group.local_zone)), []).append(lesson)
    return found


def _clock(lesson: Lesson) -> tuple[int, int]:
    local = timezone.localtime(lesson.starts_at, ZoneInfo(lesson.group.local_zone))
    return local.hour, local.minute
