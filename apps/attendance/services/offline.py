"""Marks made without a network, with times of their own: of several for one pupil and lesson the newest wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus, Source
from apps.attendance.services import marking, rules
from apps.attendance.services.marking import Key, Mark
from apps.attendance.services.registers import known_statuses
from apps.attendance.services.rules import Refusal
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson
from apps.settings.queries import system

MOST_LESSONS = 60
"""One call names at most so many lessons."""


@dataclass(frozen=True)
class Offline:
    """One mark made offline: `id` is the device's own, `marked_at` when it was made there."""

    id: str
    lesson: UUID
    student: UUID
    status: str
    marked_at: datetime
    minutes_late: int | None = None
    note: str = ""


class Outcome(StrEnum):
    """What became of a mark: it stands, a newer one (or one of the same time) stands, or it cannot be taken."""

    APPLIED = "applied"
    OLDER = "older"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """The answer to one mark; `standing` is the mark that stands now."""

    mark: Offline
    outcome: Outcome
    refusal: Refusal | None = None
    standing: Attendance | None = None


@dataclass(frozen=True)
class Theirs:
    """What somebody else had put, who, how and when."""

    status: str
    minutes_late: int | None
    note: str
    by: User | None
    source: str
    marked_at: datetime


@dataclass(frozen=True)
class Clash:
    """Somebody else had put another mark: `theirs` as it stood when `mine` came; `applied` says whether mine won."""

    mine: Offline
    theirs: Theirs
    applied: bool


def sync(*, actor: User, marks: Sequence[Offline]) -> tuple[list[Result], list[Clash]]:
    """Merge these marks, each by itself; the answers in their order, and what clashed with the marks of others.

    The newest `marked_at` wins; of the same time what stands already, and of two here the later one in the list. What
    was withdrawn after that time stays so. Safe to repeat. A mark is refused for a lesson that is not the actor's, has
    not begun, was cancelled or is closed, for a pupil outside of the register, and when its time lies in the future or
    more than 14 days back. Raises Invalid for marks of more than 60 lessons.
    """
    now = timezone.now()
    if len({mark.lesson for mark in marks}) > MOST_LESSONS:
        raise Invalid.field("marks", _("Marks of at most %(lessons)s lessons at once.") % {"lessons": MOST_LESSONS})
    with unit_of_work():
        named = queries.marked_lessons(actor).filter(pk__in={mark.lesson for mark in marks})
        lessons = marking.lock(list(named.values_list("pk", flat=True)))
        statuses = known_statuses({mark.status for mark in marks})
        refusals = _refusals(actor, lessons, statuses, marks, now)
        taken = [mark for index, mark in enumerate(marks) if index not in refusals]
        before = marking.standing_marks([(mark.lesson, mark.student) for mark in taken])
        newest = _newest(taken)
        withdrawn = queries.withdrawn(newest.keys() - before.keys())
        winners = {key: mark for key, mark in newest.items() if _wins(mark, before.get(key), withdrawn.get(key))}
        written = [_as_mark(mark, lessons, statuses) for mark in winners.values()]
        marking.write(actor=actor, marks=written, before=before, source=Source.OFFLINE)
        _confirm([before[key] for key in winners if key in before], winners)
    after = {(mark.lesson_id, mark.student_id): mark for mark in _now_standing(newest)}
    results = [_result(index, mark, refusals, after) for index, mark in enumerate(marks)]
    return results, _clashes(actor, newest, after)


def _refusals(
    actor: User,
    lessons: Mapping[UUID, Lesson],
    statuses: Mapping[str, AttendanceStatus],
    marks: Sequence[Offline],
    now: datetime,
) -> dict[int, Refusal]:
    """The marks that cannot be taken, by their place in the list."""
    closes_after = system().register_closes_after_days
    closed = {pk: rules.state_of(lesson, now=now, closes_after=closes_after) for pk, lesson in lessons.items()}
    rows = queries.standing(lessons.values())
    found: dict[int, Refusal] = {}
    for index, mark in enumerate(marks):
        if mark.lesson not in lessons:
            refusal: Refusal | None = Refusal.NO_LESSON
        elif mark.marked_at > now + rules.CLOCKS_AHEAD:
            refusal = Refusal.FROM_THE_FUTURE
        elif mark.marked_at < now - rules.OFFLINE_FOR:
            refusal = Refusal.TOO_OLD
        else:
            refusal = closed[mark.lesson] or rules.row_refusal(
                actor=actor,
                student_id=mark.student,
                status=statuses.get(mark.status),
                minutes_late=mark.minutes_late,
                rows=rows[mark.lesson],
            )
        if refusal is not None:
            found[index] = refusal
    return found


def _newest(marks: Sequence[Offline]) -> dict[Key, Offline]:
    found: dict[Key, Offline] = {}
    for mark in marks:
        key = mark.lesson, mark.student
        if key not in found or found[key].marked_at <= mark.marked_at:
            found[key] = mark
    return found


def _wins(mark: Offline, standing: Attendance | None, withdrawn: datetime | None) -> bool:
    if standing is not None:
        return mark.marked_at > standing.marked_at
    return withdrawn is None or mark.marked_at > withdrawn


def _confirm(standing: Sequence[Attendance], winners: Mapping[Key, Offline]) -> None:
    """What stands and was said again later, offline, is as new as that."""
    same = [mark for mark in standing if _same(winners[mark.lesson_id, mark.student_id], mark)]
    for mark in same:
        mark.marked_at = winners[mark.lesson_id, mark.student_id].marked_at
    if same:
        Attendance.objects.bulk_update(same, ["marked_at"])


def _clashes(actor: User, newest: Mapping[Key, Offline], after: Mapping[Key, Attendance]) -> list[Clash]:
    """What others had put and said something else: what stands against a mark, or stood before one that was applied.

    Told from what stands and from the history, so a repeat tells the same.
    """
    replaced = queries.replaced_by(actor, newest)
    found = []
    for key, mark in newest.items():
        standing = after.get(key)
        applied = standing is not None and _is_applied(mark, standing)
        theirs = _stood(replaced.get(key)) if applied else _stands(standing)
        if theirs is None or theirs.by == actor:
            continue
        if (theirs.status, theirs.minutes_late, theirs.note) != (mark.status, mark.minutes_late, mark.note):
            found.append(Clash(mark, theirs, applied=applied))
    return found


def _stood(old: AttendanceHistory | None) -> Theirs | None:
    if old is None:
        return None
    return Theirs(old.from_status.code, old.minutes_late, old.note, old.by, old.source, old.marked_at)


def _stands(mark: Attendance | None) -> Theirs | None:
    if mark is None:
        return None
    return Theirs(mark.status.code, mark.minutes_late, mark.note, mark.marked_by, mark.source, mark.marked_at)


def _same(mark: Offline, standing: Attendance) -> bool:
    mine = (mark.status, mark.minutes_late, mark.note)
    return mine == (standing.status.code, standing.minutes_late, standing.note)


def _as_mark(mark: Offline, lessons: Mapping[UUID, Lesson], statuses: Mapping[str, AttendanceStatus]) -> Mark:
    lesson, status = lessons[mark.lesson], statuses[mark.status]
    return Mark(lesson, mark.student, status, mark.minutes_late, mark.note, mark.marked_at)


def _now_standing(keys: Mapping[Key, Offline]) -> list[Attendance]:
    lessons, students = {key[0] for key in keys}, {key[1] for key in keys}
    rows = Attendance.objects.filter(lesson__in=lessons, student__in=students)
    return list(queries.whole(rows))


def _result(index: int, mark: Offline, refusals: Mapping[int, Refusal], after: Mapping[Key, Attendance]) -> Result:
    if index in refusals:
        return Result(mark, Outcome.REFUSED, refusal=refusals[index])
    standing = after.get((mark.lesson, mark.student))
    applied = standing is not None and _is_applied(mark, standing)
    return Result(mark, Outcome.APPLIED if applied else Outcome.OLDER, standing=standing)


def _is_applied(mark: Offline, standing: Attendance) -> bool:
    return standing.marked_at == mark.marked_at and _same(mark, standing)
