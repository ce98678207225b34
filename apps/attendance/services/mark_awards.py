"""Coins and days of study for marks."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.db.models import Q

from apps.attendance import queries
from apps.attendance.models import ATTENDED, Attendance, AttendanceHistory, AttendanceStatus, MarkSource, Presence
from apps.attendance.queries import MarkKey
from apps.gamification.causes import Award
from apps.gamification.services.awards import award_coins_in_bulk
from apps.gamification.services.study_days import StudyRecord, record_study_days
from apps.lessons.models import Lesson
from apps.settings.models import SystemSettings
from apps.settings.queries import get_system_settings


def update_coins_and_study_days(
    statuses: Mapping[MarkKey, AttendanceStatus | None], *, lessons: Mapping[UUID, Lesson]
) -> None:
    """Update coins and days of study by the marks of these lessons; None for a withdrawn mark."""
    rules = get_system_settings()
    awards, records = [], []
    for (lesson, student), now in statuses.items():
        cause, days = get_coin_cause(lesson, student), set()
        if now and now.counts_as in ATTENDED:
            days.add(queries.get_lesson_day(lessons[lesson]))
        awards.append(Award(student, cause, get_coins_for_status(now, rules)))
        records.append(StudyRecord(student=student, cause=cause, days=frozenset(days)))
    award_coins_in_bulk(awards=awards, reason="attendance.marked")
    record_study_days(records)


def get_coin_cause(lesson: UUID, student: UUID) -> str:
    """Return the coin cause of a mark."""
    return f"attendance:{lesson}:{student}"


def get_coins_for_status(status: AttendanceStatus | None, rules: SystemSettings) -> int:
    """Return the coins of a status: its own, else by the settings for what it counts as."""
    if status is None:
        return 0
    if status.coins is not None and not status.built_in:
        return status.coins
    by_presence = {Presence.PRESENT.value: rules.coins_for_attendance, Presence.LATE.value: rules.coins_for_lateness}
    return by_presence.get(status.counts_as, 0)


def list_mark_awards(students: Collection[UUID] | None = None) -> Iterator[Award]:
    """Yield the current award of every mark, or of every mark of these pupils. An imported mark earns nothing: the mark
    that it replaced still counts, unless that was withdrawn.
    """
    rules = get_system_settings()
    marks = Attendance.objects.all() if students is None else Attendance.objects.filter(student__in=students)
    rows = marks.exclude(source=MarkSource.IMPORT).select_related("status")
    for mark in rows.order_by("pk").iterator(chunk_size=2000):
        cause = get_coin_cause(mark.lesson_id, mark.student_id)
        yield Award(mark.student_id, cause, get_coins_for_status(mark.status, rules))
    imported = set(marks.filter(source=MarkSource.IMPORT).values_list("lesson_id", "student_id"))
    past = AttendanceHistory.objects.filter(~Q(source=MarkSource.IMPORT) | Q(to_status__isnull=True))
    past = past.filter(lesson__in={lesson for lesson, _ in imported})
    newest = past.select_related("from_status").order_by("lesson", "student", "-id").distinct("lesson", "student")
    for old in newest:
        if (old.lesson_id, old.student_id) in imported and old.to_status_id is not None:
            cause = get_coin_cause(old.lesson_id, old.student_id)
            yield Award(old.student_id, cause, get_coins_for_status(old.from_status, rules))
