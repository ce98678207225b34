"""What was written into the outbox, codes among it, is removed after a week; nothing else that lies there is."""

import os
import time

import pytest

from apps.core.uow import unit_of_work
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job, JobState
from apps.jobs.services import enqueue
from apps.messaging import outbox

pytestmark = pytest.mark.django_db
KIND = "messaging.empty_outbox"
DAY = 24 * 3600


def emptied(run_jobs):
    with unit_of_work():
        job = enqueue(kind=KIND)
    run_jobs()
    return JobState(Job.objects.get(pk=job.pk).state)


def test_outbox_clean_up_runs_every_night():
    assert get_job_kind(KIND).every.total_seconds() == DAY


def test_outbox_messages_are_removed_after_a_week(run_jobs, settings, tmp_path):
    settings.ENV = settings.ENV.model_copy(update={"outbox_root": tmp_path / "outbox"})
    assert emptied(run_jobs) == JobState.DONE, "also where nothing was ever written"
    for days in (6.9, 7.1):
        written = [outbox.write_sms_file(to="+998901234567", text="kod 493817"), tmp_path / "outbox" / f"{days}.log"]
        written.append(tmp_path / "outbox" / f"{days}.txt")
        for path in written:
            path.touch()
            os.utime(path, (time.time() - days * DAY,) * 2)
    assert emptied(run_jobs) == JobState.DONE
    left = sorted(path.suffix for path in (tmp_path / "outbox").iterdir())
    assert left == [".log", ".sms", ".txt", ".txt"]
    assert (tmp_path / "outbox" / "6.9.log").exists()
