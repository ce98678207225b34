"""CheckPerformTransaction, row by row: whether something can be paid now. It writes nothing, however often asked."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.payments.models import Payment, PaymentKind, ProviderTransaction
from apps.payments.services import payments_due, refunds
from apps.settings.models import SystemSettings
from tests.payments import payment_data
from tests.payments.payme.payme_client import (
    TIMEOUT,
    Payme,
    account_for,
    create_paid,
    create_reserved,
    new_id,
    now_ms,
    snapshot_rows,
)

LATER = timedelta(milliseconds=TIMEOUT + 1)


def check_perform(payme: Payme, payment: Payment, amount: int | None = None) -> int | dict[str, object]:
    """The result of the check, or its code; asked twice, with nothing changed."""
    before = snapshot_rows()
    asked_amount = payment.amount if amount is None else amount
    first, second = (payme.check(asked_amount, account_for(payment)) for _time in range(2))
    assert first.raw == second.raw
    assert snapshot_rows() == before
    if first.code is None:
        check_result: dict[str, object] = first.result
        return check_result
    if first.code <= -31050:
        assert first.data == "payment"
    return first.code


def test_pending_payment_is_allowed(payme, payment_due):
    assert check_perform(payme, payment_due) == {"allow": True}


def test_an_overdue_payment_is_allowed(payme, pupil, group):
    late = payment_data.create_payment_due(pupil, group, due_in=-3)
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
    payment_data.pay_cash(payment_due, shift, 20_000_000)
    assert check_perform(payme, payment_due) == -31001
    assert check_perform(payme, payment_due, payment_due.amount - 20_000_000) == {"allow": True}


def test_payment_in_progress_is_31052_until_it_expires(payme, payment_due):
    create_reserved(payme, payment_due)
    assert check_perform(payme, payment_due) == -31052
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert check_perform(payme, payment_due) == {"allow": True}
    assert ProviderTransaction.objects.get().state == 1


def test_a_paid_payment_is_31051(payme, payment_due):
    create_paid(payme, payment_due)
    assert check_perform(payme, payment_due) == -31051
    assert check_perform(payme, payment_due, payment_due.amount - 1) == -31001


def test_payment_paid_in_cash_is_31051(payme, payment_due, shift):
    payment_data.pay_cash(payment_due, shift)
    assert check_perform(payme, payment_due) == -31051


def test_payment_paid_half_in_cash_half_by_payme_is_31051(payme, payment_due, shift):
    payment_data.pay_cash(payment_due, shift, 20_000_000)
    create_paid(payme, payment_data.reload_payment(payment_due.pk))
    assert check_perform(payme, payment_due, 25_000_000) == -31051
    assert check_perform(payme, payment_due) == -31051


def test_a_refunded_payment_is_31053(payme, payment_due):
    assert payme.cancel(create_paid(payme, payment_due)).result["state"] == -2
    assert payment_data.reload_payment(payment_due.pk).status == "refunded"
    assert check_perform(payme, payment_due) == -31053


def test_a_payment_refunded_in_cash_is_31053(payme, payment_due, shift, admin):
    payment_data.pay_cash(payment_due, shift)
    refunds.refund_payment(actor=admin, payment=payment_due, amount=payment_due.amount, reason="left", desk=shift.desk)
    assert check_perform(payme, payment_due) == -31053


def test_a_cancelled_payment_is_31053(payme, payment_due, admin):
    payments_due.cancel_payment(actor=admin, payment=payment_due, reason="a mistake")
    assert check_perform(payme, payment_due) == -31053
    assert check_perform(payme, payment_due, payment_due.amount + 1) == -31001


def test_expired_order_is_31053(payme, pupil, group):
    order = payment_data.create_payment_due(pupil, group, kind=PaymentKind.ORDER)
    now = timezone.now()
    Payment.objects.filter(pk=order.pk).update(expires_at=now + timedelta(hours=1))
    assert check_perform(payme, order) == {"allow": True}
    Payment.objects.filter(pk=order.pk).update(expires_at=now - timedelta(seconds=1))
    assert check_perform(payme, order) == -31053
    payments_due.fail_payment(payment=order, reason="expired")
    assert check_perform(payme, order) == -31053


def test_payment_with_a_cancelled_transaction_can_be_paid(payme, payment_due):
    assert payme.cancel(create_reserved(payme, payment_due), 3).result["state"] == -1
    assert check_perform(payme, payment_due) == {"allow": True}


def test_account_is_checked_before_the_amount(payme, payment_due):
    assert payme.check(1, {"payment": "7"}).code == -31050
    assert payme.check("1", {"payment": "7"}).code == -32600


@pytest.mark.parametrize(
    ("amount", "code"),
    [(99_999, -31001), (100_000, None), (500_000_000, None), (1_000_000_000, None), (1_000_000_001, -31001)],
    ids=["below the least", "the least", "between", "the most", "above the most"],
)
def test_top_up_takes_any_amount_within_limits(payme_top_up, numbered_pupil, amount, code):
    SystemSettings.objects.update(topup_minimum=100_000, topup_maximum=1_000_000_000)
    reply = payme_top_up.check(amount, {"student": "1042"})
    assert reply.code == code
    assert reply.json.get("result") == (None if code else {"allow": True})


def test_several_top_ups_at_once_are_allowed(payme_top_up, numbered_pupil):
    account = {"student": "1042"}
    for _time in range(2):
        assert payme_top_up.create(identifier := new_id(), 500_000, account).result["state"] == 1
        assert payme_top_up.check(500_000, account).result == {"allow": True}
        assert payme_top_up.perform(identifier).result["state"] == 2
        assert payme_top_up.check(500_000, account).result == {"allow": True}
        assert payme_top_up.cancel(identifier).result["state"] == -2
        assert payme_top_up.check(500_000, account).result == {"allow": True}


def test_deactivated_pupil_is_31054_and_erased_pupil_31050(payme_top_up, numbered_pupil):
    User.objects.filter(pk=numbered_pupil.pk).update(is_active=False)
    reply = payme_top_up.check(500_000, {"student": "1042"})
    assert (reply.code, reply.data) == (-31054, "student")
    assert payme_top_up.create(new_id(), 500_000, {"student": "1042"}).code == -31054
    User.objects.filter(pk=numbered_pupil.pk).update(erased_at=timezone.now())
    assert payme_top_up.check(500_000, {"student": "1042"}).code == -31050
    assert payme_top_up.create(new_id(), 500_000, {"student": "1042"}, now_ms()).code == -31050
