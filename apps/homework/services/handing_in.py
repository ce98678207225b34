"""Handing in: a recording for the engine, a file or a text for the teacher."""

from django.db.models import Max
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.local_days import get_local_day
from apps.core.models import StoredFile
from apps.core.outgoing_events import emit
from apps.core.uow import unit_of_work
from apps.courses.queries import list_group_teachers
from apps.homework import events
from apps.homework.job_kinds import HOMEWORK, LIVE_LESSON, PROCESS
from apps.homework.models import TAKEN, Assignment, Attempt, AttemptState, Homework, HomeworkState, Stage
from apps.homework.reasons import reason_texts
from apps.homework.services.doors import must_be_takeable, must_fit, must_have_consent
from apps.homework.services.reminding import drop_reminders
from apps.homework.services.settling import lock, settle
from apps.homework.services.telling import tell_both
from apps.homework.tasks import asked_of, spoken
from apps.homework.verdicts import ANOTHERS_FILE, OWN_FILE
from apps.homework.webhook_events import HomeworkSubmitted
from apps.lessons.models import LessonStatus
from apps.lessons.queries import list_substitutes
from apps.notifications.models import Notification
from apps.notifications.services import notify
from ml.scoring import Verdict

SUBMITTED, MOST_TOLD = "homework.submitted", 50
OWN_WORK = "OWN_WORK"
"""Reason of a DUPLICATE that is a file or text of the pupil's own, not a recording."""
ANOTHERS_TEXT = "ANOTHERS_TEXT"
"""Flag of a text that another pupil handed in, letter by letter, for the same assignment."""


def hand_in(*, homework: Homework, file: StoredFile | None = None, text: str = "") -> Attempt:
    """Take a stored file, or a text, as the pupil's next attempt: a recording is for the engine, else for the teacher.

    One's own work that was taken for this homework before becomes an attempt that is refused at once and changes
    nothing else. Of any other, what waits to be sent about the deadline is not sent any more.

    Raises what `must_be_takeable` raises; Conflict `consent_missing` for a child's sound or film in a file too; Invalid
    on "file" or "text" for what this kind of homework does not take; NotFound when the homework was taken back
    meanwhile.
    """
    with unit_of_work():
        locked = _locked(homework)
        must_be_takeable(locked)
        must_fit(locked.assignment, file_field="" if file is None else "file")
        if file is not None and file.content_type.startswith(("audio/", "video/")):
            must_have_consent(locked)
        attempt = Attempt(
            homework=locked,
            number=(locked.attempts.aggregate(last=Max("number"))["last"] or 0) + 1,
            file=file,
            text=text,
            task=asked_of(locked.assignment, locked.student),
            late=locked.due_at is not None and timezone.now() > locked.due_at,
            due_at=locked.due_at,
        )
        if _taken_before(attempt):
            return _refuse_repeat(attempt)
        attempt = _send_to_engine(attempt) if spoken(locked.assignment) else _send_to_teacher(attempt)
        drop_reminders(locked)
        _tell_teachers(locked)
        return attempt


def _locked(homework: Homework) -> Homework:
    """The homework, locked, with its assignment as it is now that the lock is held."""
    locked = lock(homework.pk)
    rows = Assignment.objects.select_related("group__branch", "lesson")
    locked.assignment = rows.get(pk=locked.assignment_id)
    return locked


def _taken_before(attempt: Attempt) -> bool:
    """Whether the pupil handed in this very file or text for this homework before, and it was taken."""
    taken = attempt.homework.attempts.filter(state__in=TAKEN)
    if attempt.file is None:
        return taken.filter(text=attempt.text).exists()
    return taken.filter(file__sha256=attempt.file.sha256).exists()


def _handed_in_by_another(attempt: Attempt) -> bool:
    """Whether another pupil handed in this very file or text for the same assignment before."""
    others = Attempt.objects.filter(homework__assignment=attempt.homework.assignment_id)
    others = others.exclude(homework__student=attempt.homework.student_id)
    if attempt.file is None:
        return others.filter(text=attempt.text, file__isnull=True).exists()
    return others.filter(file__sha256=attempt.file.sha256).exists()


def _refuse_repeat(attempt: Attempt) -> Attempt:
    attempt.state, attempt.stage, attempt.counts = AttemptState.REFUSED, Stage.DONE, False
    attempt.reason = OWN_FILE if spoken(attempt.homework.assignment) else OWN_WORK
    attempt.verdict, attempt.finished_at = Verdict.DUPLICATE.value, timezone.now()
    attempt.save(force_insert=True)
    homework = attempt.homework
    Homework.objects.filter(pk=homework.pk).update(last_attempt=attempt)
    refused = events.AttemptRefused(
        **events.about_attempt(attempt),
        verdict=attempt.verdict,
        reason=attempt.reason,
        text=reason_texts(attempt.reason),
        counts=False,
        duration=None,
        seconds=None,
    )
    tell_both(attempt, refused)
    return attempt


def _send_to_engine(attempt: Attempt) -> Attempt:
    homework = attempt.homework
    assignment = homework.assignment
    attempt.save(force_insert=True)
    homework.state, homework.last_attempt = HomeworkState.PROCESSING, attempt
    homework.save(update_fields=["state", "last_attempt", "updated_at"])
    jobs.enqueue(kind=PROCESS, object_id=attempt.pk, priority=_priority(assignment), share=assignment.group_id)
    tell_both(attempt, events.AttemptReceived(**events.about_attempt(attempt), late=attempt.late))
    emit(HomeworkSubmitted.of(attempt))
    return attempt


def _send_to_teacher(attempt: Attempt) -> Attempt:
    homework = attempt.homework
    attempt.state, attempt.stage, attempt.finished_at = AttemptState.STORED, Stage.DONE, timezone.now()
    if _handed_in_by_another(attempt):
        if attempt.file is None:
            attempt.flags = [ANOTHERS_TEXT]
        else:
            attempt.verdict, attempt.reason = Verdict.DUPLICATE.value, ANOTHERS_FILE
    attempt.save(force_insert=True)
    homework.last_attempt = attempt
    homework.save(update_fields=["last_attempt", "updated_at"])
    settle(homework, reason="homework.stored")
    tell_both(attempt, events.AttemptStored(**events.about_attempt(attempt), late=attempt.late))
    emit(HomeworkSubmitted.of(attempt))
    return attempt


def _priority(assignment: Assignment) -> int:
    """Homework of a lesson that is going on goes before other homework."""
    lesson, now = assignment.lesson, timezone.now()
    if lesson is None or lesson.status == LessonStatus.CANCELLED:
        return HOMEWORK
    return LIVE_LESSON if lesson.starts_at <= now < lesson.ends_at else HOMEWORK


def _tell_teachers(homework: Homework) -> None:
    """Lead, assistants and whoever stands in for one today or at the assignment's lesson: each once, and as one
    notification an assignment while it is not read. That tells of each pupil's homework once, however often it is
    handed in: `homeworks` are those it told of, the last 50.
    """
    assignment = homework.assignment
    today = get_local_day(timezone.now(), assignment.group.local_zone)
    people = [
        *list_group_teachers(assignment.group),
        *list_substitutes(assignment.group, today, lesson_id=assignment.lesson_id),
    ]
    data = {"homework": str(homework.pk), "student": homework.student.full_name, "title": assignment.title}
    by_id = {person.pk: person for person in people if person.pk != homework.student_id}
    unread = Notification.objects.filter(user__in=by_id, type=SUBMITTED, group=str(assignment.pk), read_at__isnull=True)
    told = {row.user_id: row.data.get("homeworks", []) for row in unread}
    for teacher in by_id.values():
        before = told.get(teacher.pk, [])
        if data["homework"] not in before:
            homeworks = [*before, data["homework"]][-MOST_TOLD:]
            notify(user=teacher, type=SUBMITTED, data=data | {"homeworks": homeworks}, group=str(assignment.pk))
