"""PerformTransaction, row by row: the money was debited, the payment is paid, once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.models import Notification
from apps.payments import queries
from apps.payments.models import LedgerAccount, LedgerTransfer, Payment, PaymentHistory, Receipt
from tests.payments.payme.payme_client import get_transaction, new_id, nothing_changes, now_ms, travel_past_timeout
from tests.payments.payment_data import create_payment_due, get_student_balance, reload_payment, run_notification_jobs


def test_unknown_transaction_is_31003(payme):
    assert payme.perform(new_id()).code == -31003


def test_performed_transaction_completes_the_payment(payme, payment_due, pupil):
    identifier = payme.create_reserved(payment_due)
    with time_machine.travel(timezone.now(), tick=False):
        reply = payme.perform(identifier)
        stored = get_transaction(identifier)
        assert reply.result == {"transaction": str(stored.number), "perform_time": now_ms(), "state": 2}
        assert (stored.state, stored.perform_time, stored.cancel_time) == (2, now_ms(), 0)
    settled = reload_payment(payment_due)
    assert (settled.status, settled.outstanding) == ("completed", 0)
    assert get_student_balance(pupil) == 0
    at_payme = LedgerAccount.objects.get(kind="provider", provider="payme")
    assert (at_payme.balance, at_payme.branch) == (payment_due.amount, payment_due.branch)
    history = PaymentHistory.objects.filter(payment=payment_due).values_list("what", flat=True)
    assert sorted(history) == ["completed", "created", "received"]
    assert run_notification_jobs() == 1
    notification = Notification.objects.get(user=pupil, type="payments.received")
    assert notification.data["receipt"] == str(Receipt.objects.get().pk)


def test_expired_transaction_is_cancelled(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with travel_past_timeout():
        assert payme.perform(identifier).code == -31008
        stored = get_transaction(identifier)
        assert (stored.state, stored.reason, stored.cancel_time, stored.perform_time) == (-1, 4, now_ms(), 0)
    assert reload_payment(payment_due).status == "pending"
    assert not LedgerTransfer.objects.filter(kind="money_in").exists()


def test_repeated_perform_gets_the_stored_answer(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    first = payme.perform(identifier)
    with nothing_changes(), time_machine.travel(timezone.now() + timedelta(days=40)):
        for _time in range(3):
            assert payme.perform(identifier).raw == first.raw
    assert LedgerTransfer.objects.filter(kind="money_in").count() == 1


@pytest.mark.parametrize("ended", [-1, -2], ids=["cancelled", "returned"])
def test_cancelled_transaction_is_31008(payme, payment_due, ended):
    identifier = payme.create_reserved(payment_due) if ended == -1 else payme.create_paid(payment_due)
    payme.cancel(identifier)
    with nothing_changes():
        assert payme.perform(identifier).code == -31008
    assert get_transaction(identifier).state == ended


@pytest.mark.usefixtures("allow_broken_ledger")
def test_transaction_of_an_unpayable_payment_stays_in_state_1(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    Payment.objects.filter(pk=payment_due.pk).update(status="cancelled")
    with nothing_changes():
        assert payme.perform(identifier).code == -31008
    assert payme.cancel(identifier, 4).result["state"] == -1


def test_order_that_expires_during_payment_is_completed(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    Payment.objects.filter(pk=payment_due.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert payme.perform(identifier).result["state"] == 2


def test_top_up_covers_the_oldest_due_payment(payme_top_up, numbered_pupil, group):
    later = create_payment_due(numbered_pupil, group, 400_000, due_in=9)
    sooner = create_payment_due(numbered_pupil, group, 300_000, due_in=2)
    identifier = new_id()
    payme_top_up.create({"student": "1042"}, 500_000, id=identifier)
    assert get_student_balance(numbered_pupil) == -700_000
    assert payme_top_up.perform(identifier).result["state"] == 2
    assert get_student_balance(numbered_pupil) == -200_000
    assert (reload_payment(sooner).status, reload_payment(later).outstanding) == ("completed", 200_000)
    assert queries.get_free_credit(numbered_pupil.pk, "UZS") == 0


def test_top_up_of_a_pupil_deactivated_meanwhile_is_credited(payme_top_up, numbered_pupil):
    identifier = new_id()
    payme_top_up.create({"student": "1042"}, 500_000, id=identifier)
    User.objects.filter(pk=numbered_pupil.pk).update(is_active=False)
    assert payme_top_up.perform(identifier).result["state"] == 2
    assert get_student_balance(numbered_pupil) == 500_000


def test_named_payment_is_paid_before_older_ones(payme, payment_due, pupil, group):
    older = create_payment_due(pupil, group, due_in=-10)
    assert payme.perform(payme.create_reserved(payment_due)).result["state"] == 2
    assert (reload_payment(payment_due).status, reload_payment(older).settled) == ("completed", 0)
    assert payme.check(older).result["allow"] is True
