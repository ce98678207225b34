"""A job that is due before the sweeper's next turn is found in time; a later one waits for it (the control)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.jobs.models import Job
from tests.jobs.conftest import effects, enqueue, unfinished
from tests.processes import Processes, until


@pytest.mark.parametrize("soon", [True, False])
def test_a_job_that_is_due_soon_runs_then_without_a_sweeper(
    house: Processes, soon: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not soon:
        monkeypatch.setattr(settings, "JOB_SWEEP_SECONDS", 0.0)
    worker = house.spawn(["worker"])
    worker.wait_for("worker ready")
    enqueue("sample.note", "job later", run_at=timezone.now() + timedelta(seconds=0.5))
    assert effects("job") == {}
    if soon:
        until(lambda: not unfinished(), what="the end of the job")
        assert effects("job") == {"job later": 1}
        return
    until(lambda: Job.objects.filter(run_at__lt=timezone.now() - timedelta(seconds=0.3)).exists(), what="its time")
    assert unfinished() == ["job later"]
