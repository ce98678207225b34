"""The engine goes on when the database is away for a moment, and locks rows in the sweeper's order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.homework import speech_engine
from apps.homework.models import Assignment, Attempt, ProcessingStage
from apps.homework.services import scoring
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job
from ml.engines.clips import EngineFailure, EngineRequest, OnDone, OnStage
from tests.homework.submission_helpers import claim_job, submit_recording
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class Recorded:
    """Stands in for Whisper: tells every stage and answers at once."""

    broken = False

    def submit(self, item: EngineRequest, *, on_done: OnDone, on_stage: OnStage, priority: int) -> None:
        on_stage(item.key, "decoding")
        on_stage(item.key, "transcribing")
        on_done(item.key, EngineFailure(item.key, "MemoryError"))

    def figures(self) -> dict[str, int]:
        return {"room": 8, "batch": 4}

    def close(self) -> None: ...


def away(**_: object) -> None:
    raise OperationalError("the connection is lost")


def leased(assignment: Assignment, pupil: User) -> tuple[Attempt, ClaimedJob]:
    attempt = submit_recording(assignment, pupil)
    return attempt, claim_job(attempt)


def test_job_does_not_fail_when_its_stage_cannot_be_stored(assignment, pupil, monkeypatch):
    _, claim = leased(assignment, pupil)
    engine = speech_engine.SpeechJobEngine()
    engine._run(Recorded())  # type: ignore[arg-type]
    outcomes: list[tuple[ClaimedJob, str]] = []
    monkeypatch.setattr(
        speech_engine, "_store_outcome", lambda claim, outcome, *_: outcomes.append((claim, outcome.reason))
    )
    monkeypatch.setattr(scoring, "set_attempt_stage", away)
    settled: list[ClaimedJob] = []
    engine.take([claim], settled.append)
    engine.close()
    assert (settled, outcomes) == ([claim], [(claim, "MemoryError")])
    assert Job.objects.get(pk=claim.id).failures == 0


def test_job_stays_leased_when_its_failure_cannot_be_stored(assignment, pupil, monkeypatch):
    _, claim = leased(assignment, pupil)
    monkeypatch.setattr(scoring, "set_attempt_stage", away)
    speech_engine._record_failure(claim, "MemoryError")
    assert Job.objects.get(pk=claim.id).state == "leased"


def in_a_thread(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connection.close()


def attempt_is_free_while_the_job_is_held(attempt: Attempt, claim: ClaimedJob, work: Callable[[], None]) -> bool:
    """Hold the job as the sweeper does, let `work` run into it; can the sweeper lock the attempt now?"""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert jobs.lock_claim_if_current(claim)
            running = pool.submit(in_a_thread, work)
            wait_until(is_blocking_another_connection, what="the work to meet the held job")
            free = Attempt.objects.filter(pk=attempt.pk).select_for_update(skip_locked=True).first() is not None
        running.result(30)
    return free


@pytest.mark.parametrize("protected", [True, False], ids=["job first", "control: attempt first"])
def test_storing_a_failure_locks_the_job_before_the_attempt(assignment, pupil, monkeypatch, protected):
    attempt, claim = leased(assignment, pupil)
    if not protected:
        monkeypatch.setattr(
            scoring, "set_attempt_stage", lambda claim, stage: Attempt.objects.filter(pk=attempt.pk).update(stage=stage)
        )
    assert (
        attempt_is_free_while_the_job_is_held(attempt, claim, lambda: speech_engine._record_failure(claim, "OSError"))
        is protected
    )
    assert Job.objects.get(pk=claim.id).state == "queued"
    attempt.refresh_from_db()
    assert attempt.stage == ProcessingStage.QUEUED


def test_setting_a_stage_locks_the_job_before_the_attempt(assignment, pupil):
    attempt, claim = leased(assignment, pupil)
    mark = lambda: scoring.set_attempt_stage(claim=claim, stage=ProcessingStage.DECODING)  # noqa: E731
    assert attempt_is_free_while_the_job_is_held(attempt, claim, mark)
    attempt.refresh_from_db()
    assert attempt.stage == ProcessingStage.DECODING
