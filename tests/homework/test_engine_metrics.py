"""What an engine says of itself is seen by whoever watches, and an absent Redis costs it nothing."""

import time
from io import StringIO

import pytest
import redis
from django.core.management import call_command

import apps.jobs.services as jobs
from apps.homework import engine_metrics
from apps.jobs.lease_renewer import get_process_name
from apps.jobs.queries import get_queue_job_counts
from apps.jobs.queues import create_redis_pool
from tests.homework.submission_helpers import assign_reading, claim_job, submit_recording
from tests.services import start_private_valkey

FIGURES = {"model": "base", "device": "cpu", "windows_per_s": 2.5, "mean_batch": 1.5, "in_flight": {"decoding": 3}}


def use_redis(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Give the figures this Redis, as at a process's start."""
    import redis

    monkeypatch.setattr(engine_metrics, "_get_redis", lambda: redis.Redis(connection_pool=create_redis_pool(url)))
    monkeypatch.setattr(engine_metrics, "_redis_retry_at", 0.0)


@pytest.mark.django_db
def test_metrics_of_a_running_engine_can_be_read(monkeypatch):
    with start_private_valkey(durable=False) as valkey:
        use_redis(monkeypatch, valkey.url)
        assert engine_metrics.publish_engine_metrics(FIGURES)
        assert engine_metrics.read_engine_metrics() == []  # nobody by that name has given a sign of life
        jobs.record_heartbeat(role="speech", name=get_process_name(), ready=True)
        (seen,) = engine_metrics.read_engine_metrics()
        assert {name: seen[name] for name in FIGURES} == FIGURES
        assert (seen["process"], seen["age"] < 5) == (get_process_name(), True)
        assert engine_metrics.count_engines_without_torch() == 0
        assert engine_metrics.publish_engine_metrics({**FIGURES, "embedding": ""})
        assert engine_metrics.count_engines_without_torch() == 1
        left = valkey.command("TTL", engine_metrics._get_key(get_process_name())).strip(":\r\n")
        assert 0 < int(left) <= engine_metrics.KEPT_SECONDS
    assert engine_metrics.count_engines_without_torch() is None


def test_metrics_without_redis_are_dropped_without_repeated_connections(monkeypatch):
    use_redis(monkeypatch, "redis://127.0.0.1:1/0")
    assert engine_metrics.publish_engine_metrics(FIGURES) is False
    began = time.process_time()
    for _ in range(1000):
        assert engine_metrics.publish_engine_metrics(FIGURES) is False
    assert time.process_time() - began < 0.5


def test_too_large_metrics_are_an_error():
    with pytest.raises(ValueError):
        engine_metrics.publish_engine_metrics({"model": "x" * 20_000})


def shown() -> str:
    out = StringIO()
    call_command("speech_top", "--once", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_queue_and_engines_are_shown(group, pupil, second_pupil, monkeypatch):
    assert "No engine has shown figures lately." in shown()
    assignment = assign_reading(group)
    claim_job(submit_recording(assignment, pupil))
    submit_recording(assignment, second_pupil, clip="silent.m4a")
    state = get_queue_job_counts("speech")
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
