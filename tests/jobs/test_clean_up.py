"""Rows older than what their app declares are deleted; younger ones stay."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from apps.core.models import IdempotencyKey
from apps.core.retention import list_retention_rules
from apps.core.uow import unit_of_work
from apps.events.models import StreamEvent
from apps.events.publishing import get_staff_stream
from apps.jobs import clean_up, services
from apps.jobs.models import Job, JobState, PeriodicSlot

pytestmark = pytest.mark.django_db
NOW = timezone.now()
REFUSES = """
CREATE FUNCTION refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
CREATE TRIGGER refuses BEFORE DELETE ON jobs_periodicslot FOR EACH ROW EXECUTE FUNCTION refuses()
"""


def ended(name, state, days):
    with unit_of_work():
        job = services.enqueue(kind="sample.note", object_id=name)
    Job.objects.filter(id=job.id).update(state=state, finished_at=NOW - timedelta(days=days))


def test_done_jobs_are_kept_a_week_dead_ones_ninety_days_queued_ones_for_ever():
    ended("done young", JobState.DONE, 6.9)
    ended("done old", JobState.DONE, 7.1)
    ended("dead young", JobState.DEAD, 89)
    ended("dead old", JobState.DEAD, 91)
    ended("waiting", JobState.QUEUED, 1000)
    assert clean_up.delete_expired_rows(NOW) == {"jobs.Job": 2}
    assert set(Job.objects.values_list("object_id", flat=True)) == {"done young", "dead young", "waiting"}
    assert clean_up.delete_expired_rows(NOW) == {}


def test_deleting_dead_jobs_publishes_the_new_count_to_staff(branch):
    ended("done old", JobState.DONE, 8)
    clean_up.delete_expired_rows(NOW)
    assert not StreamEvent.objects.exists()
    ended("dead old", JobState.DEAD, 91)
    clean_up.delete_expired_rows(NOW)
    event = StreamEvent.objects.get(stream=get_staff_stream(branch.pk))
    assert (event.type, event.data) == ("jobs.removed", {"dead": 1})


def test_jobs_of_a_removed_kind_are_deleted_too():
    ended("old", JobState.DONE, 8)
    Job.objects.update(kind="gone.kind")
    assert clean_up.delete_expired_rows(NOW) == {"jobs.Job": 1}


def test_idempotency_keys_are_kept_at_least_a_day(pupil):
    for hours in (25, 49):
        taken = {"body_sha256": "", "taken_at": NOW - timedelta(hours=hours)}
        IdempotencyKey.objects.create(user=pupil, operation="o", key=str(hours), **taken)
    assert clean_up.delete_expired_rows(NOW)["core.IdempotencyKey"] == 1
    assert IdempotencyKey.objects.get().key == "25"


def test_more_rows_than_one_batch_are_deleted(monkeypatch):
    monkeypatch.setattr(clean_up, "BATCH", 2)
    for number in range(5):
        slot = PeriodicSlot.objects.create(name="n", slot=NOW + timedelta(hours=number))
        PeriodicSlot.objects.filter(id=slot.id).update(created_at=NOW - timedelta(days=401))
    assert clean_up.delete_expired_rows(NOW) == {"jobs.PeriodicSlot": 5}


@pytest.mark.django_db(transaction=True)
def test_failing_rule_is_named_at_the_end_and_the_others_are_applied():
    for name in ("n", "m"):
        slot = PeriodicSlot.objects.create(name=name, slot=NOW)
        PeriodicSlot.objects.filter(id=slot.id).update(created_at=NOW - timedelta(days=401))
    ended("done old", JobState.DONE, 8)
    parts = [name for name, _work in clean_up._list_retention_steps(NOW)]
    assert parts.index("jobs.PeriodicSlot") < parts.index("jobs.Job")
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
        try:
            with unit_of_work():
                job = services.enqueue(kind="jobs.clean_up")
            claims = services.claim_jobs(queue="default", limit=200, worker="test")
            [claim] = [claimed for claimed in claims if claimed.id == job.pk]
            with pytest.raises(clean_up.CleanUpFailed, match=r"^not cleaned up: jobs\.PeriodicSlot$"):
                clean_up.run_clean_up(claim)
        finally:
            cursor.execute("DROP TRIGGER refuses ON jobs_periodicslot; DROP FUNCTION refuses")
    assert not Job.objects.filter(object_id="done old").exists()
    assert clean_up.delete_expired_rows(NOW) == {"jobs.PeriodicSlot": 2}


def test_every_rule_has_an_existing_time_field_and_keeps_rows_a_day_or_more():
    rules = list_retention_rules()
    assert {"core.IdempotencyKey", "realtime.StreamEvent", "realtime.SocketTicket"} <= {r.model for r in rules}
    for rule in rules:
        field = apps.get_model(rule.model)._meta.get_field(rule.field)
        assert field.get_internal_type() == "DateTimeField"
        assert (rule.age is None) == bool(rule.setting)
        assert rule.age is None or rule.age >= timedelta(days=1)
