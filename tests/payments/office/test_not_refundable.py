"""Payments that the office decided not to give back (`refundable` false)."""

import pytest

from apps.accounts.models import User
from tests.payments.office.office_calls import confirm_payment, get_desk_balance, post_with_key, refund_payment
from tests.payments.payment_data import open_shift, reload_payment, uzs


@pytest.fixture
def not_refundable_payment(client_for, admin, desk, payment_due):
    """Paid in cash at the admin's desk, and not to be given back."""
    open_shift(desk, admin)
    client = client_for(admin)
    assert confirm_payment(client, payment_due).status == 200
    assert client.patch(f"/payments/{payment_due.pk}/", {"refundable": False}).status == 200
    return payment_due


def test_refund_is_refused_until_the_payment_is_refundable(client_for, admin, desk, not_refundable_payment):
    User.objects.filter(pk=admin.pk).update(locale="en")
    client = client_for(User.objects.get(pk=admin.pk))
    for body in ({}, {"amount": uzs(1)}):
        refused = refund_payment(client, not_refundable_payment, **body)
        assert refused.refusal == (409, "not_refundable")
        assert "Make it refundable first" in refused.json["detail"]
    assert get_desk_balance(desk) == not_refundable_payment.amount
    assert reload_payment(not_refundable_payment).refunded == 0
    assert client.patch(f"/payments/{not_refundable_payment.pk}/", {"refundable": True}).status == 200
    assert refund_payment(client, not_refundable_payment).json["status"] == "refunded"
    assert get_desk_balance(desk) == 0


def test_money_freed_by_a_lower_price_is_refundable_credit(client_for, admin, desk, not_refundable_payment):
    """The office decided on the lower price, so this part is not the payment's any more."""
    client, less = client_for(admin), 5_000_000
    cheaper = {"amount": uzs(not_refundable_payment.amount - less), "reason": "A sister learns here too."}
    assert client.patch(f"/payments/{not_refundable_payment.pk}/", cheaper).status == 200
    body = {"amount": uzs(less), "reason": "A sister learns here too."}
    assert post_with_key(client, f"/payments/balance/{not_refundable_payment.student_id}/refund/", body).status == 200
    assert get_desk_balance(desk) == not_refundable_payment.amount - less
    assert refund_payment(client, not_refundable_payment).json["code"] == "not_refundable"
