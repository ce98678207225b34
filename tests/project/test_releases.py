"""What upgrades are compared with is there, and the tables of the long checks tell good from bad."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Now

from apps.jobs.models import Job, JobState
from project import migration_lint
from tests.crash import FLUSH
from tests.crash.__main__ import build_control_report, build_loss_report, plan_kills
from tests.crash.load import SubmissionRequest
from tests.crash.losses import LossCount, count_abandoned, count_losses, count_unfinished
from tests.homework.crash import SubmissionStream
from tests.homework.short_clips import create_silent_clip
from tests.upgrade_check import UpgradeResult, build_upgrade_control_report, build_upgrade_report, find_lost_rows


@pytest.mark.django_db
def test_every_released_migration_is_there_and_every_exception_has_a_reason():
    releases = migration_lint.read_releases()
    loader = MigrationLoader(connection)
    new = migration_lint.find_unreleased_migrations(loader, releases["released"])
    assert all(migration.name != releases["released"][migration.app_label] for migration in new)
    assert all(exception["reason"].strip() for exception in releases.get("exceptions", ()))
    with pytest.raises(NodeNotFoundError):
        migration_lint.find_unreleased_migrations(loader, {"jobs": "0001_that_never_was"})


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        ({"users": 3, "marks": 5, "new": 0}, []),
        ({"users": 2, "marks": 4}, ["users: 3 rows before, 2 after"]),
        ({"marks": 4}, ["users: 3 rows before, no table after"]),
    ],
)
def test_rows_that_a_migration_loses_are_named(after, lost):
    assert find_lost_rows({"users": 3, "marks": 4, "jobs_processbeat": 9}, after) == lost


def test_upgrade_report_fails_without_answers_or_with_a_control_that_found_nothing():
    seen = UpgradeResult("v1.2", rows=900, tables=140, migrations=3, former_calls=80, present_calls=90)
    report = build_upgrade_report(seen)
    assert report.held
    assert "v1.2" in report.note
    for what in ("rows", "former_calls", "present_calls"):
        assert not build_upgrade_report(replace(seen, **{what: 0})).held
    assert build_upgrade_control_report("GET /api/v1/homework/ answered 500").held
    assert not build_upgrade_control_report("").held


@pytest.mark.parametrize("bad", ["", "lost", "doubled", "stuck", "dead", "unanswered"])
def test_loss_report_fails_for_every_kind_of_loss(bad):
    count = LossCount("web", kills=50, submissions=500, payments=125, **({bad: 1} if bad else {}))
    report = build_loss_report([count], lease_s=10)
    assert report.held == (not bad)
    assert (count.count_bad() == 0) == (not bad)
    assert "50 × kill -9 of a web process" in report.to_table()


def test_loss_report_fails_for_an_ineffective_flush_or_control():
    assert plan_kills(200, 20) == {"web": 50, "worker": 50, "redis": 50, "postgres": 50, FLUSH: 20}
    assert plan_kills(5, 0) == {"web": 2, "worker": 1, "redis": 1, "postgres": 1}
    assert plan_kills(5, 2, ["worker"]) == {"worker": 5, FLUSH: 2}
    for hit in (0, 7):
        report = build_loss_report([LossCount(FLUSH, kills=20, hit=hit, submissions=200)], lease_s=10)
        assert report.held == (hit > 0)
        assert "20 × FLUSHALL of Redis" in report.to_table()
    worker = LossCount("worker", kills=20, hit=9, submissions=200, lost=3)
    for lost in (0, 3):
        flushed = LossCount(FLUSH, kills=2, hit=9, submissions=20, lost=lost)
        assert build_control_report([worker, flushed], lease_s=10).held == (lost > 0)


@pytest.mark.django_db(transaction=True)
def test_without_sweeper_leased_jobs_count_as_lost_and_slow_ones_do_not():
    stream, clip = SubmissionStream(groups=1), create_silent_clip()
    attempts = [stream.submit(clip) for _ in range(3)]
    given = [
        SubmissionRequest(attempt.homework.student, str(attempt.homework_id), clip, n, str(attempt.pk))
        for n, attempt in enumerate(attempts)
    ]
    for attempt, hours in zip(attempts, (1, -1), strict=False):
        jobs = Job.objects.filter(object_id=str(attempt.pk))
        assert jobs.update(state=JobState.LEASED, leased_until=Now() - timedelta(hours=hours)) == 1
    assert (count_unfinished(given), count_abandoned(given)) == (3, 1)
    lost = count_losses(LossCount("worker"), given, [], sweeper=False)
    assert (lost.lost, lost.slow) == (1, 2)
    assert count_losses(LossCount("worker"), given, []).lost == 3
    Job.objects.filter(state=JobState.QUEUED).update(run_at=Now() - timedelta(hours=1))
    assert (count_abandoned(given), count_abandoned(given, unread=True)) == (1, 1), "somebody is still at work"
    Job.objects.filter(state=JobState.LEASED).update(leased_until=Now() - timedelta(hours=1))
    assert (count_abandoned(given), count_abandoned(given, unread=True)) == (2, 3)
