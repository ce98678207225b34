"""What upgrades are compared with is there, and the tables of the long checks tell good from bad."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Now

from apps.jobs.models import Job, JobState
from project import migration_lint
from tests.crash.__main__ import table
from tests.crash.books import Found, abandoned, count, unfinished
from tests.crash.people import HandIn
from tests.homework.crash import Stream
from tests.homework.short_clips import silent_clip
from tests.upgrade import lost_rows


@pytest.mark.django_db
def test_every_released_migration_is_there_and_every_exception_has_a_reason() -> None:
    told = migration_lint.releases()
    loader = MigrationLoader(connection)
    new = migration_lint.new_migrations(loader, told["released"])
    assert all(migration.name != told["released"][migration.app_label] for migration in new)
    assert all(one["reason"].strip() for one in told.get("exceptions", ()))
    with pytest.raises(NodeNotFoundError):
        migration_lint.new_migrations(loader, {"jobs": "0001_that_never_was"})


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        ({"users": 3, "marks": 5, "new": 0}, []),
        ({"users": 2, "marks": 4}, ["users: 3 rows before, 2 after"]),
        ({"marks": 4}, ["users: 3 rows before, no table after"]),
    ],
)
def test_rows_that_a_migration_loses_are_named(after: dict[str, int], lost: list[str]) -> None:
    assert lost_rows({"users": 3, "marks": 4, "jobs_processbeat": 9}, after) == lost


@pytest.mark.parametrize("bad", ["", "lost", "doubled", "stuck", "dead", "unanswered"])
def test_the_loss_table_fails_for_every_kind_of_loss(bad: str) -> None:
    found = Found("web", kills=50, hand_ins=500, payments=125, **({bad: 1} if bad else {}))
    report = table([found], lease_s=10)
    assert report.held == (not bad)
    assert found.clean == (not bad)
    assert "50 × kill -9 of a web process" in report.table()


@pytest.mark.django_db(transaction=True)
def test_without_the_sweeper_what_lies_with_the_dead_is_lost_and_what_is_slow_is_not() -> None:
    stream, clip = Stream(groups=1), silent_clip()
    attempts = [stream.hand_in(clip) for _ in range(3)]
    given = [HandIn(one.homework.student, str(one.homework_id), clip, n, str(one.pk)) for n, one in enumerate(attempts)]
    for attempt, over in zip(attempts[:2], (timedelta(hours=1), timedelta(hours=-1)), strict=True):
        held = Job.objects.filter(object_id=str(attempt.pk))
        assert held.update(state=JobState.LEASED, leased_until=Now() - over) == 1
    assert (unfinished(given), abandoned(given)) == (3, 1)
    control = count(Found("worker"), given, [], sweeper=False)
    assert (control.lost, control.slow) == (1, 2)
    assert count(Found("worker"), given, []).lost == 3
