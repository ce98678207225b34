"""`manage.py doctor` about what runs beside the web: processes, jobs, periodic work, Redis, the monitor, backups."""

from datetime import timedelta

import redis
from django.utils import timezone

from apps.backups.models import BackupRun
from apps.jobs.models import Job, PeriodicSlot, ProcessBeat
from project.doctor import monitor, redis_server, runtime
from project.doctor.findings import FindingLevel
from tests.project.doctor_findings import get_levels, get_texts
from tests.services import start_private_valkey


def test_processes_jobs_and_backups(db, settings, monkeypatch):
    now = timezone.now()
    assert get_levels(runtime.check_processes()) == [FindingLevel.BAD] * 3
    for role in ("worker", "scheduler", "speech"):
        ProcessBeat.objects.create(role=role, name=f"h:{role}", ready=True, seen_at=now)
    assert get_levels(runtime.check_processes()) == [FindingLevel.OK] * 3
    ProcessBeat.objects.filter(role="scheduler").update(seen_at=now - timedelta(minutes=10))
    assert "no scheduler is ready" in get_texts(runtime.check_processes())
    assert get_levels(runtime.check_jobs()) == [FindingLevel.OK]
    Job.objects.create(kind="a.b", queue="default", run_at=now - timedelta(hours=1))
    Job.objects.create(kind="a.b", queue="default", state="dead", finished_at=now)
    assert get_levels(runtime.check_jobs()) == [FindingLevel.BAD, FindingLevel.WARN]
    assert get_levels(runtime.check_backup()) == [FindingLevel.BAD]
    settings.LAST_BACKUP = f"{__name__}.get_last_backup"
    assert get_levels(runtime.check_backup()) == [FindingLevel.BAD]
    for hours, level in ((1, FindingLevel.OK), (30, FindingLevel.WARN), (80, FindingLevel.BAD)):
        monkeypatch.setitem(last_backup, "at", now - timedelta(hours=hours))
        assert get_levels(runtime.check_backup()) == [level]


def test_late_periodic_job_is_bad(db):
    assert not list(runtime.check_periodic_jobs())
    now = timezone.now()
    for ago in (timedelta(hours=23), timedelta(hours=-20)):
        PeriodicSlot.objects.create(name="jobs.clean_up", slot=now - ago)
        assert not list(runtime.check_periodic_jobs())
    PeriodicSlot.objects.create(name="jobs.clean_up", slot=now + timedelta(days=300))
    PeriodicSlot.objects.create(name="backups.nightly", slot=now - timedelta(hours=25))
    assert get_levels(runtime.check_periodic_jobs()) == [FindingLevel.BAD] * 2
    texts = get_texts(runtime.check_periodic_jobs())
    assert "slots of the future keep jobs.clean_up from running" in texts
    assert "not begun in their turn: backups.nightly" in texts


def test_nearly_full_redis_is_reported(settings):
    with start_private_valkey() as server, redis.Redis.from_url(server.url) as link:
        settings.REDIS_URL = server.url
        assert get_levels(redis_server.check_redis()) == [FindingLevel.OK], "without a limit nothing is judged"
        used = int(link.info("memory")["used_memory"])
        for limit, level in ((10, []), (1.1, [FindingLevel.WARN])):
            link.config_set("maxmemory", int(used * limit))
            assert get_levels(redis_server.check_redis()) == [FindingLevel.OK, *level]
    assert not list(redis_server._check_memory(link)), "one that is away is told of elsewhere"


def test_full_redis_is_reported_without_access_to_its_configuration(settings):
    with start_private_valkey() as server, redis.Redis.from_url(server.url) as link:
        link.execute_command("ACL", "SETUSER", "managed", "on", ">managed", "~*", "&*", "+@all", "-config")
        settings.REDIS_URL = server.url.replace("//:test@", "//managed:managed@")
        assert get_levels(redis_server.check_redis()) == [FindingLevel.OK, FindingLevel.WARN]
        link.config_set("maxmemory", int(int(link.info("memory")["used_memory"]) * 1.1))
        findings = list(redis_server.check_redis())
    assert get_levels(findings) == [FindingLevel.OK, FindingLevel.WARN, FindingLevel.WARN]
    assert "that it may" in findings[1].text
    assert "may not be read" in findings[2].text


def test_alert_rules_of_an_older_release_are_reported(monkeypatch, tmp_path):
    taken = tmp_path / "alerts.yml"
    monkeypatch.setattr(monitor, "INSTALLED_RULES", taken)
    assert list(monitor.check_alert_rules()) == []
    ours = monitor.SHIPPED_RULES.read_bytes()
    for content, level in ((ours, [FindingLevel.OK]), (ours + b"#\n", [FindingLevel.WARN]), (b"groups: []\n", [])):
        taken.write_bytes(content)
        assert get_levels(monitor.check_alert_rules()) == level


def test_backup_with_missing_files_or_failed_cleanup_is_reported(db):
    now = timezone.now()
    run = BackupRun.objects.create(started_at=now, finished_at=now, ok=True, name="one")
    assert get_levels(runtime.check_backup()) == [FindingLevel.OK]
    BackupRun.objects.filter(pk=run.pk).update(missing=2, left_over="the bucket answers AccessDenied")
    assert get_levels(runtime.check_backup()) == [FindingLevel.OK, FindingLevel.WARN, FindingLevel.WARN]
    texts = get_texts(runtime.check_backup())
    assert "2 files" in texts
    assert "AccessDenied" in texts


last_backup = {"at": None}


def get_last_backup():
    return last_backup["at"]
