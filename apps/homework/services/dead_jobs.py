"""Dead speech jobs: a failure of the platform costs the pupil nothing."""

from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.models import IN_FLIGHT_STATES, Attempt, AttemptState, ProcessingStage
from apps.homework.reasons import get_first_reason_by_language
from apps.homework.services.homework_state import lock_homework, update_homework_state
from apps.homework.services.publishing import notify_pupil, publish_attempt_event
from apps.homework.verdicts import OUR_FAILURE
from apps.jobs.kinds import ClaimedJob


def fail_attempt_of_dead_job(job: ClaimedJob, reason: str) -> None:
    """Fail the attempt of a dead job without counting it, open the homework again and move its deadline by the lost
    time.

    Runs in the transaction that makes the job dead; the job keeps `reason` for staff. Does nothing for a finished or
    deleted attempt.
    """
    with unit_of_work():
        homework_id = Attempt.objects.filter(pk=job.object_id).values_list("homework_id", flat=True).first()
        if homework_id is None:
            return
        homework = lock_homework(homework_id)
        attempt = homework.attempts.get(pk=job.object_id)
        if attempt.state not in IN_FLIGHT_STATES:
            return
        now = timezone.now()
        attempt.homework = homework
        attempt.state, attempt.stage, attempt.counts = AttemptState.FAILED, ProcessingStage.DONE, False
        attempt.reason, attempt.finished_at = OUR_FAILURE, now
        attempt.save(update_fields=["state", "stage", "counts", "reason", "finished_at", "updated_at"])
        if homework.due_at is not None:
            homework.extended_until = homework.due_at + (now - attempt.created_at)
            homework.save(update_fields=["extended_until"])
        update_homework_state(homework, reason="homework.failed")
        failed = events.AttemptFailed(
            **events.get_attempt_event_fields(attempt),
            reason=OUR_FAILURE,
            text=get_first_reason_by_language(OUR_FAILURE),
            due_at=homework.due_at.isoformat() if homework.due_at else None,
        )
        publish_attempt_event(attempt, failed)
        notify_pupil(homework, "homework.failed")
