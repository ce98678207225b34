"""kill -9 of the speech process in the middle of a recording: it is scored exactly once all the same.

The control stands in the same test: until the sweeper runs, the recording stays where the dead process left it,
although another engine works.
"""

import pytest

from apps.events.publishing import get_wall_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import Attempt, SpeechScore
from apps.jobs.models import Job
from tests.homework.submission_helpers import assign_reading, list_stream_events, submit_recording
from tests.processes import wait_until

FAST = {"JOB_LEASE_SECONDS": "4", "JOB_RENEW_SECONDS": "0.5", "JOB_SWEEP_SECONDS": "0.3"}


def state(attempt: Attempt) -> tuple[str, str]:
    attempt.refresh_from_db()
    return attempt.state, attempt.stage


@pytest.mark.django_db(transaction=True)
def test_recording_of_a_killed_engine_is_scored_exactly_once(processes, group, pupil, second_pupil):
    processes.env = dict(FAST)
    assignment = assign_reading(group)
    lost = submit_recording(assignment, pupil)
    first = processes.spawn(["speech"])
    wait_until(lambda: state(lost) == ("processing", "transcribing"), timeout=120, what="the middle of a recording")
    first.kill()

    processes.spawn(["speech"]).wait_for("speech ready", timeout=120)
    later = submit_recording(assignment, second_pupil, clip="silent.m4a")
    wait_until(lambda: state(later)[0] == "refused", what="another recording")
    assert state(lost) == ("processing", "transcribing")
    assert Job.objects.get(object_id=str(lost.pk)).state == "leased"
    assert (SpeechScore.objects.filter(attempt=lost).count(), get_coin_balance(pupil)) == (0, 0)

    processes.spawn(["scheduler"]).wait_for("scheduler ready")
    wait_until(lambda: state(lost)[0] == "scored", what="the mark after all")
    job = Job.objects.get(object_id=str(lost.pk))
    assert (job.state, job.failures, job.attempt) == ("done", 1, 2)
    assert SpeechScore.objects.filter(attempt=lost).count() == 1
    assert CoinTransaction.objects.filter(student=pupil).count() == 1
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) > 0
    events = [
        kind for kind, data in list_stream_events(get_wall_stream(group.pk)) if data.get("attempt") == str(lost.pk)
    ]
    assert events == ["attempt.received", "attempt.scored"]
