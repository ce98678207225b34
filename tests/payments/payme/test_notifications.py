"""What people are told of money leaves after the commit: it fails no webhook, and comes once it can."""

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.notifications.models import Notification
from tests.payments import payment_data
from tests.payments.payme.payme_client import create_reserved
from tests.payments.payme.test_internal_failures import BREAK, MEND


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def count_notifications(pupil: User) -> tuple[int, int]:
    """Notifications, and events on the pupil's stream, about money that came in."""
    notifications = Notification.objects.filter(user=pupil, type="payments.received")
    events = StreamEvent.objects.filter(stream_id=f"user:{pupil.pk}", type="payment.received")
    return notifications.count(), events.count()


@pytest.mark.parametrize(
    ("table", "jobs", "heard"),
    [
        ("notifications_notification", 1, (1, 1)),
        ("realtime_streamevent", 1, (1, 1)),
        ("realtime_stream", 1, (1, 1)),
        ("jobs_job", 0, (0, 0)),
    ],
    ids=["notifications", "events", "streams", "jobs"],
)
def test_notification_failure_does_not_fail_the_credit(payme, payment_due, pupil, table, jobs, heard):
    identifier = create_reserved(payme, payment_due)
    payment_data.run_notification_jobs()
    execute(BREAK.format(when=f"INSERT ON {table}"))
    reply = payme.perform(identifier)
    assert reply.result["state"] == 2
    execute(MEND.format(table=table))
    assert (payment_data.reload_payment(payment_due.pk).status, count_notifications(pupil)) == ("completed", (0, 0))
    assert payme.perform(identifier).raw == reply.raw
    assert (payment_data.run_notification_jobs(), count_notifications(pupil)) == (jobs, heard)
    assert (payment_data.run_notification_jobs(), count_notifications(pupil)) == (0, heard)


def test_refund_is_notified_after_the_call(payme, payment_due, pupil):
    identifier = create_reserved(payme, payment_due)
    payme.perform(identifier)
    assert payme.cancel(identifier).result["state"] == -2
    assert not Notification.objects.filter(user=pupil, type="payments.refunded").exists()
    payment_data.run_notification_jobs()
    refunded = Notification.objects.get(user=pupil, type="payments.refunded")
    assert refunded.data["student_id"] == str(pupil.pk)
    assert StreamEvent.objects.filter(stream_id=f"user:{pupil.pk}", type="payment.refunded").count() == 1


def test_refused_call_notifies_nothing(payme, payment_due, pupil):
    identifier = create_reserved(payme, payment_due)
    execute(BREAK.format(when="INSERT ON payments_receipt"))
    assert payme.perform(identifier).code == -32400
    execute(MEND.format(table="payments_receipt"))
    assert (payment_data.run_notification_jobs(), count_notifications(pupil)) == (0, (0, 0))
    assert payme.perform(identifier).result["state"] == 2
    assert (payment_data.run_notification_jobs(), count_notifications(pupil)) == (1, (1, 1))
