"""What a branch's midnight brings: payments become overdue, and payers are reminded, each once."""

from datetime import date

import pytest

import apps.jobs.services as jobs
from apps.accounts.models import Guardian
from apps.core.uow import unit_of_work
from apps.events.models import StreamEvent
from apps.notifications.models import Notification
from apps.payments.models import Payment, PaymentHistory
from apps.payments.services import payments_due
from apps.payments.services.overdue import mark_payments_overdue
from apps.settings.models import Branch
from apps.settings.services import update_system_settings
from tests import factories
from tests.payments.payment_data import PRICE, create_payment_due, pay_cash, reload_payment
from tests.payments.reports.report_calls import TASHKENT, travel_to


def run():
    """The job of this hour, played twice."""
    for _time in range(2):
        with unit_of_work():
            jobs.enqueue(kind="payments.mark_payments_overdue")
        mark_payments_overdue(jobs.claim_jobs(queue="default", limit=10, worker="test")[-1])


def run_each(days, *, month=11):
    for day in days:
        with travel_to(day, month=month, hour=0, minute=2):
            run()


def list_notifications(user):
    """What the person was told of payments, and on which day of November."""
    rows = Notification.objects.filter(user=user, type__in=["payments.due", "payments.overdue"]).order_by("id")
    return [(row.type.partition(".")[2], f"{row.created_at.astimezone(TASHKENT):%d}") for row in rows]


def overdue_events():
    return [row.stream_id for row in StreamEvent.objects.filter(type="payment.overdue").order_by("stream_id")]


def test_payment_is_overdue_after_its_local_day(payment_due, admin):
    assert payment_due.due_on == date(2026, 11, 25)
    with travel_to(25, hour=23, minute=59):
        run()
    assert reload_payment(payment_due).status == "pending"
    with travel_to(26, hour=0, minute=1):
        run()
    payment = reload_payment(payment_due)
    assert (payment.status, payment.outstanding) == ("overdue", PRICE)
    assert list(
        PaymentHistory.objects.filter(payment=payment_due, what="overdue").values_list("from_status", flat=True)
    ) == ["pending"]


def test_overdue_uses_the_time_zone_of_the_branch(payment_due, branch):
    Branch.objects.filter(pk=branch.pk).update(zone="Europe/London")
    with travel_to(26, hour=4):
        run()
    assert reload_payment(payment_due).status == "pending"
    with travel_to(26, hour=6):
        run()
    assert reload_payment(payment_due).status == "overdue"


def test_family_and_office_are_notified_once(payment_due, pupil, parent, other_pupil, group):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=True)
    run_each([26, 27])
    streams = overdue_events()
    assert {f"user:{pupil.pk}", f"user:{parent.pk}"} < set(streams)
    assert [name for name in streams if name.startswith("staff")] != []
    assert len(streams) == len(set(streams)) == 3


def test_reminders_are_sent_once_a_day(payment_due, pupil):
    run_each(range(20, 31))
    assert list_notifications(pupil) == [("due", "22"), ("overdue", "26")]
    run_each([2, 3, 4, 9, 10, 11, 17], month=12)
    assert list_notifications(pupil)[2:] == [("overdue", "03"), ("overdue", "10"), ("overdue", "17")]


@pytest.mark.parametrize(
    "before, every, expected",
    [
        (0, 7, [("overdue", "26")]),
        (1, 2, [("due", "24"), ("overdue", "26"), ("overdue", "28"), ("overdue", "30")]),
        (3, 0, [("due", "22"), ("overdue", "26")]),
        (9, 1, [("due", "20"), *[("overdue", str(day)) for day in (26, 27, 28, 29, 30)]]),
    ],
    ids=["not before", "every second day", "once after", "every day"],
)
def test_reminder_days_are_configurable(payment_due, pupil, admin, before, every, expected):
    update_system_settings(actor=admin, payment_notice_days_before=before, payment_notice_every_days=every)
    run_each(range(20, 31))
    assert list_notifications(pupil) == expected


def test_missed_day_is_processed_later(payment_due, pupil):
    run_each([24, 30])
    assert list_notifications(pupil) == [("due", "24"), ("overdue", "30")]


def test_reminders_go_to_payer_or_guardians_or_pupil(payment_due, pupil, parent, stranger, admin):
    run_each([22])
    assert (list_notifications(pupil), list_notifications(parent)) == ([("due", "22")], [])
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=True)
    run_each([26])
    assert (len(list_notifications(pupil)), list_notifications(parent)) == (1, [("overdue", "26")])
    with travel_to(27):
        payments_due.update_payment(actor=admin, payment=payment_due, payer=stranger)
    run_each([3], month=12)
    assert len(list_notifications(pupil)) == 1
    assert len(list_notifications(parent)) == 1
    assert list_notifications(stranger) == [("overdue", "03")]


def test_reminder_texts(payment_due, pupil):
    with travel_to(26, hour=1):
        run()
        rows = factories.client_for(pupil).get("/notifications/").json["results"]
    text = next(row["text"] for row in rows if row["type"] == "payments.overdue")
    assert text.replace("\u00a0", " ") == "Tuition for Jasur Oripov: 450 000 soʻm was due on 25.11.2026."


def test_paid_payments_are_not_reminded(payment_due, shift, pupil, group, admin):
    pay_cash(payment_due, shift)
    cancelled = create_payment_due(pupil, group)
    payments_due.cancel_payment(actor=admin, payment=cancelled, reason="a mistake")
    order = create_payment_due(pupil, group)
    Payment.objects.filter(pk=order.pk).update(expires_at="2026-11-21T00:00:00Z")
    run_each(range(20, 31))
    assert list_notifications(pupil) == []
    assert overdue_events() == []
    assert [reload_payment(payment).status for payment in (payment_due, cancelled, order)] == [
        "completed",
        "cancelled",
        "pending",
    ]


def test_payment_with_a_later_due_day_is_reminded_again(payment_due, pupil, admin):
    run_each([22, 26])
    with travel_to(27):
        payments_due.update_payment(actor=admin, payment=payment_due, due_on=date(2026, 12, 10))
    assert reload_payment(payment_due).status == "pending"
    run_each([28, 30])
    run_each([6, 7, 8, 11], month=12)
    assert list_notifications(pupil) == [("due", "22"), ("overdue", "26"), ("due", "07"), ("overdue", "11")]
