"""The pipeline writes while a child is erased, merged, or its consent is withdrawn: nobody waits for each other."""

import time

import psycopg
import pytest
from django.db import OperationalError, transaction

from apps.accounts.models import Consent
from apps.accounts.services.merges import merge_duplicate
from apps.core.uow import unit_of_work
from apps.jobs.models import Job
from apps.jobs.services import enqueue
from apps.kids.models import MLStudentMap
from apps.kids.pipeline.tables import TABLES
from apps.kids.services import pseudonyms
from apps.kids.services.classes import lock_children
from tests.analytics.reporting import signed_in
from tests.factories import Role, make_user
from tests.job_runs import run_jobs
from tests.kids.pipeline_helpers import RENEW, count_rows, get_pseudonym, insert, make_ml_role, sample_row
from tests.races import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
FEATURES = next(table for table in TABLES if table.name == "student_features")
ROWS = 3
SLOWLY = "UPDATE student_features f SET answers = (SELECT 9 FROM pg_sleep(.6 + 0 * f.answers)) WHERE ml_student_id = %s"
"""Each row is locked .6 seconds after the one before; the pseudonym only at the end."""


def write_features(kid):
    known = get_pseudonym(kid)
    for number in range(ROWS):
        insert(FEATURES.name, sample_row(FEATURES, ml_student_id=known) | {"skill": f"s{number}"})
    return known


def race(ml_role, known, act):
    """What stopped the pipeline, and what stopped the act that began while it wrote; None for neither."""
    with signed_in(ml_role, make_ml_role(ml_role)) as link:

        def work(index):
            try:
                if index:
                    time.sleep(0.9)
                    act()
                else:
                    link.execute(SLOWLY, [known])
            except (OperationalError, psycopg.OperationalError) as error:
                return error
            return None

        return run_together(2, work)


def test_an_erasure_waits_until_the_pipeline_has_written(ml_role, kid):
    known = write_features(kid)
    assert race(ml_role, known, lambda: pseudonyms._forget(kid.pk)) == [None, None]
    assert count_rows(known) == {}


def test_a_renewal_waits_until_the_pipeline_has_written(ml_role, kid, parent):
    known = write_features(kid)
    Consent.objects.create(person=kid, kind="learning_systems", given=False, text_version="1", given_by=parent)
    with unit_of_work():
        enqueue(kind=RENEW, object_id=kid.pk)
    assert race(ml_role, known, lambda: run_jobs(RENEW)) == [None, None]
    assert count_rows(known) == {}
    assert get_pseudonym(kid) != known


def test_control_without_the_gate_they_wait_for_each_other(ml_role, kid, monkeypatch):
    monkeypatch.setattr(pseudonyms, "close_gate", lambda: None)
    known = write_features(kid)
    stopped = [error for error in race(ml_role, known, lambda: pseudonyms._forget(kid.pk)) if error]
    assert len(stopped) == 1
    assert "deadlock" in str(stopped[0])


def test_an_erasure_survives_a_program_that_goes_around_the_gate(ml_role, kid, monkeypatch):
    monkeypatch.setattr(pseudonyms, "close_gate", lambda: None)
    known = write_features(kid)
    _pipeline, erasure = race(ml_role, known, lambda: pseudonyms.forget_pseudonym(kid.pk))
    assert erasure is None
    assert not MLStudentMap.objects.exists()
    assert count_rows(known) == {}


def test_a_gate_that_is_held_for_long_is_not_waited_for(ml_role, kid, monkeypatch):
    monkeypatch.setattr(pseudonyms, "PATIENCE", "'200ms'")
    known = write_features(kid)
    with signed_in(ml_role, make_ml_role(ml_role)) as link:
        link.execute("SELECT pg_advisory_lock_shared(hashtext('kids.pipeline'))")
        pseudonyms.forget_pseudonym(kid.pk)
    assert count_rows(known) == {}


def test_a_merge_does_not_wait_for_the_pipeline(ml_role, kid, admin):
    double = make_user(Role.STUDENT, "Jasur", "Oripov", email="double@example.uz")
    known = write_features(double)
    with signed_in(ml_role, make_ml_role(ml_role)) as link:
        link.execute("BEGIN; UPDATE student_features SET answers = 9")
        begun = time.monotonic()
        merge_duplicate(keep=kid, duplicate=double, actor=admin)
        assert time.monotonic() - begun < 5
        link.execute("COMMIT")
    run_jobs(RENEW)
    assert count_rows(known) == {}
    assert not MLStudentMap.objects.filter(child=double).exists()


def test_a_renewal_holds_nothing_that_an_erasure_needs_while_it_waits_for_it(kid):
    get_pseudonym(kid)
    with unit_of_work():
        enqueue(kind=RENEW, object_id=kid.pk)

    def work(index):
        if index:
            time.sleep(0.5)
            return run_jobs(RENEW)
        with transaction.atomic():
            lock_children([kid.pk])
            time.sleep(2)
            return Job.objects.select_for_update(nowait=True).filter(kind=RENEW).count()

    assert run_together(2, work) == [1, 1]
