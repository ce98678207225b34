"""A job's secret lies encrypted in its row, opens only there, and is gone when the job has ended."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from apps.core.uow import unit_of_work
from apps.jobs import sealing, services
from apps.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db
SECRET = b"one-time code 493817"


def enqueue():
    with unit_of_work():
        return services.enqueue(kind="sample.note", object_id="x", secret=SECRET)


def sealed():
    return bytes(Job.objects.get().sealed)


def test_secret_is_sealed_in_the_row_and_readable_in_the_claim():
    enqueue()
    assert b"493817" not in sealed()
    [claim] = services.claim_jobs(queue="default", limit=1, worker="test")
    assert claim.secret == SECRET
    assert "493817" not in repr(claim)


@pytest.mark.parametrize("last", ["done", "dead"])
def test_secret_is_wiped_when_the_job_ends_and_it_cannot_be_retried(last):
    job = enqueue()
    [claim] = services.claim_jobs(queue="default", limit=1, worker="test")
    if last == "done":
        services.complete_job(claim)
    else:
        services.fail_job(claim, reason="no", retry=False)
    assert (Job.objects.get().state, sealed()) == (last, b"")
    with pytest.raises(services.Conflict):
        services.retry_dead_job(job_id=job.id)


def test_database_refuses_an_ended_job_that_still_has_its_secret():
    enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state=JobState.DONE, finished_at=Now())
    assert Job.objects.update(state=JobState.DONE, finished_at=Now(), sealed=b"") == 1


def test_secret_of_another_row_or_key_makes_the_job_dead_at_once(settings):
    enqueue()
    stolen = enqueue()
    Job.objects.filter(id=stolen.id).update(sealed=bytes(Job.objects.exclude(id=stolen.id).get().sealed))
    claims = services.claim_jobs(queue="default", limit=5, worker="test")
    assert [claim.secret for claim in claims] == [SECRET]
    row = Job.objects.get(id=stolen.id)
    assert (row.state, row.reason) == (JobState.DEAD, "The secret cannot be opened.")
    body = sealing.seal_job_secret(SECRET, row.id)
    settings.SECRET_KEY = "another " * 5
    with pytest.raises(sealing.UnsealError):
        sealing.unseal_job_secret(body, row.id)
