"""What the office forgives of what is owed."""

import pytest

from apps.core import clock
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, Payment, PaymentHistory
from apps.payments.services import ledger, locks, transactions
from apps.settings.models import AuditLog
from tests import factories
from tests.payments import payment_data as money
from tests.payments.office import office_calls

PRICE = money.MONTH_PRICE
PART = 5_000_000

pytestmark = pytest.mark.django_db


def write_off(
    client: factories.ApiClient, payment: Payment, amount: int, *, key: str | None = None
) -> factories.ApiResponse:
    body = {"amount": office_calls.money_json(amount), "reason": "The family is in need."}
    return office_calls.post_with_key(client, f"/payments/{payment.pk}/write-off/", body, key=key)


def test_payment_is_written_off_in_parts(client_for, admin, pupil, branch, payment_due):
    client = client_for(admin)
    part = write_off(client, payment_due, PART)
    assert (part.status, part.json["status"], part.json["outstanding"]) == (
        200,
        "pending",
        office_calls.money_json(PRICE - PART),
    )
    assert part.json["gross"] == office_calls.money_json(PRICE)
    rest = write_off(client, payment_due, PRICE - PART)
    assert (rest.json["status"], rest.json["amount"]) == ("completed", office_calls.money_json(0))
    assert office_calls.get_balance(AccountKind.WRITE_OFFS, branch=branch) == PRICE
    assert ledger.get_student_balance(pupil, "UZS").amount == 0
    steps_made = PaymentHistory.objects.filter(payment=payment_due, what="written_off").values_list("reason", "by")
    assert list(steps_made) == [("The family is in need.", admin.pk)] * 2
    assert AuditLog.objects.filter(action="payments.write_off", actor=admin).count() == 2


def test_paid_part_stays_paid_after_a_write_off(client_for, admin, manager, shift, payment_due):
    assert (
        office_calls.confirm_payment(client_for(manager), payment_due, amount=office_calls.money_json(PART)).status
        == 200
    )
    too_much = write_off(client_for(admin), payment_due, PRICE)
    assert (too_much.status, list(too_much.json["fields"])) == (422, ["amount"])
    done = write_off(client_for(admin), payment_due, PRICE - PART)
    assert (done.status, done.json["status"], done.json["amount"]) == (200, "completed", office_calls.money_json(PART))


def test_same_idempotency_key_writes_off_once(client_for, admin, payment_due):
    client = client_for(admin)
    answers = [write_off(client, payment_due, PART, key="forgive-1") for _ in range(3)]
    assert answers[0].json == answers[1].json == answers[2].json
    assert money.reload_payment(payment_due.pk).written_off == PART
    other = write_off(client, payment_due, PART + 1, key="forgive-1")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    none = client.post(
        f"/payments/{payment_due.pk}/write-off/", {"amount": office_calls.money_json(PART), "reason": "x"}
    )
    assert (none.status, none.json["code"]) == (400, "idempotency_key_required")


def test_write_off_is_refused_while_in_progress_or_closed(client_for, admin, payment_due):
    client = client_for(admin)
    with unit_of_work():
        payment = locks.lock_payment(payment_due.pk)
        live = money.start_transaction(payment.student, payment.branch, payment.amount, "p1", payment=payment)
    busy = write_off(client, payment_due, PART)
    assert (busy.status, busy.json["code"]) == (409, "payment_in_progress")
    with unit_of_work():
        transactions.perform_transaction(money=live, at_ms=clock.now_ms())
    closed = write_off(client, payment_due, PART)
    assert (closed.status, closed.json["code"]) == (409, "payment_closed")
    assert money.reload_payment(payment_due.pk).written_off == 0


def test_write_off_needs_the_currency_of_the_payment_and_a_reason(client_for, admin, payment_due):
    client, path = client_for(admin), f"/payments/{payment_due.pk}/write-off/"
    foreign = office_calls.post_with_key(client, path, {"amount": office_calls.money_json(PART, "USD"), "reason": "x"})
    assert (foreign.status, list(foreign.json["fields"])) == (422, ["amount"])
    silent = office_calls.post_with_key(client, path, {"amount": office_calls.money_json(PART), "reason": " "})
    assert (silent.status, list(silent.json["fields"])) == (422, ["reason"])
    assert money.reload_payment(payment_due.pk).written_off == 0


def test_write_offs_are_for_admins(client_for, admin, manager, pupil, payment_due):
    statuses = [write_off(client_for(user), payment_due, PART).status for user in (manager, pupil, admin)]
    assert statuses == [403, 403, 200]
