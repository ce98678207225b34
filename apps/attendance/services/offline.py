"""Sync of marks that were made offline: of several marks of a pupil and lesson, the newest wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus, MarkSource
from apps.attendance.queries import MarkKey
from apps.attendance.services import mark_writer, register_rules
from apps.attendance.services.mark_writer import NewMark
from apps.attendance.services.register_rules import Refusal
from apps.attendance.services.registers import MarkInput, get_statuses_by_code
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson
from apps.settings.queries import get_system_settings

MAX_LESSONS = 60
"""The most lessons in one call."""


@dataclass(frozen=True, kw_only=True)
class OfflineMark(MarkInput):
    """One mark made offline: `id` is chosen by the device, `marked_at` is when it was made."""

    id: str
    lesson: UUID
    marked_at: datetime


class Outcome(StrEnum):
    """The result of a mark: applied, older than (or as old as) the current mark, or refused."""

    APPLIED = "applied"
    OLDER = "older"
    REFUSED = "refused"


@dataclass(frozen=True)
class SyncResult:
    """The result of one mark; `current` is the current mark."""

    mark: OfflineMark
    outcome: Outcome
    refusal: Refusal | None = None
    current: Attendance | None = None


@dataclass(frozen=True)
class OtherMark:
    """The mark of another user: what, who, how and when."""

    status: str
    minutes_late: int | None
    note: str
    by: User | None
    source: str
    marked_at: datetime


@dataclass(frozen=True)
class MarkConflict:
    """Another user had made a different mark: `theirs` when `mine` came; `applied` says whether mine won."""

    mine: OfflineMark
    theirs: OtherMark
    applied: bool


def sync_offline_marks(*, actor: User, marks: Sequence[OfflineMark]) -> tuple[list[SyncResult], list[MarkConflict]]:
    """Merge these marks, each by itself; return the results in order, and the conflicts with marks of others.

    The newest `marked_at` wins; at the same time the current mark, or of two here the later in the list. A mark that
    was withdrawn later stays withdrawn. Safe to repeat. A mark is refused for a lesson that is not the actor's, has not
    begun, was cancelled or is closed, for a pupil outside the register, for more minutes late than the lesson has, and
    for a time in the future or more than 14 days ago. Raise Invalid for marks of more than 60 lessons.
    """
    now = timezone.now()
    if len({mark.lesson for mark in marks}) > MAX_LESSONS:
        raise Invalid.field("marks", _("Marks of at most %(lessons)s lessons at once.") % {"lessons": MAX_LESSONS})
    with unit_of_work():
        named = queries.list_lessons_to_mark(actor).filter(pk__in={mark.lesson for mark in marks})
        lessons = mark_writer.lock_lessons(list(named.values_list("pk", flat=True)))
        statuses = get_statuses_by_code({mark.status for mark in marks})
        before = mark_writer.load_current_marks(
            [(mark.lesson, mark.student) for mark in marks if mark.lesson in lessons]
        )
        refusals = _refusals(actor, lessons, statuses, marks, before, now)
        taken = [mark for index, mark in enumerate(marks) if index not in refusals]
        newest = _newest_marks(taken)
        withdrawn = queries.find_withdrawal_times(newest.keys() - before.keys())
        winners = {key: mark for key, mark in newest.items() if _wins(mark, before.get(key), withdrawn.get(key))}
        written = [
            NewMark(lessons[lesson], student, statuses[mark.status], mark.minutes_late, mark.note, mark.marked_at)
            for (lesson, student), mark in winners.items()
        ]
        mark_writer.write_marks(actor=actor, marks=written, current_marks=before, source=MarkSource.OFFLINE)
        _confirm_same_marks([before[key] for key in winners if key in before], winners)
    current = queries.filter_marks_by_keys(queries.with_mark_details(Attendance.objects.all()), newest)
    after = {(mark.lesson_id, mark.student_id): mark for mark in current}
    results = [_build_result(index, mark, refusals, after) for index, mark in enumerate(marks)]
    return results, _find_conflicts(actor, newest, after)


def _refusals(
    actor: User,
    lessons: Mapping[UUID, Lesson],
    statuses: Mapping[str, AttendanceStatus],
    marks: Sequence[OfflineMark],
    current_marks: Mapping[MarkKey, Attendance],
    now: datetime,
) -> dict[int, Refusal]:
    """Return the refused marks, by index."""
    closes_after_days = get_system_settings().register_closes_after_days
    closed = {
        pk: register_rules.get_register_refusal(lesson, now=now, closes_after_days=closes_after_days)
        for pk, lesson in lessons.items()
    }
    rows = queries.load_expected_pupils(lessons.values())
    refusals: dict[int, Refusal] = {}
    for index, mark in enumerate(marks):
        if mark.lesson not in lessons:
            refusal: Refusal | None = Refusal.NO_LESSON
        elif mark.marked_at > now + register_rules.MAX_CLOCK_AHEAD:
            refusal = Refusal.FROM_THE_FUTURE
        elif mark.marked_at < now - register_rules.MAX_OFFLINE_AGE:
            refusal = Refusal.TOO_OLD
        else:
            status, current = statuses.get(mark.status), current_marks.get((mark.lesson, mark.student))
            refusal = closed[mark.lesson] or register_rules.get_mark_refusal(
                actor, lessons[mark.lesson], mark.student, status, mark.minutes_late, rows[mark.lesson], current
            )
        if refusal is not None:
            refusals[index] = refusal
    return refusals


def _newest_marks(marks: Sequence[OfflineMark]) -> dict[MarkKey, OfflineMark]:
    newest: dict[MarkKey, OfflineMark] = {}
    for mark in marks:
        key = mark.lesson, mark.student
        if key not in newest or newest[key].marked_at <= mark.marked_at:
            newest[key] = mark
    return newest


def _wins(mark: OfflineMark, current: Attendance | None, withdrawn: datetime | None) -> bool:
    if current is not None:
        return mark.marked_at > current.marked_at
    return withdrawn is None or mark.marked_at > withdrawn


def _confirm_same_marks(current_marks: Sequence[Attendance], winners: Mapping[MarkKey, OfflineMark]) -> None:
    """Update the time of current marks that were made again later with the same values."""
    same = [mark for mark in current_marks if winners[mark.lesson_id, mark.student_id].is_same_as(mark)]
    for mark in same:
        mark.marked_at = winners[mark.lesson_id, mark.student_id].marked_at
    if same:
        Attendance.objects.bulk_update(same, ["marked_at"])


def _find_conflicts(
    actor: User, newest: Mapping[MarkKey, OfflineMark], after: Mapping[MarkKey, Attendance]
) -> list[MarkConflict]:
    """Return different marks of other users: the current one, or the one that an applied mark replaced.

    Computed from current marks and history, so a repeated sync gives the same.
    """
    replaced = queries.find_marks_replaced_by(actor, newest)
    conflicts = []
    for key, mark in newest.items():
        standing = after.get(key)
        applied = standing is not None and _is_applied(mark, standing)
        theirs = _describe_mark(replaced.get(key) if applied else standing)
        if theirs is None or theirs.by == actor:
            continue
        if (theirs.status, theirs.minutes_late, theirs.note) != (mark.status, mark.minutes_late, mark.note):
            conflicts.append(MarkConflict(mark, theirs, applied=applied))
    return conflicts


def _describe_mark(row: Attendance | AttendanceHistory | None) -> OtherMark | None:
    if row is None:
        return None
    status, by = (row.from_status, row.by) if isinstance(row, AttendanceHistory) else (row.status, row.marked_by)
    return OtherMark(status.code, row.minutes_late, row.note, by, row.source, row.marked_at)


def _build_result(
    index: int, mark: OfflineMark, refusals: Mapping[int, Refusal], after: Mapping[MarkKey, Attendance]
) -> SyncResult:
    if index in refusals:
        return SyncResult(mark, Outcome.REFUSED, refusal=refusals[index])
    standing = after.get((mark.lesson, mark.student))
    applied = standing is not None and _is_applied(mark, standing)
    return SyncResult(mark, Outcome.APPLIED if applied else Outcome.OLDER, current=standing)


def _is_applied(mark: OfflineMark, current: Attendance) -> bool:
    return current.marked_at == mark.marked_at and mark.is_same_as(current)
