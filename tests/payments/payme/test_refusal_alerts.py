"""A worker that runs tells of money as soon as it is credited."""

from apps.events.models import StreamEvent
from apps.notifications.models import Notification
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.processes import ProcessStarter, processes, wait_until  # noqa: F401


def test_worker_notifies_family_and_office(
    house,  # noqa: F811
    payme,
    payment_due,
    pupil,
):
    house.spawn(["worker"]).wait_for("worker ready")
    streams = {f"user:{pupil.pk}", f"staff:{payment_due.branch_id}"}
    assert payme.perform(payme.create_reserved(payment_due)).result["state"] == 2

    def heard():
        stream_ids = StreamEvent.objects.filter(type="payment.received").values_list("stream_id", flat=True)
        return set(stream_ids) == streams

    wait_until(heard, what="payment.received")
    assert Notification.objects.filter(user=pupil, type="payments.received").count() == 1
