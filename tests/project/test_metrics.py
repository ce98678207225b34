"""The numbers that Prometheus reads: whose they are, what is in them, and what is in them when a part is away."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from api.monitoring import machine
from apps.backups.models import BackupRun
from apps.core import metrics
from apps.core.app_metrics import INCOMING_WEBHOOKS
from apps.core.ids import uuid7
from apps.core.uow import unit_of_work
from apps.events.publishing import get_event_classes, get_user_stream, publish_event
from apps.homework import engine_metrics
from apps.jobs import services
from apps.jobs.models import Job, PeriodicSlot, ProcessBeat
from apps.messaging.models import SmsDay
from tests import factories
from tests.processes import find_free_port, wait_until
from tests.servers.tls_server import CertificateAuthority, start_tls_server

TOKEN = "t" * 40
PATH = "/health/metrics/"


@pytest.fixture
def monitor(variables):
    """Prometheus, with its token. What other tests counted is gone: the text would be long with it."""
    metrics.flush_metric_counts()
    metrics._get_redis().delete(metrics._build_key("counts"))
    variables(metrics_token=TOKEN)
    return factories.ApiClient(token=TOKEN)


def samples(text):
    """The value of each metric by its name and labels."""
    rows = (row for family in text_string_to_metric_families(text.decode()) for row in family.samples)
    return {(row.name, frozenset(row.labels.items())): row.value for row in rows}


def read(monitor):
    return samples(monitor.get(PATH).content)


def value(result, name, **labels):
    return result.get((name, frozenset(labels.items())), 0.0)


@pytest.fixture
def more(monitor):
    """By how much a metric has grown since the test began."""
    before = read(monitor)

    def _more(name, **labels):
        return value(read(monitor), name, **labels) - value(before, name, **labels)

    return _more


def test_metrics_are_for_the_monitor_and_administrators_only(db, monitor, admin, teacher, nobody, variables):
    assert monitor.get(PATH).status == 200
    assert factories.client_for(admin).get(PATH).status == 200
    assert factories.client_for(teacher).get(PATH).status == 403
    assert nobody.get(PATH).status == 401
    assert factories.ApiClient(token="u" * 40).get(PATH).status == 401
    variables(metrics_token="")
    assert monitor.get(PATH).status == 401
    assert factories.ApiClient(token="").get(PATH).status == 401


def test_every_metric_can_be_parsed(db, monitor):
    found_samples = read(monitor)
    parts = [number for (name, _labels), number in found_samples.items() if name == "talim_scrape_ok"]
    assert parts == [1] * 13


def test_requests_are_counted_by_route_not_by_path(db, monitor, more, nobody, admin):
    for number in range(3):
        nobody.get(f"/no/such/+99890123456{number}/")
    factories.client_for(admin).get(f"/jobs/{Job(kind='x').id}/retry/")
    factories.client_for(admin).get("/auth/users/me/")
    content = monitor.get(PATH).content
    assert b"9989012345" not in content
    route = {"method": "GET", "route": "api/v1/auth/users/me/"}
    assert more("talim_http_requests_total", **route, status="200") == 1
    assert more("talim_http_request_seconds_count", **route) == 1
    assert more("talim_http_request_queries_total", **route) >= 1
    assert more("talim_http_requests_total", method="GET", route="", status="404") == 3
    routes = [dict(labels).get("route", "") for _name, labels in samples(content)]
    assert any(routes)
    assert not [route for route in routes if re.search(r"[0-9a-f]{8}-", route)]


def test_queues_dead_jobs_and_heartbeats_are_metrics(db, monitor):
    now = timezone.now()
    Job.objects.create(kind="a.b", queue="default", run_at=now - timedelta(seconds=100))
    Job.objects.create(kind="a.b", queue="default", run_at=now + timedelta(hours=1))
    Job.objects.create(kind="a.c", queue="speech", state="dead", finished_at=now)
    ProcessBeat.objects.create(role="scheduler", name="h:1", ready=True, seen_at=now - timedelta(seconds=20))
    found_samples = read(monitor)
    assert value(found_samples, "talim_jobs_waiting", queue="default", kind="a.b") == 1
    assert value(found_samples, "talim_jobs_oldest_wait_seconds", queue="default", kind="a.b") >= 100
    assert value(found_samples, "talim_jobs_dead", queue="speech", kind="a.c") == 1
    assert value(found_samples, "talim_beat_age_seconds", role="scheduler") >= 20
    assert value(found_samples, "talim_processes_ready", role="scheduler") == 1
    assert value(found_samples, "talim_processes_ready", role="worker") == 0


def test_last_start_of_periodic_jobs_is_a_metric(db, monitor):
    assert not [name for name, _ in read(monitor) if name.startswith("talim_periodic")]
    now = timezone.now()
    for name, ago in (("jobs.clean_up", 90_000), ("jobs.clean_up", 180_000), ("gone", 5)):
        PeriodicSlot.objects.create(name=name, slot=now - timedelta(seconds=ago))
    found_samples = read(monitor)
    periodic = {key: number for key, number in found_samples.items() if "periodic_" in key[0]}
    shown = {(name, dict(labels)["name"]): number for (name, labels), number in periodic.items()}
    assert 90_000 <= shown.pop(("talim_periodic_slot_age_seconds", "jobs.clean_up")) < 90_060
    assert shown == {("talim_periodic_every_seconds", "jobs.clean_up"): 86_400}


def test_query_count_of_metrics_does_not_grow(db, monitor):
    asked = []
    monitor.get(PATH)
    for rows in (2, 20):
        Job.objects.bulk_create(Job(kind=f"{rows}.b{number}", queue="default") for number in range(rows))
        with CaptureQueriesContext(connection) as queries:
            assert monitor.get(PATH).status == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] > 0


def test_counts_survive_a_redis_outage(db, monitor, more, settings):
    real, settings.REDIS_URL = settings.REDIS_URL, "redis://127.0.0.1:1/0"
    metrics._get_redis.cache_clear()
    INCOMING_WEBHOOKS.add("stripe", "done")
    assert metrics.flush_metric_counts() is False
    found_samples = read(monitor)
    assert value(found_samples, "talim_scrape_ok", part="counted") == 0
    assert value(found_samples, "talim_scrape_ok", part="database") == 1
    settings.REDIS_URL = real
    metrics._get_redis.cache_clear()
    assert more("talim_webhooks_total", provider="stripe", verdict="done") == 1


def test_counts_of_ended_processes_are_kept(processes, monitor, more):
    worker = processes.spawn(["worker", "--threads", "1"])
    worker.wait_for("worker ready")

    def is_up():
        names = [dict(labels)["process"] for name, labels in read(monitor) if name == "talim_process_up"]
        return any(name.endswith(f":{worker.pid}") for name in names)

    wait_until(is_up, what="the worker's own numbers")
    with unit_of_work():
        services.enqueue(kind="sample.note")
    wait_until(lambda: Job.objects.filter(kind="sample.note", state="done").exists(), what="the job")
    worker.stop()
    assert not is_up()
    assert more("talim_jobs_total", kind="sample.note", outcome="done") == 1


def test_the_speech_engines_sms_and_backups_are_shown(db, monitor, settings):
    ProcessBeat.objects.create(role="speech", name=metrics.get_process_name(), ready=True, seen_at=timezone.now())
    engine_metrics.publish_engine_metrics({"mean_batch": 6.5, "real_time_factor": 31.0, "clips": 12, "failures": 1})
    SmsDay.objects.create(day=timezone.now().date(), sent=settings.ENV.sms_per_day - 7)
    found_samples = read(monitor)
    engine = {"process": metrics.get_process_name()}
    assert value(found_samples, "talim_speech_batch_size", **engine) == 6.5
    assert value(found_samples, "talim_speech_real_time_factor", **engine) == 31
    assert value(found_samples, "talim_speech_clips_total", **engine) == 12
    assert value(found_samples, "talim_sms_left_today") == 7
    assert get_backup_values(found_samples) == (0, 0, 0)
    settings.LAST_BACKUP = f"{__name__}.an_hour_ago"
    found_samples = read(monitor)
    assert get_backup_values(found_samples) == (1, 0, 0)
    assert 3600 <= value(found_samples, "talim_backup_age_seconds") < 3700
    now = timezone.now()
    run = BackupRun.objects.create(started_at=now, finished_at=now, ok=True, missing=3)
    assert get_backup_values(read(monitor)) == (1, 3, 0)
    BackupRun.objects.filter(pk=run.pk).update(left_over="a set is damaged")
    assert get_backup_values(read(monitor)) == (1, 3, 1)


def get_backup_values(shown):
    return tuple(value(shown, f"talim_backup_{name}") for name in ("known", "missing_files", "left_over"))


def an_hour_ago():
    return timezone.now() - timedelta(hours=1)


def test_the_memory_of_redis_is_shown(db, monitor):
    found_samples = read(monitor)
    assert value(found_samples, "talim_redis_used_bytes") > 100_000
    assert value(found_samples, "talim_redis_max_bytes") >= 0


def serve_at(variables, port):
    """The centre's address; nothing is remembered of another server that had this port before."""
    address = f"https://localhost:{port}"
    cache.delete(f"metrics:certificate:{address}")
    variables(frontend_url=address)


def test_certificate_expiry_is_a_metric(db, monitor, variables, tmp_path, monkeypatch):
    assert not [name for name, _ in read(monitor) if name == "talim_certificate_seconds_left"]
    authority = CertificateAuthority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    for days, least, most in ((20, 19.9, 20), (-1, 0, 0)):
        with start_tls_server(authority.certificate("localhost", days=days)) as port:
            serve_at(variables, port)
            left = value(read(monitor), "talim_certificate_seconds_left")
        assert least * 86_400 <= left <= most * 86_400


def test_an_unreadable_certificate_is_not_reported_as_expired_and_is_retried_soon(
    db, monitor, variables, tmp_path, monkeypatch
):
    authority = CertificateAuthority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setattr(machine, "REMEMBERED_BADLY_SECONDS", 0)
    port = find_free_port()
    serve_at(variables, port)

    def seen():
        shown = {name: number for (name, _labels), number in read(monitor).items()}
        left = shown.get("talim_certificate_seconds_left")
        return shown.get("talim_certificate_known"), left and left // 86_400

    assert seen() == (0, None)
    with start_tls_server(authority.certificate("localhost", days=-1), port):
        assert seen() == (1, 0)
    assert seen() == (0, None)
    with start_tls_server(authority.certificate("localhost", days=20), port):
        assert seen() == (1, 19)
    assert seen() == (1, 19)


def test_webhooks_and_events_are_counted(db, more, nobody, django_capture_on_commit_callbacks):
    kind, event = next(iter(get_event_classes().items()))
    assert nobody.post("/notifications/telegram/webhook/", {}).status == 403
    with django_capture_on_commit_callbacks(execute=True), unit_of_work():
        for _ in range(3):
            publish_event(get_user_stream(uuid7()), event(**event.example))
    assert more("talim_webhooks_total", provider="telegram", verdict="forged") == 1
    assert more("talim_events_total", type=kind) == 3


def test_too_many_labels_are_counted_as_other(monkeypatch):
    here = metrics._ProcessMetrics()
    monkeypatch.setattr(metrics, "SERIES_MAX", 3)
    monkeypatch.setattr(here, "start", lambda: None)
    for number in range(100):
        here.add(("name", f"label{number}", "200"), 1)
    assert len(here._counts) == 4
    assert here._counts["name", "other", "200"] == 97
