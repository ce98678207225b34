"""kill -9 of the worker that is just delivering: the message arrives all the same, at least once, with its id."""

import time

import pytest

from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.webhooks.models import WebhookDelivery
from tests.jobs.conftest import FAST
from tests.processes import ProcessStarter, processes, wait_until  # noqa: F401
from tests.servers.webhook_receiver import NAME, start_receiver
from tests.webhooks.webhook_helpers import happen, make

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("protected", [True, False], ids=["durable", "control: no job row"])
def test_message_of_a_killed_worker_is_delivered_by_the_next(
    processes,  # noqa: F811
    admin,
    trusted,
    lan,
    protected,
):
    env = FAST | {"WEBHOOKS_ALLOWED_NETWORKS": "127.0.0.0/8", "SSL_CERT_FILE": str(trusted.bundle)}
    with start_receiver(trusted.context(NAME, "127.0.0.1")) as hook:
        hook.speak = lambda connection: time.sleep(20)
        make(admin, hook.url)
        happen()
        worker = processes.spawn(["worker"], env=env)
        wait_until(lambda: hook.got, what="the first try")
        worker.kill()
        hook.speak = None
        if protected:
            wait_until(jobs.end_expired_leases, what="the end of the lease")
        else:
            Job.objects.filter(kind="webhooks.deliver").delete()
        Job.objects.update(run_at="2026-01-01T00:00:00Z")
        processes.spawn(["worker"], env=env).wait_for("worker ready")
        happen()
        waiting = WebhookDelivery.objects.filter(state="waiting")
        wait_until(lambda: waiting.count() == (0 if protected else 1), what="whatever the next worker still delivers")
        first, second = (str(pk) for pk in WebhookDelivery.objects.order_by("id").values_list("event_id", flat=True))
        assert hook.taken.count(second) == 1
        lost = 1 - len({first} & set(hook.taken))
        assert (lost == 0) == protected
        assert {got.headers["webhook-id"] for got in hook.got} == {first, second}
