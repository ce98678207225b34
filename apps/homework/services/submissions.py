"""Submissions: a recording goes to the engine, a file or a text to the teacher."""

from django.db.models import Max
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.local_days import get_local_day
from apps.core.models import StoredFile
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.courses.queries import list_group_teachers
from apps.homework import events
from apps.homework.job_kinds import HOMEWORK_PRIORITY, LIVE_LESSON_PRIORITY, PROCESS_AUDIO
from apps.homework.models import (
    SCORABLE_STATES,
    Assignment,
    Attempt,
    AttemptState,
    Homework,
    HomeworkState,
    ProcessingStage,
)
from apps.homework.reasons import get_reason_by_language
from apps.homework.scoring_tasks import build_task_snapshot, is_spoken
from apps.homework.services.deadline_reminders import cancel_deadline_notices
from apps.homework.services.homework_state import lock_homework, update_homework_state
from apps.homework.services.publishing import publish_attempt_event
from apps.homework.services.submission_rules import check_open, check_recording_consent, check_submission_type
from apps.homework.verdicts import ANOTHERS_FILE, OWN_FILE
from apps.homework.webhook_events import HomeworkSubmittedWebhook
from apps.lessons.models import LessonStatus
from apps.lessons.queries import list_substitutes
from apps.notifications.models import Notification
from apps.notifications.services import notify
from ml.scoring import Verdict

SUBMITTED, MAX_HOMEWORKS_NAMED = "homework.submitted", 50
OWN_WORK = "OWN_WORK"
"""Reason of a DUPLICATE that is the pupil's own file or text, not a recording."""
ANOTHERS_TEXT = "ANOTHERS_TEXT"
"""Flag of a text that another pupil submitted, letter by letter, for the same assignment."""


def submit_homework(*, homework: Homework, file: StoredFile | None = None, text: str = "") -> Attempt:
    """Create the pupil's next attempt from a stored file or a text: a recording for the engine, anything else for the
    teacher.

    The pupil's own work that was accepted for this homework before becomes a refused attempt that changes nothing else.
    Otherwise waiting deadline notices are cancelled.

    Raise what `check_open` raises; Conflict `consent_missing` for a child's sound or film in a file too; Invalid on
    "file" or "text" for the wrong kind of submission; NotFound when the homework was withdrawn.
    """
    with unit_of_work():
        locked = _lock_with_assignment(homework)
        check_open(locked)
        check_submission_type(locked.assignment, file_field="" if file is None else "file")
        if file is not None and file.content_type.startswith(("audio/", "video/")):
            check_recording_consent(locked)
        attempt = Attempt(
            homework=locked,
            number=(locked.attempts.aggregate(last=Max("number"))["last"] or 0) + 1,
            file=file,
            text=text,
            task=build_task_snapshot(locked.assignment, locked.student),
            late=locked.due_at is not None and timezone.now() > locked.due_at,
            due_at=locked.due_at,
        )
        if _is_repeat(attempt):
            return _refuse_repeat(attempt)
        attempt = _send_to_engine(attempt) if is_spoken(locked.assignment) else _send_to_teacher(attempt)
        cancel_deadline_notices(locked)
        _notify_teachers(locked)
        return attempt


def _lock_with_assignment(homework: Homework) -> Homework:
    """Lock the homework and load its assignment as it is under the lock."""
    locked = lock_homework(homework.pk)
    rows = Assignment.objects.select_related("group__branch", "lesson")
    locked.assignment = rows.get(pk=locked.assignment_id)
    return locked


def _is_repeat(attempt: Attempt) -> bool:
    """Return whether the pupil submitted this file or text for this homework before, and it was not refused."""
    taken = attempt.homework.attempts.filter(state__in=SCORABLE_STATES)
    if attempt.file is None:
        return taken.filter(text=attempt.text).exists()
    return taken.filter(file__sha256=attempt.file.sha256).exists()


def _is_submitted_by_another(attempt: Attempt) -> bool:
    """Return whether another pupil submitted this file or text for the same assignment before."""
    others = Attempt.objects.filter(homework__assignment=attempt.homework.assignment_id)
    others = others.exclude(homework__student=attempt.homework.student_id)
    if attempt.file is None:
        return others.filter(text=attempt.text, file__isnull=True).exists()
    return others.filter(file__sha256=attempt.file.sha256).exists()


def _refuse_repeat(attempt: Attempt) -> Attempt:
    attempt.state, attempt.stage, attempt.counts = AttemptState.REFUSED, ProcessingStage.DONE, False
    attempt.reason = OWN_FILE if is_spoken(attempt.homework.assignment) else OWN_WORK
    attempt.verdict, attempt.finished_at = Verdict.DUPLICATE.value, timezone.now()
    attempt.save(force_insert=True)
    homework = attempt.homework
    Homework.objects.filter(pk=homework.pk).update(last_attempt=attempt)
    refused = events.AttemptRefused(
        **events.get_attempt_fields(attempt),
        verdict=attempt.verdict,
        reason=attempt.reason,
        text=get_reason_by_language(attempt.reason),
        counts=False,
        duration=None,
        seconds=None,
    )
    publish_attempt_event(attempt, refused)
    return attempt


def _send_to_engine(attempt: Attempt) -> Attempt:
    homework = attempt.homework
    assignment = homework.assignment
    attempt.save(force_insert=True)
    homework.state, homework.last_attempt = HomeworkState.PROCESSING, attempt
    homework.save(update_fields=["state", "last_attempt", "updated_at"])
    jobs.enqueue(
        kind=PROCESS_AUDIO, object_id=attempt.pk, priority=_choose_priority(assignment), share=assignment.group_id
    )
    publish_attempt_event(attempt, events.AttemptReceived(**events.get_attempt_fields(attempt), late=attempt.late))
    publish_webhook_event(HomeworkSubmittedWebhook.from_attempt(attempt))
    return attempt


def _send_to_teacher(attempt: Attempt) -> Attempt:
    homework = attempt.homework
    attempt.state, attempt.stage, attempt.finished_at = AttemptState.STORED, ProcessingStage.DONE, timezone.now()
    if _is_submitted_by_another(attempt):
        if attempt.file is None:
            attempt.flags = [ANOTHERS_TEXT]
        else:
            attempt.verdict, attempt.reason = Verdict.DUPLICATE.value, ANOTHERS_FILE
    attempt.save(force_insert=True)
    homework.last_attempt = attempt
    homework.save(update_fields=["last_attempt", "updated_at"])
    update_homework_state(homework, reason="homework.stored")
    publish_attempt_event(attempt, events.AttemptStored(**events.get_attempt_fields(attempt), late=attempt.late))
    publish_webhook_event(HomeworkSubmittedWebhook.from_attempt(attempt))
    return attempt


def _choose_priority(assignment: Assignment) -> int:
    """Return the job's priority: homework of a running lesson comes first."""
    lesson, now = assignment.lesson, timezone.now()
    if lesson is None or lesson.status == LessonStatus.CANCELLED:
        return HOMEWORK_PRIORITY
    return LIVE_LESSON_PRIORITY if lesson.starts_at <= now < lesson.ends_at else HOMEWORK_PRIORITY


def _notify_teachers(homework: Homework) -> None:
    """Notify lead, assistants and substitutes of today or of the assignment's lesson, each once.

    Unread notifications of one assignment are grouped; each pupil's homework is counted once. `homeworks` holds the
    last 50.
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
    homeworks_by_teacher = {row.user_id: row.data.get("homeworks", []) for row in unread}
    for teacher in by_id.values():
        before = homeworks_by_teacher.get(teacher.pk, [])
        if data["homework"] not in before:
            homeworks = [*before, data["homework"]][-MAX_HOMEWORKS_NAMED:]
            notify(user=teacher, type=SUBMITTED, data=data | {"homeworks": homeworks}, group=str(assignment.pk))
