"""Handing in a recording."""

from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import consented, is_child
from apps.core.errors import Conflict, ErrorCode, TooMany
from apps.core.files import store_upload
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.queries import is_member, teachers
from apps.homework import events
from apps.homework.job_kinds import PROCESS
from apps.homework.models import Attempt, AttemptState, Homework, HomeworkState, LatePolicy, Stage
from apps.homework.queries import attempts_left
from apps.homework.reasons import reason_texts
from apps.homework.services.settling import lock
from apps.homework.verdicts import OWN_FILE
from apps.notifications.services import notify
from ml.scoring import Verdict
from realtime.events import publish, user_stream, wall_stream

SCORED_BEFORE = (AttemptState.SCORED, AttemptState.TRANSCRIBED)
UNCOUNTED_A_DAY = 20
"""Refused recordings of one homework within 24 hours that use up no attempt; the next one has to wait."""


def receive(*, homework: Homework, upload: "UploadedFile[bytes]") -> StoredFile:
    """Put an uploaded recording into the store, if the homework takes one now. Not for inside a transaction.

    Raises what `hand_in` raises about the homework, and what `store_upload` raises about the file.
    """
    _must_be_open(homework)
    _must_have_consent(homework)
    _must_be_within_limits(homework)
    return store_upload(owner=homework.student, upload=upload, kind="audio", max_bytes=settings.MAX_UPLOAD_BYTES)


def hand_in(*, homework: Homework, file: StoredFile) -> Attempt:
    """Take a stored recording as the pupil's next attempt and have the engine look at it.

    A file of one's own that was scored for this homework before becomes an attempt that is refused at once
    and changes nothing else. Raises Conflict: `not_open` while another attempt is processed, after the
    teacher accepted and for one who left the group; `deadline_passed`; `no_attempts_left`; `consent_missing` for a
    child whose guardians have not consented to recording, or no longer do. Raises TooMany after UNCOUNTED_A_DAY
    recordings that were refused without using up an attempt.
    """
    with unit_of_work():
        locked = lock(homework.pk)
        _must_be_open(locked)
        _must_have_consent(locked)
        _must_be_within_limits(locked)
        known = locked.attempts.filter(file__sha256=file.sha256, state__in=SCORED_BEFORE).exists()
        attempt = Attempt(
            homework=locked,
            number=locked.attempts.count() + 1,
            file=file,
            late=locked.due_at is not None and timezone.now() > locked.due_at,
        )
        return _refuse_repeat(attempt) if known else _send_to_engine(attempt)


def _must_be_open(homework: Homework) -> None:
    assignment = homework.assignment
    if homework.state == HomeworkState.PROCESSING:
        raise Conflict(_("Your last recording is still being looked at."), code=ErrorCode.NOT_OPEN)
    if homework.state == HomeworkState.REVIEWED:
        raise Conflict(_("Your teacher has accepted this homework already."), code=ErrorCode.NOT_OPEN)
    if not is_member(assignment.group_id, homework.student):
        raise Conflict(_("You are not in this group any more."), code=ErrorCode.NOT_OPEN)
    over = homework.due_at is not None and timezone.now() > homework.due_at
    if over and assignment.late_policy == LatePolicy.REFUSE:
        raise Conflict(_("The deadline for this homework has passed."), code=ErrorCode.DEADLINE_PASSED)


def _must_have_consent(homework: Homework) -> None:
    """A grown person consents by handing in; for a child a guardian must have done so (`accounts.Consent`)."""
    pupil = homework.student
    if is_child(pupil) and not consented(pupil, ConsentKind.RECORDING):
        raise Conflict(_("Your parents have not allowed recordings yet."), code=ErrorCode.CONSENT_MISSING)


def _must_be_within_limits(homework: Homework) -> None:
    if attempts_left(homework) <= 0:
        raise Conflict(_("You have no attempts left for this homework."), code=ErrorCode.NO_ATTEMPTS_LEFT)
    day, now = timedelta(days=1), timezone.now()
    uncounted = homework.attempts.filter(state=AttemptState.REFUSED, counts=False, created_at__gt=now - day)
    latest = list(uncounted.order_by("-created_at").values_list("created_at", flat=True)[:UNCOUNTED_A_DAY])
    if len(latest) == UNCOUNTED_A_DAY:
        wait = latest[-1] + day - now
        raise TooMany(
            _("Too many recordings of this homework could not be used today. Check the microphone and try later."),
            retry_after=int(wait.total_seconds()) + 1,
        )


def _refuse_repeat(attempt: Attempt) -> Attempt:
    attempt.state, attempt.stage, attempt.counts = AttemptState.REFUSED, Stage.DONE, False
    attempt.verdict, attempt.reason, attempt.finished_at = Verdict.DUPLICATE.value, OWN_FILE, timezone.now()
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
    for stream in (wall_stream(homework.assignment.group_id), user_stream(homework.student_id)):
        publish(stream, refused)
    return attempt


def _send_to_engine(attempt: Attempt) -> Attempt:
    attempt.save(force_insert=True)
    homework = attempt.homework
    homework.state, homework.last_attempt = HomeworkState.PROCESSING, attempt
    homework.save(update_fields=["state", "last_attempt", "updated_at"])
    jobs.enqueue(kind=PROCESS, object_id=attempt.pk)
    received = events.AttemptReceived(**events.about_attempt(attempt), late=attempt.late)
    for stream in (wall_stream(homework.assignment.group_id), user_stream(homework.student_id)):
        publish(stream, received)
    for teacher in teachers(homework.assignment.group):
        _tell(teacher, homework)
    return attempt


def _tell(teacher: User, homework: Homework) -> None:
    data = {
        "homework": str(homework.pk),
        "student": homework.student.full_name,
        "title": homework.assignment.title,
    }
    notify(user=teacher, type="homework.submitted", data=data)
