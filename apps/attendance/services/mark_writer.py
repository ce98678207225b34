"""The only writer of marks: history, coins, events and follow-ups are written with them.

Callers lock the lessons first (`lock_lessons`), so that a register has one writer at a time and every replaced value
gets its history. The number of statements does not grow with the marks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.attendance import events, queries
from apps.attendance.job_kinds import NOTIFY_ABSENCES
from apps.attendance.models import MISSED, Attendance, AttendanceHistory, AttendanceStatus, MarkSource
from apps.attendance.queries import MarkKey
from apps.attendance.services.family_notifications import cancel_make_ups
from apps.attendance.services.mark_awards import update_coins_and_study_days
from apps.attendance.services.register_rules import REFUSAL_TEXTS, Refusal, is_later_than_lesson
from apps.attendance.webhook_events import AttendanceMarked
from apps.core.errors import Invalid, NotFound
from apps.core.ids import uuid7
from apps.core.outgoing_events import publish_webhook_event
from apps.courses.services import billing
from apps.events.publishing import get_child_stream, get_group_stream, get_user_stream, get_wall_stream, publish_event
from apps.lessons.models import Lesson
from apps.lessons.services import hold_marked_lessons

NOTIFY_DELAY = timedelta(seconds=45)
"""A mark that is corrected within this time is not notified."""

UPSERT_SQL = """
    INSERT INTO attendance_attendance AS mark
        (id, created_at, updated_at, lesson_id, student_id, status_id, charged, minutes_late, note, source, marked_at,
         marked_by_id, revision)
    SELECT id, %(now)s, %(now)s, lesson, student, status, charged, minutes_late, note, %(source)s, marked_at, %(by)s, 1
    FROM unnest(%(ids)s::uuid[], %(lessons)s::uuid[], %(students)s::uuid[], %(statuses)s::uuid[], %(charged)s::bool[],
                %(minutes)s::int[], %(notes)s::text[], %(times)s::timestamptz[])
        AS new (id, lesson, student, status, charged, minutes_late, note, marked_at)
    ON CONFLICT (lesson_id, student_id) DO UPDATE SET
        updated_at = excluded.updated_at, status_id = excluded.status_id, minutes_late = excluded.minutes_late,
        charged = CASE WHEN mark.status_id = excluded.status_id THEN mark.charged ELSE excluded.charged END,
        source = CASE WHEN mark.status_id = excluded.status_id AND mark.source = 'import' THEN mark.source
            ELSE excluded.source END,
        note = excluded.note, marked_at = excluded.marked_at,
        marked_by_id = excluded.marked_by_id, revision = mark.revision + 1
    WHERE (mark.status_id, mark.minutes_late, mark.note)
        IS DISTINCT FROM (excluded.status_id, excluded.minutes_late, excluded.note)
    RETURNING mark.lesson_id, mark.student_id
"""


@dataclass(frozen=True)
class NewMark:
    """A mark to write. Without `marked_at` it is of this moment, and newer than the current mark."""

    lesson: Lesson
    student_id: UUID
    status: AttendanceStatus
    minutes_late: int | None = None
    note: str = ""
    marked_at: datetime | None = None

    @property
    def key(self) -> MarkKey:
        """Return lesson and pupil."""
        return self.lesson.pk, self.student_id

    def is_same_as(self, current: Attendance | None) -> bool:
        """Return whether the current mark has the same values."""
        mine = (self.status.pk, self.minutes_late, self.note)
        return current is not None and mine == (current.status_id, current.minutes_late, current.note)


def lock_lessons(lesson_ids: Collection[UUID]) -> dict[UUID, Lesson]:
    """Return the lessons with their groups, locked until the commit, in the order of ids."""
    rows = Lesson.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=lesson_ids).order_by("pk")
    return {lesson.pk: lesson for lesson in rows.select_related("group__branch", "group__course")}


def lock_lesson(lesson_id: UUID) -> Lesson:
    """Return the lesson as `lock_lessons` does. Raise NotFound when it is gone."""
    locked = lock_lessons([lesson_id])
    if not locked:
        raise NotFound()
    return locked[lesson_id]


def load_current_marks(keys: Collection[MarkKey]) -> dict[MarkKey, Attendance]:
    """Return the current marks of these lessons and pupils; one query."""
    rows = queries.filter_marks_by_keys(Attendance.objects.select_related("status"), keys)
    return {(row.lesson_id, row.student_id): row for row in rows}


def write_marks(
    *,
    actor: User | None,
    marks: Sequence[NewMark],
    source: MarkSource,
    reason: str = "",
    current_marks: Mapping[MarkKey, Attendance] | None = None,
) -> set[MarkKey]:
    """Write the marks that differ from the current ones; return the keys of those that did.

    Call inside a unit of work that has locked their lessons (`lock_lessons`); `current_marks` saves a query. Each
    lesson and pupil may occur once. Old values go into the history with `reason`, lessons are pinned, those that have
    begun are held, coins follow a changed status, events are published at once, and guardians are notified of absences
    after `NOTIFY_DELAY`. A pupil who attended after all loses an unused make-up, and the family is notified. Marks of
    source `import` earn no coins and notify nobody but sockets; a changed note leaves an imported mark imported.

    Raise Invalid on `minutes_late` for a mark with more minutes than its lesson, whoever makes it.
    """
    if current_marks is None:
        current_marks = load_current_marks([mark.key for mark in marks])
    wanted = {mark.key: mark for mark in marks if not mark.is_same_as(current_marks.get(mark.key))}
    if not wanted:
        return set()
    if any(
        is_later_than_lesson(mark.lesson, mark.minutes_late, current_marks.get(key)) for key, mark in wanted.items()
    ):
        raise Invalid.field("minutes_late", REFUSAL_TEXTS[Refusal.TOO_MANY_MINUTES])
    changed = _upsert_marks(actor, wanted, current_marks, source)
    AttendanceHistory.objects.bulk_create(
        build_history_row(current_marks[key], to_status=wanted[key].status, changed_by=actor, reason=reason)
        for key in sorted(changed & current_marks.keys())
    )
    lessons = {wanted[key].lesson.pk: wanted[key].lesson for key in changed}
    pin_lessons([pk for pk, lesson in lessons.items() if lesson.pinned_at is None])
    hold_marked_lessons(actor=actor, lessons=lessons.values())
    repriced = {key for key in changed if _changes_price(wanted[key], current_marks)}
    if source != MarkSource.IMPORT:
        update_coins_and_study_days({key: wanted[key].status for key in wanted if key in repriced}, lessons=lessons)
    came = [key for key in changed & current_marks.keys() if wanted[key].status.counts_as not in MISSED]
    if came:
        cancel_make_ups([current_marks[key] for key in came], include_marked=False)
    for key in sorted(changed):
        mark = wanted[key]
        publish_mark_change(mark.lesson, mark.student_id, mark.status, mark.minutes_late)
    request_repricing_for({wanted[key].lesson for key in repriced})
    numbers = Counter(lesson_id for lesson_id, _student in changed)
    publish_register_changes(lessons, numbers, notify_guardians=source != MarkSource.IMPORT)
    return changed


def build_history_row(
    mark: Attendance, *, to_status: AttendanceStatus | None, changed_by: User | None, reason: str
) -> AttendanceHistory:
    """Build the history row of the current mark before it is replaced or withdrawn."""
    kept = ("lesson_id", "student_id", "minutes_late", "note", "source", "marked_at")
    old = AttendanceHistory(**{name: getattr(mark, name) for name in kept}, changed_by=changed_by, reason=reason)
    old.from_status, old.to_status, old.by_id = mark.status, to_status, mark.marked_by_id
    return old


def pin_lessons(lesson_ids: Collection[UUID]) -> None:
    """Pin many lessons in one statement, as `lessons.services.pin_lesson`."""
    now = timezone.now()
    if lesson_ids:
        Lesson.objects.filter(pk__in=lesson_ids, pinned_at__isnull=True).update(pinned_at=now, updated_at=now)


def request_repricing_for(lessons: Iterable[Lesson]) -> None:
    """Request that payments of the lessons' groups are repriced: a changed mark may be charged or not."""
    for lesson in lessons:
        billing.request_repricing_from_earliest(lesson.group_id, queries.get_lesson_day(lesson))


def publish_mark_change(
    lesson: Lesson, student_id: UUID, status: AttendanceStatus | None, minutes_late: int | None = None
) -> None:
    """Publish that a mark was made, changed or withdrawn (`status` None)."""
    event = events.AttendanceChanged.from_mark(lesson, status=status, minutes_late=minutes_late)
    for stream in (get_user_stream(student_id), get_child_stream(student_id)):
        publish_event(stream, event)
    publish_webhook_event(AttendanceMarked.from_event(student_id, event))


def publish_register_changes(
    lessons: Mapping[UUID, Lesson], changed_keys: Mapping[UUID, int], *, notify_guardians: bool = True
) -> None:
    """Publish one event for each register, and with `notify_guardians` enqueue the job that notifies guardians."""
    counts = queries.count_marks_by_presence(lessons)
    for lesson_id, lesson in sorted(lessons.items()):
        now = counts.get(lesson_id, {})
        event = events.RegisterMarked.from_register(lesson, changed=changed_keys[lesson_id], counts=now)
        for stream in (get_group_stream(lesson.group_id), get_wall_stream(lesson.group_id)):
            publish_event(stream, event)
    if notify_guardians:
        jobs.enqueue_many(kind=NOTIFY_ABSENCES, object_ids=sorted(lessons), run_at=timezone.now() + NOTIFY_DELAY)


def _upsert_marks(
    actor: User | None,
    wanted: Mapping[MarkKey, NewMark],
    current_marks: Mapping[MarkKey, Attendance],
    source: MarkSource,
) -> set[MarkKey]:
    now = timezone.now()
    rows = [wanted[key] for key in sorted(wanted)]
    values: dict[str, Any] = {
        "now": now,
        "source": source.value,
        "by": actor.pk if actor else None,
        "ids": [uuid7() for _ in rows],
        "lessons": [mark.lesson.pk for mark in rows],
        "students": [mark.student_id for mark in rows],
        "statuses": [mark.status.pk for mark in rows],
        "charged": [mark.status.charged for mark in rows],
        "minutes": [mark.minutes_late for mark in rows],
        "notes": [mark.note for mark in rows],
        "times": [mark.marked_at or _get_newest_time(now, current_marks.get(mark.key)) for mark in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(UPSERT_SQL, values)
        return set(cursor.fetchall())


def _changes_price(mark: NewMark, current_marks: Mapping[MarkKey, Attendance]) -> bool:
    """Return whether the status changed; notes and minutes do not matter."""
    standing = current_marks.get(mark.key)
    return standing is None or standing.status_id != mark.status.pk


def _get_newest_time(now: datetime, current: Attendance | None) -> datetime:
    """Return now, or the time of the current mark when a device's clock was ahead."""
    return now if current is None else max(now, current.marked_at)
