"""What goes wrong on our side costs the pupil nothing; an engine that comes late writes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

import apps.jobs.services as jobs
from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream, get_wall_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance
from apps.homework.models import HomeworkTranscript, ProcessingStage, SpeechScore
from apps.homework.queries import count_attempts_left
from apps.homework.services.scoring import set_attempt_stage
from apps.jobs.kinds import StaleClaim
from apps.jobs.models import Job
from tests.homework import submission_helpers
from tests.homework.submission_helpers import claim_job, get_homework, scored_result, store_claimed, submit_recording


def test_dead_job_reopens_the_homework_and_extends_its_deadline(group, pupil):
    now = timezone.now()
    deadline = now + timedelta(hours=1)
    assignment = submission_helpers.assign_reading(group, deadline=deadline, late_policy="refuse", attempts_allowed=1)
    with time_machine.travel(now + timedelta(minutes=50), tick=False):
        attempt = submit_recording(assignment, pupil)
    with time_machine.travel(now + timedelta(minutes=110), tick=False):
        jobs.fail_job(claim_job(attempt), reason="MemoryError", retry=False)
        attempt.refresh_from_db()
        homework = get_homework(assignment, pupil)
        assert (attempt.state, attempt.counts, attempt.reason) == ("failed", False, "OUR_FAILURE")
        assert (homework.state, count_attempts_left(homework)) == ("assigned", 1)
        assert homework.due_at == deadline + timedelta(hours=1)
        for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
            assert "attempt.failed" in [kind for kind, _ in submission_helpers.list_stream_events(stream)]
        again = submission_helpers.submit_and_score(assignment, pupil, scored_result(80.0), take=1)
    assert (again.late, again.state, get_coin_balance(pupil)) == (False, "scored", 16)


def test_failed_job_is_queued_again_and_the_homework_stays_in_processing(assignment, pupil):
    attempt = submit_recording(assignment, pupil)
    claim = claim_job(attempt)
    set_attempt_stage(claim=claim, stage=ProcessingStage.TRANSCRIBING)
    assert get_homework(assignment, pupil).last_attempt.stage == "transcribing"
    jobs.fail_job(claim, reason="OSError")
    assert get_homework(assignment, pupil).state == "processing"
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        Job.objects.update(run_at=timezone.now() - timedelta(minutes=6))
        assert submission_helpers.store_result(attempt, scored_result(80.0)).state == "scored"


def test_dead_job_restarted_by_staff_is_scored(assignment, pupil):
    attempt = submit_recording(assignment, pupil)
    claim = claim_job(attempt)
    jobs.fail_job(claim, reason="MemoryError", retry=False)
    jobs.retry_dead_job(job_id=claim.id)
    scored = submission_helpers.store_result(attempt, scored_result(80.0))
    assert (scored.state, scored.counts, get_coin_balance(pupil)) == ("scored", True, 16)


@pytest.mark.parametrize("protected", [True, False], ids=["fenced", "control: not fenced"])
def test_result_of_an_expired_claim_is_not_stored(assignment, pupil, monkeypatch, protected):
    """An engine lost its lease, another one took the job; then the first comes back with its result."""
    attempt = submit_recording(assignment, pupil)
    late = claim_job(attempt)
    Job.objects.filter(pk=late.id).update(leased_until=timezone.now() - timedelta(seconds=1))
    jobs.end_expired_leases()
    Job.objects.filter(pk=late.id).update(run_at=timezone.now() - timedelta(seconds=1))
    present = claim_job(attempt)
    assert present.attempt == late.attempt + 1
    before = StreamEvent.objects.count()
    if not protected:
        monkeypatch.setattr(jobs, "complete_job", lambda claim: None)
    try:
        store_claimed(late, scored_result(10.0))
    except StaleClaim:
        pass
    written = (
        SpeechScore.objects.count() + HomeworkTranscript.objects.count() + CoinTransaction.objects.count()
        + StreamEvent.objects.count() - before
    )  # fmt: skip
    assert (written == 0) == protected
    if protected:
        set_attempt_stage(claim=late, stage=ProcessingStage.DECODING)
        assert get_homework(assignment, pupil).last_attempt.stage == "queued"
        store_claimed(present, scored_result(80.0))
        assert get_homework(assignment, pupil).score == 80


def test_result_is_stored_only_once(assignment, pupil):
    claim = claim_job(submit_recording(assignment, pupil))
    store_claimed(claim, scored_result(80.0))
    with pytest.raises(StaleClaim):
        store_claimed(claim, scored_result(80.0))
    assert (SpeechScore.objects.count(), CoinTransaction.objects.count()) == (1, 1)


def test_job_of_a_deleted_attempt_ends(assignment, pupil):
    claim = claim_job(submit_recording(assignment, pupil))
    get_homework(assignment, pupil).delete()
    assert store_claimed(claim, scored_result(80.0)) is None
    assert Job.objects.get(pk=claim.id).state == "done"
