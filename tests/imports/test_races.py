"""The same table sent twice at once makes nobody twice, also whom only name and group tell."""

from functools import partial
from threading import Barrier

import pytest

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Import
from apps.courses.services.imports import runner, students
from apps.jobs.kinds import get_job_kind
from tests import factories
from tests.concurrency import call_concurrently
from tests.imports.table_uploads import make_csv, send_table

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [("Name", "Group")] + [(f"Pupil {'abcdefghij'[n % 10]}{'abcdefghij'[n // 10]}", "A2 morning") for n in range(20)]


def twice_at_once() -> int:
    """How many pupils there are after the table was carried out twice at the same time."""
    manager, teacher = factories.make_user(Role.MANAGER, "Malika"), factories.make_user(Role.TEACHER, "Dilnoza")
    group = factories.make_group(
        branch=factories.make_branch(), course=factories.make_course(), name="A2 morning", teacher=teacher
    )
    type(group).objects.filter(pk=group.pk).update(capacity=500)
    for _ in range(2):
        assert send_table(manager, make_csv(*ROWS)).status == 202
    due = jobs.claim_jobs(queue="default", limit=50, worker="test")
    claims = [job for job in due if job.kind == "courses.import_students"]
    call_concurrently([partial(get_job_kind(claim.kind).run_handler, claim) for claim in claims])
    assert set(Import.objects.values_list("state", flat=True)) == {"done"}
    return User.objects.filter(role=Role.STUDENT).count()


def test_the_same_table_twice_at_once():
    assert twice_at_once() == 20


def test_the_control_without_the_lock_makes_them_twice(monkeypatch):
    monkeypatch.setattr(runner, "lock_import_kind", lambda kind: None)
    meet = Barrier(2, timeout=30)
    original = students.load_existing_data

    def met(*args, lock: bool):
        result = original(*args, lock=False)
        meet.wait()
        return result

    monkeypatch.setattr(students, "load_existing_data", met)
    assert twice_at_once() > 20
