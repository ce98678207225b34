"""The drill: a small centre is backed up and comes back in a cluster of its own, a newer one; nothing differs."""

import hashlib
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.backups.models import BackupRun
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.jobs.services import enqueue
from apps.notifications.models import DeliveryState
from project.demo import school
from tests.analytics.reporting import make_role, remove_roles
from tests.backups.conftest import back_up, fetch_rows, fingerprints, leave_work_waiting, stored
from tests.kids.pipeline_helpers import make_ml_role, recommend, remove_ml_role
from tests.processes import get_test_database_url
from tests.services import start_private_postgres

SETTLED = {
    "accounts_session", "accounts_user", "backups_backuprun", "core_numberseries", "core_upload", "jobs_job",
    "notifications_notificationlog",
    "realtime_stream", "settings_auditlog", "settings_auditvalues",
}  # fmt: skip
"""What a restore changes on purpose, after the proof."""


@pytest.fixture
def reader(transactional_db):
    """A role that may read one table."""
    name = f"{connection.settings_dict['NAME']}_reader"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP ROLE IF EXISTS "{name}"; CREATE ROLE "{name}" LOGIN PASSWORD \'of the reader\'')
        cursor.execute(f'GRANT SELECT ON settings_branch TO "{name}"')
        try:
            yield name
        finally:
            cursor.execute(f'DROP OWNED BY "{name}"; DROP ROLE "{name}"')


def make_a_centre() -> None:
    school.build_demo_centre(school.CentreSize(pupils=6, groups=2, weeks=2, months=1))
    stored(b"a recording" * 100_000)
    person = User.objects.filter(role=Role.STUDENT).earliest("id")
    leave_work_waiting(person)
    with unit_of_work():
        Job.objects.filter(pk=enqueue(kind="jobs.clean_up").pk).update(
            state=JobState.LEASED, leased_until=timezone.now() + timedelta(minutes=1), attempt=1
        )


def one(url: str, query: str) -> Any:
    return fetch_rows(url, query)[0][0]


@pytest.mark.slow  # 28 s
def test_drill_finds_no_differences(reader, restore, key, tmp_path):
    make_a_centre()
    reports = f"{reader}_bi"
    remove_roles(reports)
    of_reports = make_role(reports)
    pipeline = f"{reader}_ml"
    remove_ml_role(pipeline)
    of_pipeline = make_ml_role(pipeline)
    back_up(tmp_path / "to", key[1])
    BackupRun.objects.all().delete()
    before = fingerprints(get_test_database_url())
    with start_private_postgres(durable=False) as server:
        done = restore(tmp_path / "to", server.url, "--json", str(tmp_path / "figures"))
        assert done.returncode == 0, done.stdout + done.stderr
        after = fingerprints(server.url)
        assert {name for name in before | after if before.get(name) != after.get(name)} <= SETTLED
        assert one(server.url, "SELECT state FROM jobs_job WHERE kind = 'jobs.clean_up'") == JobState.QUEUED
        waiting = "SELECT state FROM notifications_notificationlog WHERE type = 'sample'"
        assert one(server.url, waiting) == DeliveryState.SKIPPED
        assert one(server.url, "SELECT count(*) FROM accounts_session WHERE ended_at IS NULL") == 0
        assert one(server.url, "SELECT seq FROM realtime_stream WHERE name = 'sample'") == 1_000_005
        for sequence in ("payments_payment_number", "payments_transaction_number"):
            given = one(get_test_database_url(), f"SELECT last_value FROM {sequence}")
            assert 0 <= one(server.url, f"SELECT last_value FROM {sequence}") - given - 1_000_000 < 600
        numbered = "SELECT last FROM core_numberseries WHERE name = 'students'"
        assert 0 <= one(server.url, numbered) - one(get_test_database_url(), numbered) - 100_000 < 600
        assert one(server.url, "SELECT ok FROM backups_backuprun") is True
        with psycopg.connect(server.url, user=reports, password=of_reports) as link:
            assert link.execute("SHOW search_path").fetchone() == ("reporting",)
            assert link.execute("SELECT count(*) FROM branches").fetchone() > (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT lo_creat(-1)")
        with psycopg.connect(server.url, user=pipeline, password=of_pipeline) as link:
            assert link.execute("SHOW search_path").fetchone() == ("ai",)
            assert link.execute("SELECT count(*) FROM quiz_attempts_raw").fetchone() == (0,)
            recommend(uuid4(), SimpleNamespace(pk=uuid4()), link=link)
            assert link.execute("SELECT count(*) FROM recommendations").fetchone() == (0,), "of no child"
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute("SELECT * FROM public.kids_mlstudentmap")
        assert "manage.py reporting_role" not in done.stdout
        assert "manage.py ml_role" not in done.stdout
        assert one(server.url, f"SELECT has_table_privilege('{reader}', 'settings_branch', 'SELECT')") is True
        password = one(server.url, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{reader}'")
        assert password == one(get_test_database_url(), f"SELECT rolpassword FROM pg_authid WHERE rolname = '{reader}'")
    remove_roles(reports)
    remove_ml_role(pipeline)
    figures = json.loads((tmp_path / "figures").read_text())
    assert (figures["row_differences"], figures["checksum_differences"], figures["file_differences"]) == (0, 0, 0)
    assert (figures["proven"], figures["rows"] > 100, figures["files"]) == (True, True, StoredFile.objects.count())
    assert "the books hold" in done.stdout
    assert "coins_replay" in done.stdout
    for file in StoredFile.objects.all():
        assert hashlib.sha256((tmp_path / "media" / file.path).read_bytes()).hexdigest() == file.sha256
