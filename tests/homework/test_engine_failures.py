"""What the engine's side does with a recording that it cannot work on: another try, and after the third none is
lost."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.homework import speech_engine
from apps.homework.models import Assignment, Attempt, HomeworkTranscript, SpeechScore
from apps.homework.queries import count_attempts_left
from apps.jobs.models import Job
from ml.engines.clips import EngineFailure
from tests.homework import submission_helpers
from tests.homework.submission_helpers import claim_job, get_homework, register_models, scored_result, submit_recording


def lose_the_file(attempt: Attempt) -> None:
    default_storage.delete(attempt.file.path)
    assert speech_engine._prepare_item(claim_job(attempt)) is None


def fail_in_the_engine(attempt: Attempt) -> None:
    claim = claim_job(attempt)
    item = speech_engine._prepare_item(claim)
    assert item is not None
    assert (item.data, item.task.reference) == (submission_helpers.build_upload().read(), submission_helpers.TEXT)
    speech_engine._store_outcome(claim, EngineFailure(item.key, "MemoryError"), register_models)


@pytest.mark.parametrize("fail", [lose_the_file, fail_in_the_engine])
def test_third_failure_ends_the_job_and_costs_the_pupil_no_attempt(assignment, pupil, fail):
    attempt = submit_recording(assignment, pupil)
    for failures in (1, 2, 3):
        assert get_homework(assignment, pupil).state == "processing"
        fail(attempt)
        job = Job.objects.get(object_id=str(attempt.pk))
        assert (job.failures, job.state) == (failures, "dead" if failures == 3 else "queued")
        assert job.reason
        Job.objects.update(run_at=timezone.now() - timedelta(minutes=1))
    attempt.refresh_from_db()
    homework = get_homework(assignment, pupil)
    assert (attempt.state, attempt.counts) == ("failed", False)
    assert (homework.state, count_attempts_left(homework)) == ("assigned", 3)


def test_finished_attempt_is_not_processed_again(assignment, pupil):
    attempt = submit_recording(assignment, pupil)
    claim = claim_job(attempt)
    Attempt.objects.filter(pk=attempt.pk).update(
        state="refused", stage="done", verdict="NO_SPEECH", finished_at=timezone.now()
    )
    assert speech_engine._prepare_item(claim) is None
    assert Job.objects.get(pk=claim.id).state == "done"


def test_result_that_cannot_be_stored_fails_only_its_own_job(assignment, pupil, second_pupil):
    attempts = [submit_recording(assignment, person, take=take) for take, person in enumerate((pupil, second_pupil))]
    claims = submission_helpers.claim_jobs()
    results = [submission_helpers.recorded_result(overall=1e9), scored_result(80.0)]
    for attempt, result in zip(attempts, results, strict=True):
        speech_engine._store_outcome(claims[str(attempt.pk)], result, register_models)
    assert [Job.objects.get(object_id=str(attempt.pk)).state for attempt in attempts] == ["queued", "done"]
    assert get_homework(assignment, second_pupil).state == "scored"
    assert get_homework(assignment, pupil).state == "processing"


def test_quarantined_recording_ends_its_job_at_once_with_a_reason(assignment, pupil):
    attempt = submit_recording(assignment, pupil)
    claim = claim_job(attempt)
    reason = "The model failed over it twice, alone (RuntimeError)."
    speech_engine._store_outcome(claim, EngineFailure(str(claim.id), reason, quarantined=True), register_models)
    job = Job.objects.get(pk=claim.id)
    assert (job.state, job.failures, job.reason) == ("dead", 1, reason)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.counts) == ("failed", False)
    assert get_homework(assignment, pupil).state == "assigned"


def test_attempt_deleted_during_transcription_does_not_affect_others(assignment, pupil, second_pupil):
    attempts = [submit_recording(assignment, person, take=take) for take, person in enumerate((pupil, second_pupil))]
    claims = submission_helpers.claim_jobs()
    gone, kept = (claims[str(attempt.pk)] for attempt in attempts)
    assert speech_engine._prepare_item(gone) is not None
    get_homework(assignment, pupil).delete()
    speech_engine.scoring.set_attempt_stage(claim=gone, stage=speech_engine.ProcessingStage.TRANSCRIBING)
    speech_engine._store_outcome(gone, scored_result(90.0), register_models)
    speech_engine._store_outcome(kept, scored_result(80.0), register_models)
    assert list(SpeechScore.objects.values_list("attempt", flat=True)) == [attempts[1].pk]
    assert HomeworkTranscript.objects.count() == 1
    jobs = {job.pk: (job.state, job.failures) for job in Job.objects.filter(queue="speech")}
    assert jobs == {gone.id: ("done", 0), kept.id: ("done", 0)}
    assert get_homework(assignment, second_pupil).score == 80


def test_engine_gets_the_text_from_the_time_of_submission(assignment, pupil):
    attempt = submit_recording(assignment, pupil)
    Assignment.objects.filter(pk=assignment.pk).update(reference_text="Something else.", level="C1")
    item = speech_engine._prepare_item(claim_job(attempt))
    assert item is not None
    assert item.task.reference == submission_helpers.TEXT


def test_attempt_without_a_stored_task_uses_the_text_of_its_assignment(assignment, pupil):
    attempt = submit_recording(assignment, pupil)
    Attempt.objects.filter(pk=attempt.pk).update(task={})
    Assignment.objects.filter(pk=assignment.pk).update(reference_text="Something else.")
    item = speech_engine._prepare_item(claim_job(attempt))
    assert item is not None
    assert item.task.reference == "Something else."
