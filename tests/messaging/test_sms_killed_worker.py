"""kill -9 of the worker that is just sending: the row it left keeps the next one from sending again."""

import pytest

from apps.core.uow import unit_of_work
from apps.jobs import services as jobs
from apps.jobs.models import Job, JobState
from apps.messaging import services
from apps.messaging.models import SmsMessage
from tests.jobs.conftest import FAST
from tests.messaging.conftest import PHONE
from tests.processes import ProcessStarter, processes, wait_until  # noqa: F401

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("protected", [True, False])
def test_worker_killed_while_sending_sends_one_sms_if_its_row_is_stored(
    processes,  # noqa: F811
    eskiz,
    pass_time,
    protected,
):
    eskiz.slow = 60.0
    worker = processes.spawn(["worker"], env=FAST | eskiz.env)
    worker.wait_for("worker ready")
    with unit_of_work():
        services.enqueue_sms(to=PHONE, text="Talim: kodingiz 493817")
    wait_until(lambda: eskiz.sent, what="the SMS at Eskiz")
    worker.kill()
    eskiz.slow = 0.0
    assert SmsMessage.objects.get().state == "handing_over"
    Job.objects.filter(kind="messaging.confirm_sms").delete()
    if not protected:
        SmsMessage.objects.all().delete()
    wait_until(jobs.end_expired_leases, what="the end of the lease")
    pass_time()
    job = Job.objects.get(kind="messaging.send_sms")
    assert (job.state, "may have gone out" in job.reason) == (JobState.DONE, protected)
    assert (len(eskiz.sent) == 1) == protected
    assert SmsMessage.objects.get().state == ("maybe" if protected else "waiting")
