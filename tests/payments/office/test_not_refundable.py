"""Payments that the office decided not to give back (`refundable` false)."""

import pytest

from apps.accounts.models import User
from apps.payments.models import Payment
from tests.payments import steps as money
from tests.payments.office import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(client_for, admin: User, desk, owed: Payment) -> Payment:
    """Paid in cash at the admin's desk, and not to be given back."""
    money.open_shift(desk, admin)
    client = client_for(admin)
    assert steps.confirm(client, owed).status == 200
    assert client.patch(f"/payments/{owed.pk}/", {"refundable": False}).status == 200
    return owed


def test_the_office_pays_nothing_of_it_back_until_it_is_refundable(
    client_for, admin: User, desk, kept: Payment
) -> None:
    User.objects.filter(pk=admin.pk).update(locale="en")
    client = client_for(User.objects.get(pk=admin.pk))
    for body in ({}, {"amount": steps.soum(1)}):
        refused = steps.refund(client, kept, **body)
        assert (refused.status, refused.json["code"]) == (409, "not_refundable")
        assert "Make it refundable first" in refused.json["detail"]
    assert (steps.in_desk(desk), money.fresh(kept.pk).refunded) == (kept.amount, 0)
    assert client.patch(f"/payments/{kept.pk}/", {"refundable": True}).status == 200
    assert steps.refund(client, kept).json["status"] == "refunded"
    assert steps.in_desk(desk) == 0


def test_what_a_lower_price_frees_is_credit_and_goes_back(client_for, admin: User, desk, kept: Payment) -> None:
    """The office decided on the lower price, so this part is not the payment's any more."""
    client, less = client_for(admin), 5_000_000
    cheaper = {"amount": steps.soum(kept.amount - less), "reason": "A sister learns here too."}
    assert client.patch(f"/payments/{kept.pk}/", cheaper).status == 200
    body = {"amount": steps.soum(less), "reason": "A sister learns here too."}
    assert steps.post(client, f"/payments/balance/{kept.student_id}/refund/", body).status == 200
    assert steps.in_desk(desk) == kept.amount - less
    assert steps.refund(client, kept).json["code"] == "not_refundable"
