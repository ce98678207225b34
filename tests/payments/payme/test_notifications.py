"""What people are told of money leaves after the commit: it fails no webhook, and comes once it can."""

import pytest
from django.db import connection

from apps.events.models import StreamEvent
from apps.notifications.models import Notification
from tests.payments.payme.test_internal_failures import BREAK, MEND
from tests.payments.payment_data import reload_payment, run_notification_jobs


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def count_notifications(pupil):
    """Notifications, and events on the pupil's stream, about money that came in."""
    notifications = Notification.objects.filter(user=pupil, type="payments.received")
    events = StreamEvent.objects.filter(stream_id=f"user:{pupil.pk}", type="payment.received")
    return notifications.count(), events.count()


@pytest.mark.parametrize(
    ("table", "jobs"),
    [("notifications_notification", 1), ("realtime_streamevent", 1), ("realtime_stream", 1), ("jobs_job", 0)],
)
def test_notification_failure_does_not_fail_the_credit(payme, payment_due, pupil, table, jobs):
    identifier = payme.create_reserved(payment_due)
    run_notification_jobs()
    execute(BREAK.format(when=f"INSERT ON {table}"))
    reply = payme.perform(identifier)
    assert reply.result["state"] == 2
    execute(MEND.format(table=table))
    assert (reload_payment(payment_due).status, count_notifications(pupil)) == ("completed", (0, 0))
    assert payme.perform(identifier).raw == reply.raw
    assert (run_notification_jobs(), count_notifications(pupil)) == (jobs, (jobs, jobs))
    assert (run_notification_jobs(), count_notifications(pupil)) == (0, (jobs, jobs))


def test_refund_is_notified_after_the_call(payme, payment_due, pupil):
    identifier = payme.create_reserved(payment_due)
    payme.perform(identifier)
    assert payme.cancel(identifier).result["state"] == -2
    assert not Notification.objects.filter(user=pupil, type="payments.refunded").exists()
    run_notification_jobs()
    assert Notification.objects.get(user=pupil, type="payments.refunded").data["student_id"] == str(pupil.pk)
    assert StreamEvent.objects.filter(stream_id=f"user:{pupil.pk}", type="payment.refunded").count() == 1


def test_refused_call_notifies_nothing(payme, payment_due, pupil):
    identifier = payme.create_reserved(payment_due)
    execute(BREAK.format(when="INSERT ON payments_receipt"))
    assert payme.perform(identifier).code == -32400
    execute(MEND.format(table="payments_receipt"))
    assert (run_notification_jobs(), count_notifications(pupil)) == (0, (0, 0))
    assert payme.perform(identifier).result["state"] == 2
    assert (run_notification_jobs(), count_notifications(pupil)) == (1, (1, 1))
