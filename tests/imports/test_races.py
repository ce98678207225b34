"""The same table sent twice at once makes nobody twice, also whom only name and group tell."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Import
from apps.courses.services.imports import runner
from apps.jobs.kinds import get_job_kind
from tests import factories
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
    claims = [
        job
        for job in jobs.claim_jobs(queue="default", limit=50, worker="test")
        if job.kind == "courses.import_students"
    ]

    def work(claim) -> None:
        try:
            get_job_kind(claim.kind).run_handler(claim)
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(2) as both:
        list(both.map(work, claims))
    assert set(Import.objects.values_list("state", flat=True)) == {"done"}
    return User.objects.filter(role=Role.STUDENT).count()


def test_the_same_table_twice_at_once():
    assert twice_at_once() == 20


def test_the_control_without_the_lock_makes_them_twice(monkeypatch):
    from threading import Barrier

    from apps.courses.services.imports import students

    monkeypatch.setattr(runner, "lock_import_kind", lambda kind: None)
    meet = Barrier(2, timeout=30)
    original = students.load_existing_data

    def met(*args, lock: bool):
        result = original(*args, lock=False)
        meet.wait()
        return result

    monkeypatch.setattr(students, "load_existing_data", met)
    assert twice_at_once() > 20
