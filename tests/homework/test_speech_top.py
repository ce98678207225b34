"""`manage.py speech_top` shows the queue and every running engine, and says so when there is nothing to show."""

from io import StringIO

import pytest
import redis
from django.core.management import call_command

import apps.jobs.services as jobs
from apps.homework import engine_metrics
from apps.jobs.lease_renewer import get_process_name
from apps.jobs.queries import get_queue_state
from tests.homework import submission_helpers


def shown() -> str:
    out = StringIO()
    call_command("speech_top", "--once", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_queue_and_engines_are_shown(group, pupil, second_pupil, monkeypatch):
    assert "No engine has shown figures lately." in shown()
    assignment = submission_helpers.assign_reading(group)
    submission_helpers.claim_job(submission_helpers.submit_recording(assignment, pupil))
    submission_helpers.submit_recording(assignment, second_pupil, clip="silent.m4a")
    state = get_queue_state("speech")
    assert (state.due, state.running, state.dead, state.done_last_minute) == (1, 1, 0, 0)

    jobs.record_heartbeat(role="speech", name=get_process_name(), ready=True)
    engine_metrics.publish_engine_metrics(
        {
            "model": "whisper-base@60ed5bc3dd14", "device": "cpu", "windows_per_s": 2.5, "mean_batch": 1.75,
            "real_time_factor": 9.5, "in_flight": {"decoding": 3, "waiting": 4}, "last_batches": [0.5, 0.25],
        }
    )  # fmt: skip
    text = shown()
    for part in (
        "waiting 1   running 1   dead 0", "engines ready  1", get_process_name(), "whisper-base@60ed5bc3dd14 on cpu",
        "real-time factor 9.5", "windows/s 2.5", "mean batch 1.75", "decoding 3   waiting 4", "0.50 0.25", "failures -",
    ):  # fmt: skip
        assert part in text


@pytest.mark.django_db
def test_queue_is_shown_without_redis(monkeypatch):
    jobs.record_heartbeat(role="speech", name=get_process_name(), ready=True)
    monkeypatch.setattr(engine_metrics, "_get_redis", lambda: redis.Redis(port=1, socket_connect_timeout=0.2))
    text = shown()
    assert "waiting 0" in text
    assert "Redis does not answer" in text
