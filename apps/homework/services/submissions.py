"""Submissions: spoken homework (`is_spoken`) goes to the speech engine, any other file or text to the teacher."""

from django.db.models import Max
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.recording_consent import check_recording_consent
from apps.core.local_days import get_local_day
from apps.core.models import StoredFile
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
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
from apps.homework.queries import list_assignment_teachers
from apps.homework.reasons import get_first_reason_by_language
from apps.homework.same_work import filter_same_work, list_others_same_work
from apps.homework.scoring_tasks import build_task_snapshot, is_spoken
from apps.homework.services.deadline_reminders import cancel_deadline_notices
from apps.homework.services.homework_state import lock_homework, update_homework_state
from apps.homework.services.publishing import publish_attempt_event
from apps.homework.services.submission_rules import check_submission_open, check_submission_type
from apps.homework.verdicts import ANOTHERS_FILE, OWN_FILE
from apps.homework.webhook_events import HomeworkSubmittedWebhook
from apps.lessons.models import LessonStatus
from apps.lessons.queries import list_substitutes
from apps.notifications.models import Notification
from apps.notifications.services import notify
from apps.video.services.adding import FILM_TYPES, add_video
from ml.scoring import Verdict

SUBMITTED, MAX_HOMEWORKS_NAMED = "homework.submitted", 50
"""Notification type, and how many homeworks one notification lists."""
OWN_WORK = "OWN_WORK"
"""Reason of a DUPLICATE: the pupil submitted this file or text before. For a recording it is OWN_FILE."""
ANOTHERS_TEXT = "ANOTHERS_TEXT"
"""Flag: another pupil submitted exactly this text for the same assignment."""


def submit_homework(*, homework: Homework, file: StoredFile | None = None, text: str = "") -> Attempt:
    """Create the pupil's next attempt from either a stored file or a text, and send it to the engine or the teacher.

    A file or text that the pupil submitted for this homework before (see `_is_repeat`) gives a refused attempt with the
    verdict DUPLICATE, not an error. It uses up no attempt, keeps the homework's state and notifies no teacher.
    Any other submission notifies the teachers and cancels the deadline notices that are not sent yet.

    Raise what `check_submission_open` raises (409 or 429); Conflict `consent_missing` also for any audio or video file
    of a minor whose guardians have not consented; Invalid on "file" or "text" for the wrong kind of submission;
    NotFound when the assignment was withdrawn.
    """
    with unit_of_work():
        locked = _lock_with_assignment(homework)
        check_submission_open(locked)
        check_submission_type(locked.assignment, file_field="" if file is None else "file")
        if file is not None and file.content_type.startswith(("audio/", "video/")):
            check_recording_consent(locked.student)
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
    """Lock the homework, then load its assignment again. Raise NotFound when the assignment was withdrawn."""
    locked = lock_homework(homework.pk)
    assignments = Assignment.objects.select_related("group__branch", "course", "lesson")
    locked.assignment = assignments.get(pk=locked.assignment_id)
    return locked


def _is_repeat(attempt: Attempt) -> bool:
    """Return whether the pupil submitted this file or text for this homework before, in an attempt that was neither
    refused nor failed.
    """
    return filter_same_work(attempt, attempt.homework.attempts.filter(state__in=SCORABLE_STATES)).exists()


def _refuse_repeat(attempt: Attempt) -> Attempt:
    """Store the attempt as refused, without using up an attempt; the homework only gets a new `last_attempt`."""
    attempt.state, attempt.stage, attempt.counts = AttemptState.REFUSED, ProcessingStage.DONE, False
    attempt.reason = OWN_FILE if is_spoken(attempt.homework.assignment) else OWN_WORK
    attempt.verdict, attempt.finished_at = Verdict.DUPLICATE.value, timezone.now()
    attempt.save(force_insert=True)
    homework = attempt.homework
    Homework.objects.filter(pk=homework.pk).update(last_attempt=attempt)
    refused = events.AttemptRefused(
        **events.get_attempt_event_fields(attempt),
        verdict=attempt.verdict,
        reason=attempt.reason,
        text=get_first_reason_by_language(attempt.reason),
        counts=False,
        duration=None,
        seconds=None,
    )
    publish_attempt_event(attempt, refused)
    return attempt


def _send_to_engine(attempt: Attempt) -> Attempt:
    """Store the attempt as received and enqueue its transcription; groups and courses take turns in the queue."""
    homework = attempt.homework
    assignment = homework.assignment
    attempt.save(force_insert=True)
    homework.state, homework.last_attempt = HomeworkState.PROCESSING, attempt
    homework.save(update_fields=["state", "last_attempt", "updated_at"])
    jobs.enqueue(
        kind=PROCESS_AUDIO, object_id=attempt.pk, priority=_choose_priority(assignment), share=assignment.queue_share
    )
    publish_attempt_event(
        attempt, events.AttemptReceived(**events.get_attempt_event_fields(attempt), late=attempt.late)
    )
    publish_webhook_event(HomeworkSubmittedWebhook.from_attempt(attempt))
    return attempt


def _send_to_teacher(attempt: Attempt) -> Attempt:
    """Store the attempt for the teacher's review.

    What another pupil submitted too is stored all the same: a text gets a flag, a file the verdict DUPLICATE. A film is
    prepared for watching.
    """
    homework = attempt.homework
    attempt.state, attempt.stage, attempt.finished_at = AttemptState.STORED, ProcessingStage.DONE, timezone.now()
    if list_others_same_work(attempt).exists():
        if attempt.file is None:
            attempt.flags = [ANOTHERS_TEXT]
        else:
            attempt.verdict, attempt.reason = Verdict.DUPLICATE.value, ANOTHERS_FILE
    attempt.save(force_insert=True)
    if attempt.file is not None and attempt.file.content_type.startswith(FILM_TYPES):
        add_video(attempt.file)
    homework.last_attempt = attempt
    homework.save(update_fields=["last_attempt", "updated_at"])
    update_homework_state(homework, reason="homework.stored")
    publish_attempt_event(attempt, events.AttemptStored(**events.get_attempt_event_fields(attempt), late=attempt.late))
    publish_webhook_event(HomeworkSubmittedWebhook.from_attempt(attempt))
    return attempt


def _choose_priority(assignment: Assignment) -> int:
    """Return the job's priority: homework of a lesson that is going on now comes first."""
    lesson, now = assignment.lesson, timezone.now()
    if lesson is None or lesson.status == LessonStatus.CANCELLED:
        return HOMEWORK_PRIORITY
    return LIVE_LESSON_PRIORITY if lesson.starts_at <= now < lesson.ends_at else HOMEWORK_PRIORITY


def _notify_teachers(homework: Homework) -> None:
    """Notify the lead teacher, the assistants, and the substitutes of today's lessons or of the assignment's lesson.

    A teacher has at most one unread notification for an assignment. A new submission updates it and raises its `count`,
    unless `homeworks` (ids of the last 50 submitted) already holds this homework.
    """
    assignment = homework.assignment
    teachers = list_assignment_teachers(assignment)
    if assignment.group is not None:
        today = get_local_day(timezone.now(), assignment.group.local_zone)
        teachers += list_substitutes(assignment.group, today, lesson_id=assignment.lesson_id)
    data = {"homework": str(homework.pk), "student": homework.student.full_name, "title": assignment.title}
    teachers_by_id = {teacher.pk: teacher for teacher in teachers if teacher.pk != homework.student_id}
    unread = Notification.objects.filter(
        user__in=teachers_by_id, type=SUBMITTED, group=str(assignment.pk), read_at__isnull=True
    )
    homeworks_by_teacher = {row.user_id: row.data.get("homeworks", []) for row in unread}
    for teacher in teachers_by_id.values():
        already_listed = homeworks_by_teacher.get(teacher.pk, [])
        if data["homework"] not in already_listed:
            homeworks = [*already_listed, data["homework"]][-MAX_HOMEWORKS_NAMED:]
            notify(user=teacher, type=SUBMITTED, data=data | {"homeworks": homeworks}, group=str(assignment.pk))
