"""Notifications of absences: to guardians after a short delay, and after several in a row to teachers and the office
too.

An absence on a day with an accepted excuse is neither notified nor counted, although the mark stays as the teacher made
it.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import load_guardians_with_progress
from apps.attendance import queries
from apps.attendance.models import ATTENDED, AbsenceAlert, AbsenceNotice, Attendance, Presence
from apps.attendance.services import mark_writer
from apps.attendance.services.family_notifications import build_lesson_placeholders
from apps.core.uow import unit_of_work
from apps.courses.queries import list_group_teachers
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import Lesson
from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings

CLOCK_TOLERANCE = timedelta(seconds=5)
"""The worker's clock may be behind the clock that dated the marks, so that a job does not run too early."""

CORRECTIONS = {
    Presence.PRESENT.value: "attendance.was_present",
    Presence.LATE.value: "attendance.was_late",
    Presence.EXCUSED.value: "attendance.was_excused",
}


def notify_absences(job: ClaimedJob) -> None:
    """Job handler, some time after marks of the lesson `object_id` changed: notify guardians of what is new.

    Marks that changed a moment ago wait for their own job. Each absence is notified once, and once more when it is
    corrected. Safe to run twice.
    """
    with unit_of_work():
        jobs.complete_job(job)
        lesson = mark_writer.lock_lessons([UUID(job.object_id)]).get(UUID(job.object_id))
        if lesson is not None:
            marks = queries.with_mark_details(Attendance.objects.filter(lesson=lesson))
            _notify_guardians(lesson, list(marks.order_by("student_id")))
            _update_alerts(lesson)


def _notify_guardians(lesson: Lesson, marks: Sequence[Attendance]) -> None:
    settled_before = timezone.now() - mark_writer.NOTIFY_DELAY + CLOCK_TOLERANCE
    notified = dict(AbsenceNotice.objects.filter(lesson=lesson).values_list("student", "absent"))
    excused = queries.find_accepted_excuses([mark.student_id for mark in marks], queries.get_lesson_day(lesson))
    news: dict[UUID, tuple[User, str]] = {}
    for mark in marks:
        presence = mark.status.counts_as
        if presence == Presence.ABSENT and mark.student_id in excused:
            presence = Presence.EXCUSED
        absent = presence == Presence.ABSENT
        if mark.updated_at <= settled_before and absent != notified.get(mark.student_id, False):
            news[mark.student_id] = (mark.student, "attendance.absent" if absent else CORRECTIONS[presence])
    gone = {student for student, absent in notified.items() if absent} - {mark.student_id for mark in marks}
    withdrawn = queries.find_latest_change_times(lesson.pk, gone) if gone else {}
    for student in User.objects.filter(pk__in=[pk for pk, at in withdrawn.items() if at <= settled_before]):
        news[student.pk] = (student, "attendance.withdrawn")
    rows = [
        AbsenceNotice(lesson=lesson, student=student, absent=type_ == "attendance.absent")
        for student, type_ in news.values()
    ]
    AbsenceNotice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["lesson", "student"], update_fields=["absent", "updated_at"]
    )
    guardians = load_guardians_with_progress(news.keys())
    for student, type_ in news.values():
        pupil = {"student": student.full_name, "student_id": str(student.pk)}
        for guardian in guardians.get(student.pk, []):
            notify(user=guardian, type=type_, data=build_lesson_placeholders(lesson, guardian) | pupil)


def _update_alerts(lesson: Lesson) -> None:
    """Open alerts for pupils who missed enough lessons of the group in a row, and close those of pupils who attended
    again.
    """
    enough = get_system_settings().absences_before_alert
    if not enough:
        return
    open_ones = {row.student_id: row for row in AbsenceAlert.objects.filter(group=lesson.group, closed_at=None)}
    here = Attendance.objects.filter(lesson=lesson).values_list("student", flat=True)
    missed = _count_absences_in_a_row(lesson, {*here, *open_ones})
    over = [row.pk for student, row in open_ones.items() if missed.get(student, 0) < enough]
    now = timezone.now()
    AbsenceAlert.objects.filter(pk__in=over).update(closed_at=now, updated_at=now)
    due = [student for student, number in missed.items() if number >= enough and student not in open_ones]
    for student in User.objects.filter(pk__in=due).order_by("pk"):
        _open_alert(lesson, student, missed[student.pk])


def _count_absences_in_a_row(lesson: Lesson, students: set[UUID]) -> dict[UUID, int]:
    """Return how many lessons of the group each pupil missed since the last attended one; excused lessons
    do not count.
    """
    marks = Attendance.objects.filter(lesson__group=lesson.group_id, student__in=students).order_by()
    came = marks.filter(status__counts_as__in=ATTENDED).values("student").annotate(at=Max("lesson__starts_at"))
    last = {row["student"]: row["at"] for row in came}
    counts: dict[UUID, int] = {}
    absent = queries.exclude_excused_marks(marks.filter(status__counts_as=Presence.ABSENT))
    for student, starts_at in absent.values_list("student", "lesson__starts_at"):
        if student not in last or starts_at > last[student]:
            counts[student] = counts.get(student, 0) + 1
    return counts


def _open_alert(lesson: Lesson, student: User, absences: int) -> None:
    _row, new = AbsenceAlert.objects.get_or_create(
        group=lesson.group, student=student, closed_at=None, defaults={"absences": absences}
    )
    if not new:
        return
    family = dict.fromkeys(load_guardians_with_progress([student.pk]).get(student.pk, []))
    hearers = queries.list_staff_with_permission("attendance.hear_alerts", lesson.group.branch)
    data = {"student": student.full_name, "student_id": str(student.pk), "absences": absences}
    data |= {"group": lesson.group.name, "group_id": str(lesson.group_id)}
    for person in family:
        notify(user=person, type="attendance.alert", data=data)
    for person in dict.fromkeys([*list_group_teachers(lesson.group), *hearers]):
        if person not in family:
            notify(user=person, type="attendance.alert", data=data, channels=TELEGRAM_CHANNELS)
