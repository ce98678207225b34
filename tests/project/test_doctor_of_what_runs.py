"""`manage.py doctor` about what runs beside the web: processes, jobs, periodic work, Redis, the monitor, backups."""

from datetime import timedelta
from typing import Any

import redis
from django.utils import timezone

from apps.backups.models import BackupRun
from apps.jobs.models import Job, PeriodicSlot, ProcessBeat
from project.doctor import monitor, redis_server, running
from project.doctor.findings import Level
from tests.project.findings import levels, texts
from tests.services import private_valkey


def test_processes_jobs_and_backups(db, settings):
    now = timezone.now()
    assert levels(running.processes()) == [Level.BAD] * 3
    for role in ("worker", "scheduler", "speech"):
        ProcessBeat.objects.create(role=role, name=f"h:{role}", ready=True, seen_at=now)
    assert levels(running.processes()) == [Level.OK] * 3
    ProcessBeat.objects.filter(role="scheduler").update(seen_at=now - timedelta(minutes=10))
    assert "no scheduler is ready" in texts(running.processes())
    assert levels(running.jobs()) == [Level.OK]
    Job.objects.create(kind="a.b", queue="default", run_at=now - timedelta(hours=1))
    Job.objects.create(kind="a.b", queue="default", state="dead", finished_at=now)
    assert levels(running.jobs()) == [Level.BAD, Level.WARN]
    assert levels(running.backup()) == [Level.BAD]
    for ago, level in ((None, Level.BAD), (1, Level.OK), (30, Level.WARN), (80, Level.BAD)):
        settings.LAST_BACKUP = f"{__name__}.backup_{ago}"
        assert levels(running.backup()) == [level]


def test_late_periodic_job_is_bad(db):
    assert not list(running.periodic())
    now = timezone.now()
    for ago in (timedelta(hours=23), timedelta(hours=-20)):
        PeriodicSlot.objects.create(name="jobs.clean_up", slot=now - ago)
        assert not list(running.periodic())
    PeriodicSlot.objects.create(name="jobs.clean_up", slot=now + timedelta(days=300))
    PeriodicSlot.objects.create(name="backups.nightly", slot=now - timedelta(hours=25))
    assert levels(running.periodic()) == [Level.BAD] * 2
    said = texts(running.periodic())
    assert "slots of the future keep jobs.clean_up from running" in said
    assert "not begun in their turn: backups.nightly" in said


def test_nearly_full_redis_is_reported(settings):
    with private_valkey() as server, redis.Redis.from_url(server.url) as link:
        settings.REDIS_URL = server.url
        assert levels(redis_server.server()) == [Level.OK], "without a limit nothing is judged"
        used = int(link.info("memory")["used_memory"])
        for limit, level in ((10, []), (1.1, [Level.WARN])):
            link.config_set("maxmemory", int(used * limit))
            assert levels(redis_server.server()) == [Level.OK, *level]
    assert not list(redis_server._memory(link)), "one that is away is told of elsewhere"


def test_full_redis_is_reported_without_access_to_its_configuration(settings):
    with private_valkey() as server, redis.Redis.from_url(server.url) as link:
        link.execute_command("ACL", "SETUSER", "managed", "on", ">managed", "~*", "&*", "+@all", "-config")
        settings.REDIS_URL = server.url.replace("//:test@", "//managed:managed@")
        assert levels(redis_server.server()) == [Level.OK, Level.WARN]
        link.config_set("maxmemory", int(int(link.info("memory")["used_memory"]) * 1.1))
        said = list(redis_server.server())
    assert levels(said) == [Level.OK, Level.WARN, Level.WARN]
    assert "that it may" in said[1].text
    assert "may not be read" in said[2].text


def test_alert_rules_of_an_older_release_are_reported(monkeypatch, tmp_path):
    taken = tmp_path / "alerts.yml"
    monkeypatch.setattr(monitor, "TAKEN", taken)
    assert list(monitor.rules()) == []
    ours = monitor.OURS.read_bytes()
    for content, level in ((ours, [Level.OK]), (ours + b"#\n", [Level.WARN]), (b"groups: []\n", [])):
        taken.write_bytes(content)
        assert levels(monitor.rules()) == level


def test_backup_with_missing_files_or_failed_cleanup_is_reported(db):
    now = timezone.now()
    run = BackupRun.objects.create(started_at=now, finished_at=now, ok=True, name="one")
    assert levels(running.backup()) == [Level.OK]
    BackupRun.objects.filter(pk=run.pk).update(missing=2, left_over="the bucket answers AccessDenied")
    assert levels(running.backup()) == [Level.OK, Level.WARN, Level.WARN]
    said = texts(running.backup())
    assert "2 files" in said
    assert "AccessDenied" in said


def backup_None() -> None:  # noqa: N802
    return None


def backup_1() -> Any:
    return timezone.now() - timedelta(hours=1)


def backup_30() -> Any:
    return timezone.now() - timedelta(hours=30)


def backup_80() -> Any:
    return timezone.now() - timedelta(hours=80)
