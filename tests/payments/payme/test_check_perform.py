"""CheckPerformTransaction, row by row: whether something can be paid now. It writes nothing, however often asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.payments.models import Payment, PaymentKind, ProviderTransaction
from apps.payments.services import refunds
from apps.payments.services.payments_due import cancel_payment, fail_payment
from apps.settings.models import SystemSettings
from tests.payments.payme.payme_client import new_id, nothing_changes, now_ms, travel_past_timeout
from tests.payments.payment_data import create_payment_due, pay_cash, reload_payment


def check_perform(payme, payment, amount=None):
    """The result of the check, or its code; asked twice, with nothing changed."""
    with nothing_changes():
        asked_amount = payment.amount if amount is None else amount
        first, second = (payme.check(payment, asked_amount) for _time in range(2))
        assert first.raw == second.raw
    if first.code is None:
        return first.result
    if first.code <= -31050:
        assert first.data == "payment"
    return first.code


def test_pending_payment_is_allowed(payme, payment_due):
    assert check_perform(payme, payment_due) == {"allow": True}


def test_an_overdue_payment_is_allowed(payme, pupil, group):
    late = create_payment_due(pupil, group, due_in=-3)
    assert late.status == "overdue"
    assert check_perform(payme, late) == {"allow": True}


@pytest.mark.usefixtures("allow_broken_ledger")
def test_draft_is_unknown(payme, pupil, group, payment_due):
    Payment.objects.filter(pk=payment_due.pk).update(status="draft")
    assert check_perform(payme, payment_due) == -31050


@pytest.mark.usefixtures("allow_broken_ledger")
def test_payment_in_another_currency_is_unknown(payme, payment_due):
    Payment.objects.filter(pk=payment_due.pk).update(currency="USD")
    assert check_perform(payme, payment_due) == -31050


def test_amount_is_the_outstanding_amount(payme, payment_due, shift):
    pay_cash(payment_due, shift, 20_000_000)
    assert check_perform(payme, payment_due) == -31001
    assert check_perform(payme, payment_due, payment_due.amount - 20_000_000) == {"allow": True}


def test_payment_in_progress_is_31052_until_it_expires(payme, payment_due):
    payme.create_reserved(payment_due)
    assert check_perform(payme, payment_due) == -31052
    with travel_past_timeout():
        assert check_perform(payme, payment_due) == {"allow": True}
    assert ProviderTransaction.objects.get().state == 1


def expire(owed, *, by):
    Payment.objects.filter(pk=owed.pk).update(expires_at=timezone.now() + by)


def pay_in_halves(payme, owed, shift):
    pay_cash(owed, shift, 20_000_000)
    payme.create_paid(reload_payment(owed))


def refund_cash(_payme, owed, shift):
    pay_cash(owed, shift)
    refunds.refund_payment(actor=shift.cashier, payment=owed, amount=owed.amount, reason="left", desk=shift.desk)


CLOSED = {
    "paid": (lambda payme, owed, _shift: payme.create_paid(owed), -31051),
    "paid in cash": (lambda _payme, owed, shift: pay_cash(owed, shift), -31051),
    "paid half in cash": (pay_in_halves, -31051),
    "returned": (lambda payme, owed, _shift: payme.cancel(payme.create_paid(owed)), -31053),
    "refunded in cash": (refund_cash, -31053),
    "cancelled": (lambda _payme, owed, shift: cancel_payment(actor=shift.cashier, payment=owed, reason="x"), -31053),
    "expired": (lambda _payme, owed, _shift: expire(owed, by=-timedelta(seconds=1)), -31053),
    "failed": (lambda _payme, owed, _shift: fail_payment(payment=owed, reason="expired"), -31053),
}


@pytest.mark.parametrize(("close", "code"), CLOSED.values(), ids=CLOSED.keys())
def test_closed_payment_is_refused_by_check_and_create(payme, payment_due, shift, close, code):
    close(payme, payment_due, shift)
    assert check_perform(payme, payment_due) == code
    assert check_perform(payme, payment_due, payment_due.amount + 1) == -31001
    with nothing_changes():
        assert payme.create(payment_due).code == -31008


def test_order_can_be_paid_until_it_expires(payme, pupil, group):
    order = create_payment_due(pupil, group, kind=PaymentKind.ORDER)
    expire(order, by=timedelta(hours=1))
    assert check_perform(payme, order) == {"allow": True}
    assert payme.create(order).result["state"] == 1


def test_payment_with_a_cancelled_transaction_can_be_paid(payme, payment_due):
    assert payme.cancel(payme.create_reserved(payment_due), 3).result["state"] == -1
    assert check_perform(payme, payment_due) == {"allow": True}


def test_account_is_checked_before_the_amount(payme, payment_due):
    assert payme.check({"payment": "7"}, 1).code == -31050
    assert payme.check({"payment": "7"}, "1").code == -32600


@pytest.mark.parametrize(
    ("amount", "code"),
    [(99_999, -31001), (100_000, None), (500_000_000, None), (1_000_000_000, None), (1_000_000_001, -31001)],
)
def test_top_up_takes_any_amount_within_limits(payme_top_up, numbered_pupil, amount, code):
    SystemSettings.objects.update(topup_minimum=100_000, topup_maximum=1_000_000_000)
    reply = payme_top_up.check({"student": "1042"}, amount)
    assert reply.code == code
    assert reply.json.get("result") == (None if code else {"allow": True})


def test_several_top_ups_at_once_are_allowed(payme_top_up, numbered_pupil):
    account = {"student": "1042"}
    for _time in range(2):
        assert payme_top_up.create(account, 500_000, id=(identifier := new_id())).result["state"] == 1
        assert payme_top_up.check(account, 500_000).result == {"allow": True}
        assert payme_top_up.perform(identifier).result["state"] == 2
        assert payme_top_up.check(account, 500_000).result == {"allow": True}
        assert payme_top_up.cancel(identifier).result["state"] == -2
        assert payme_top_up.check(account, 500_000).result == {"allow": True}


def test_deactivated_pupil_is_31054_and_erased_pupil_31050(payme_top_up, numbered_pupil):
    User.objects.filter(pk=numbered_pupil.pk).update(is_active=False)
    assert payme_top_up.check({"student": "1042"}, 500_000).refusal == (-31054, "student")
    assert payme_top_up.create({"student": "1042"}, 500_000).code == -31054
    User.objects.filter(pk=numbered_pupil.pk).update(erased_at=timezone.now())
    assert payme_top_up.check({"student": "1042"}, 500_000).code == -31050
    assert payme_top_up.create({"student": "1042"}, 500_000, time=now_ms()).code == -31050
