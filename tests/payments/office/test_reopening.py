"""A payment that was cancelled by mistake is put back."""

import pytest

from apps.payments.models import AccountKind, Payment, PaymentKind
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import payments_due
from apps.settings.models import AuditLog
from tests.payments.office.office_calls import confirm_payment, get_balance
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, reprice, top_up, uzs
from tests.payments.pricing import pricing_data

CREDIT = 10_000_000


@pytest.fixture
def cancel(client_for, admin):
    return lambda payment: cancel_as(client_for(admin), payment)


def cancel_as(client, payment):
    assert client.post(f"/payments/{payment.pk}/cancel/", {"reason": "The pupil never came."}).status == 200


def restore(client, payment):
    return client.post(f"/payments/{payment.pk}/restore/", {"reason": "It was the brother."})


def test_reopened_payment_is_due_and_covered_again(client_for, cancel, manager, pupil, branch, payment_due, shift):
    client = client_for(manager)
    assert confirm_payment(client, payment_due, amount=uzs(CREDIT)).status == 200
    for _time in range(2):
        cancel(payment_due)
        assert (get_student_balance(pupil), get_balance(AccountKind.REVENUE, branch=branch)) == (CREDIT, 0)
        answer = restore(client, payment_due)
        assert answer.status == 200
        assert answer.json["status"] == "pending"
        assert answer.json["outstanding"] == uzs(PRICE - CREDIT)
        assert get_student_balance(pupil) == CREDIT - PRICE
        assert get_balance(AccountKind.REVENUE, branch=branch) == PRICE
    history = client.get(f"/payments/{payment_due.pk}/history/").json["results"]
    assert [(step["what"], step["from_status"], step["to_status"], step["reason"]) for step in history[-2:]] == [
        ("cancelled", "pending", "cancelled", "The pupil never came."),
        ("restored", "cancelled", "pending", "It was the brother."),
    ]
    assert AuditLog.objects.filter(action="payments.restore", actor=manager).count() == 2
    assert confirm_payment(client, payment_due).json["status"] == "completed"


def test_reopening_restores_discounts_write_offs_and_due_day(client_for, cancel, manager, pupil, group, admin):
    client = client_for(manager)
    payment = create_payment_due(pupil, group, 30_000_000, gross=PRICE, due_in=-3)
    payments_due.write_off(actor=admin, payment=payment, amount=5_000_000, reason="a poor month")
    cancel(payment)
    assert get_student_balance(pupil) == 0
    answer = restore(client, payment)
    assert (answer.json["status"], answer.json["outstanding"]) == ("overdue", uzs(25_000_000))
    assert get_student_balance(pupil) == -25_000_000


def test_free_credit_completes_a_reopened_payment(client_for, cancel, manager, pupil, branch, payment_due):
    client = client_for(manager)
    cancel(payment_due)
    top_up(pupil, branch, PRICE, manager)
    assert restore(client, payment_due).json["status"] == "completed"
    assert get_student_balance(pupil) == 0


def test_reopened_draft_is_a_draft(client_for, cancel, manager, pupil, group):
    client = client_for(manager)
    body = {"student": str(pupil.pk), "group": str(group.pk), "kind": "other", "title": "Books", "due_on": "2030-01-01"}
    answer = client.post("/payments/", {**body, "amount": uzs(PRICE), "draft": True}, idempotency_key="draft")
    assert answer.status == 201, answer.json
    payment = Payment.objects.get(pk=answer.json["id"])
    cancel(payment)
    assert restore(client, payment).json["status"] == "draft"
    assert (get_student_balance(pupil), find_violations()) == (0, [])
    assert client.patch(f"/payments/{payment.pk}/", {"status": "pending"}).json["status"] == "pending"
    assert get_student_balance(pupil) == -PRICE


def test_only_cancelled_payments_but_no_orders_are_reopened(client_for, cancel, manager, pupil, group, payment_due):
    client = client_for(manager)
    order = create_payment_due(pupil, group, kind=PaymentKind.ORDER)
    cancel(order)
    for payment in (payment_due, order):
        assert restore(client, payment).refusal == (409, "payment_closed")
    assert client.post(f"/payments/{payment_due.pk}/restore/", {}).status == 422
    cancel(payment_due)
    assert client_for(pupil).post(f"/payments/{payment_due.pk}/restore/", {"reason": "Mine"}).status == 403
    assert restore(client, payment_due).status == 200
    assert restore(client, payment_due).status == 409
    assert get_student_balance(pupil) == -PRICE


def test_correction_replaced_by_a_later_one_is_not_reopened(client_for, cancel, manager, pupil, payment_due, shift):
    client = client_for(manager)
    assert confirm_payment(client, payment_due).status == 200
    first = reprice(payment_due, PRICE + 9, manager)
    cancel(first)
    second = reprice(payment_due, PRICE + 9, manager)
    assert second.pk != first.pk
    assert restore(client, first).refusal == (409, "payment_closed")
    cancel(second)
    assert restore(client, first).json["status"] == "pending"
    assert get_student_balance(pupil) == -9


def test_reopened_month_is_billed_again(client_for, cancel, manager, admin, pupil, group):
    with pricing_data.travel_to(pricing_data.SEPTEMBER[0]):
        client = client_for(manager)
        pricing_data.create_lessons(group)
        pricing_data.create_schedule(group)
        pricing_data.run_billing(admin)
        month = pricing_data.get_month_payment(pupil)
        cancel(month)
        pricing_data.run_billing(admin)
        assert Payment.objects.get(membership=month.membership).status == "cancelled"
        assert restore(client, month).json["outstanding"] == uzs(PRICE)
        pricing_data.run_jobs()
        assert pricing_data.get_month_payment(pupil).amount == PRICE
        assert get_student_balance(pupil) == -PRICE
