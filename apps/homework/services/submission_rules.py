"""Rules for submissions: whether a homework is open, and for which kind of submission."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.recording_consent import check_recording_consent
from apps.core.errors import Conflict, ErrorCode, Invalid, TooMany
from apps.courses.models import Course
from apps.courses.queries import is_group_member
from apps.homework.models import Assignment, AssignmentKind, AttemptState, Homework, HomeworkState, LatePolicy
from apps.homework.queries import count_attempts_left
from apps.homework.scoring_tasks import is_spoken
from apps.homework.services.homework_state import has_open_appeal
from apps.learning.standing import load_standing

MAX_UNCOUNTED_PER_DAY = 20
"""Refused attempts of one homework within 24 hours that use up no attempt; after these the pupil has to wait."""


def check_submission_open(homework: Homework) -> None:
    """Raise if the homework cannot be submitted now.

    Conflict: `not_open` (an attempt is processed, the teacher accepted, an appeal is open, the pupil left the group, or
    the lesson of the course is not open for the learner), `deadline_passed`, `consent_missing` (spoken homework),
    `no_attempts_left`. TooMany after MAX_UNCOUNTED_PER_DAY refused attempts that use up no attempt.
    """
    _check_state_and_deadline(homework)
    if is_spoken(homework.assignment):
        check_recording_consent(homework.student)
    _check_limits(homework)


def _check_state_and_deadline(homework: Homework) -> None:
    assignment = homework.assignment
    if homework.state == HomeworkState.PROCESSING:
        raise Conflict(_("Your last recording is still being processed."), code=ErrorCode.NOT_OPEN)
    if homework.state == HomeworkState.REVIEWED:
        raise Conflict(_("Your teacher has already accepted this homework."), code=ErrorCode.NOT_OPEN)
    if has_open_appeal(homework):
        raise Conflict(_("Your teacher is reviewing this homework again."), code=ErrorCode.NOT_OPEN)
    if assignment.course is not None:
        _check_course_open(homework, assignment.course)
    elif assignment.group_id is not None and not is_group_member(assignment.group_id, homework.student):
        raise Conflict(_("You are no longer in this group."), code=ErrorCode.NOT_OPEN)
    over = homework.due_at is not None and timezone.now() > homework.due_at
    if over and assignment.late_policy == LatePolicy.REFUSE:
        raise Conflict(_("The deadline for this homework has passed."), code=ErrorCode.DEADLINE_PASSED)


def _check_course_open(homework: Homework, course: Course) -> None:
    """Raise Conflict unless the task still stands in a lesson that is open for the learner."""
    if homework.assignment.withdrawn_at is not None:
        text = _("This task was removed from the course. What you submitted is kept.")
        raise Conflict(text, code=ErrorCode.NOT_OPEN)
    standing = load_standing(homework.student, course)
    if not standing.is_enrolled:
        text = _("You are not enrolled in this course now. What you submitted is kept.")
        raise Conflict(text, code=ErrorCode.NOT_OPEN)
    lesson = homework.assignment.course_lesson_id
    if lesson is not None and (lock := standing.locks.get(lesson)):
        raise Conflict(lock.text, code=ErrorCode.NOT_OPEN)


def _check_limits(homework: Homework) -> None:
    if count_attempts_left(homework) <= 0:
        raise Conflict(_("You have no attempts left for this homework."), code=ErrorCode.NO_ATTEMPTS_LEFT)
    day, now = timedelta(days=1), timezone.now()
    uncounted = homework.attempts.filter(state=AttemptState.REFUSED, counts=False, created_at__gt=now - day)
    latest = list(uncounted.order_by("-created_at").values_list("created_at", flat=True)[:MAX_UNCOUNTED_PER_DAY])
    if len(latest) == MAX_UNCOUNTED_PER_DAY:
        wait = latest[-1] + day - now
        raise TooMany(
            _("Too many recordings of this homework could not be used today. Check the microphone and try later."),
            retry_after=int(wait.total_seconds()) + 1,
        )


def check_submission_type(assignment: Assignment, *, file_field: str = "") -> None:
    """Raise Invalid unless homework of this kind is submitted as a file (sent as `file_field`) or, without one, as a
    text.
    """
    if assignment.kind == AssignmentKind.TEXT:
        if file_field:
            raise Invalid.field(file_field, _("This homework is submitted as a text."))
    elif not file_field:
        wanted = _("This homework is spoken: submit a recording.") if is_spoken(assignment) else _("Submit a file.")
        raise Invalid.field("text", wanted)
