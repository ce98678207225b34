"""The periodic jobs of all apps run as the scheduler enqueues them."""

import pytest
from django.utils import timezone

from apps.jobs import scheduler
from tests.job_runs import run_jobs


@pytest.mark.django_db(transaction=True)
def test_every_periodic_job_succeeds_in_an_empty_centre():
    names = scheduler.enqueue_due_periodic_jobs(timezone.now())
    assert len(names) > 30
    assert run_jobs(*names) == len(names)
