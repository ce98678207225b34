"""A payment that was cancelled by mistake is put back."""

import pytest

from apps.accounts.models import User
from apps.payments.models import AccountKind, Payment, PaymentKind
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import adjustments, ledger, payments_due
from apps.settings.models import AuditLog
from tests.factories import ApiClient, ApiResponse
from tests.payments import payment_data as money
from tests.payments.office import office_calls
from tests.payments.pricing import pricing_data as pricing

PRICE = money.MONTH_PRICE
CREDIT = 10_000_000


def cancel(client: ApiClient, payment: Payment) -> ApiResponse:
    answer = client.post(f"/payments/{payment.pk}/cancel/", {"reason": "The pupil never came."})
    assert answer.status == 200
    return answer


def restore(client: ApiClient, payment: Payment) -> ApiResponse:
    return client.post(f"/payments/{payment.pk}/restore/", {"reason": "It was the brother."})


def get_balance(pupil: User) -> int:
    return ledger.get_student_balance(pupil, "UZS").amount


@pytest.mark.django_db
def test_reopened_payment_is_due_and_covered_again(client_for, manager, pupil, branch, payment_due, shift):
    client = client_for(manager)
    assert office_calls.confirm_payment(client, payment_due, amount=office_calls.money_json(CREDIT)).status == 200
    for _time in range(2):
        cancel(client, payment_due)
        assert (get_balance(pupil), office_calls.get_balance(AccountKind.REVENUE, branch=branch)) == (CREDIT, 0)
        answer = restore(client, payment_due)
        assert (answer.status, answer.json["status"], answer.json["outstanding"]) == (
            200,
            "pending",
            office_calls.money_json(PRICE - CREDIT),
        )
        assert (get_balance(pupil), office_calls.get_balance(AccountKind.REVENUE, branch=branch)) == (
            CREDIT - PRICE,
            PRICE,
        )
    history = client.get(f"/payments/{payment_due.pk}/history/").json["results"]
    assert [(step["what"], step["from_status"], step["to_status"], step["reason"]) for step in history[-2:]] == [
        ("cancelled", "pending", "cancelled", "The pupil never came."),
        ("restored", "cancelled", "pending", "It was the brother."),
    ]
    assert AuditLog.objects.filter(action="payments.restore", actor=manager).count() == 2
    assert office_calls.confirm_payment(client, payment_due).json["status"] == "completed"
    assert find_violations() == []


@pytest.mark.django_db
def test_reopening_restores_discounts_write_offs_and_due_day(client_for, manager, pupil, group, admin):
    client = client_for(manager)
    payment = money.create_payment_due(pupil, group, 30_000_000, gross=PRICE, due_in=-3)
    payments_due.write_off(actor=admin, payment=payment, amount=5_000_000, reason="a poor month")
    cancel(client, payment)
    assert get_balance(pupil) == 0
    answer = restore(client, payment)
    assert (answer.json["status"], answer.json["outstanding"]) == ("overdue", office_calls.money_json(25_000_000))
    assert (get_balance(pupil), find_violations()) == (-25_000_000, [])


@pytest.mark.django_db
def test_free_credit_completes_a_reopened_payment(client_for, manager, pupil, branch, payment_due):
    client = client_for(manager)
    cancel(client, payment_due)
    money.top_up(pupil, branch, PRICE, manager)
    assert restore(client, payment_due).json["status"] == "completed"
    assert (get_balance(pupil), find_violations()) == (0, [])


@pytest.mark.django_db
def test_reopened_draft_is_a_draft(client_for, manager, pupil, group):
    client = client_for(manager)
    body = {"student": str(pupil.pk), "group": str(group.pk), "kind": "other", "title": "Books", "due_on": "2030-01-01"}
    answer = client.post(
        "/payments/", {**body, "amount": office_calls.money_json(PRICE), "draft": True}, idempotency_key="draft"
    )
    assert answer.status == 201, answer.json
    payment = Payment.objects.get(pk=answer.json["id"])
    cancel(client, payment)
    assert restore(client, payment).json["status"] == "draft"
    assert (get_balance(pupil), find_violations()) == (0, [])
    assert client.patch(f"/payments/{payment.pk}/", {"status": "pending"}).json["status"] == "pending"
    assert (get_balance(pupil), find_violations()) == (-PRICE, [])


@pytest.mark.django_db
def test_only_cancelled_payments_but_no_orders_are_reopened(client_for, manager, pupil, group, payment_due):
    client = client_for(manager)
    order = money.create_payment_due(pupil, group, kind=PaymentKind.ORDER)
    cancel(client, order)
    for payment in (payment_due, order):
        refused = restore(client, payment)
        assert (refused.status, refused.json["code"]) == (409, "payment_closed")
    assert client.post(f"/payments/{payment_due.pk}/restore/", {}).status == 422
    cancel(client, payment_due)
    assert client_for(pupil).post(f"/payments/{payment_due.pk}/restore/", {"reason": "Mine"}).status == 403
    assert restore(client, payment_due).status == 200
    assert restore(client, payment_due).status == 409
    assert get_balance(pupil) == -PRICE


@pytest.mark.django_db
def test_correction_replaced_by_a_later_one_is_not_reopened(client_for, manager, pupil, payment_due, shift):
    client = client_for(manager)
    assert office_calls.confirm_payment(client, payment_due).status == 200
    first = _raise_price(manager, payment_due)
    cancel(client, first)
    second = _raise_price(manager, payment_due)
    assert second.pk != first.pk
    refused = restore(client, first)
    assert (refused.status, refused.json["code"]) == (409, "payment_closed")
    cancel(client, second)
    assert restore(client, first).json["status"] == "pending"
    assert (get_balance(pupil), find_violations()) == (-9, [])


def _raise_price(manager: User, owed: Payment) -> Payment:
    """The correction by which a paid payment costs nine tiyin more."""
    price = PRICE + 9
    return adjustments.adjust_price(actor=manager, payment=owed, gross=price, amount=price, lines=[], reason="dearer")


@pytest.mark.django_db
def test_reopened_month_is_billed_again(client_for, manager, admin, pupil, group):
    with pricing.travel_to(pricing.SEPTEMBER[0]):
        client = client_for(manager)
        pricing.create_lessons(group)
        pricing.create_schedule(group)
        pricing.run_billing(admin)
        month = pricing.get_month_payment(pupil)
        cancel(client, month)
        pricing.run_billing(admin)
        assert Payment.objects.get(membership=month.membership).status == "cancelled"
        assert restore(client, month).json["outstanding"] == office_calls.money_json(PRICE)
        pricing.run_jobs()
        assert (pricing.get_month_payment(pupil).amount, get_balance(pupil), find_violations()) == (PRICE, -PRICE, [])
