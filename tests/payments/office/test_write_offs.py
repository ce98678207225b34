"""What the office forgives of what is owed."""

import pytest

from apps.accounts.models import User
from apps.core import clock
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, Payment, PaymentHistory
from apps.payments.services import holding, ledger, receiving
from apps.settings.models import AuditLog, Branch
from tests import cast
from tests.payments import steps as money
from tests.payments.office import steps

PRICE = money.MONTH_PRICE
PART = 5_000_000

pytestmark = pytest.mark.django_db


def write_off(client: cast.ApiClient, payment: Payment, amount: int, *, key: str | None = None) -> cast.Answer:
    body = {"amount": steps.soum(amount), "reason": "The family is in need."}
    return steps.post(client, f"/payments/{payment.pk}/write-off/", body, key=key)


def test_part_and_then_the_rest(client_for, admin: User, pupil: User, branch: Branch, owed: Payment) -> None:
    client = client_for(admin)
    part = write_off(client, owed, PART)
    assert (part.status, part.json["status"], part.json["outstanding"]) == (200, "pending", steps.soum(PRICE - PART))
    assert part.json["gross"] == steps.soum(PRICE)
    rest = write_off(client, owed, PRICE - PART)
    assert (rest.json["status"], rest.json["amount"]) == ("completed", steps.soum(0))
    assert steps.balance(AccountKind.WRITE_OFFS, branch=branch) == PRICE
    assert ledger.balance_of(pupil, "UZS").amount == 0
    steps_made = PaymentHistory.objects.filter(payment=owed, what="written_off").values_list("reason", "by")
    assert list(steps_made) == [("The family is in need.", admin.pk)] * 2
    assert AuditLog.objects.filter(action="payments.write_off", actor=admin).count() == 2


def test_what_was_paid_of_it_stays_paid(client_for, admin: User, manager: User, shift, owed: Payment) -> None:
    assert steps.confirm(client_for(manager), owed, amount=steps.soum(PART)).status == 200
    too_much = write_off(client_for(admin), owed, PRICE)
    assert (too_much.status, list(too_much.json["fields"])) == (422, ["amount"])
    done = write_off(client_for(admin), owed, PRICE - PART)
    assert (done.status, done.json["status"], done.json["amount"]) == (200, "completed", steps.soum(PART))


def test_the_same_key_forgives_once(client_for, admin: User, owed: Payment) -> None:
    client = client_for(admin)
    answers = [write_off(client, owed, PART, key="forgive-1") for _ in range(3)]
    assert answers[0].json == answers[1].json == answers[2].json
    assert money.fresh(owed.pk).written_off == PART
    other = write_off(client, owed, PART + 1, key="forgive-1")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    none = client.post(f"/payments/{owed.pk}/write-off/", {"amount": steps.soum(PART), "reason": "x"})
    assert (none.status, none.json["code"]) == (400, "idempotency_key_required")


def test_not_while_a_provider_works_on_it_and_not_once_it_is_closed(client_for, admin: User, owed: Payment) -> None:
    client = client_for(admin)
    with unit_of_work():
        held = holding.hold_payment(owed.pk)
        live = receiving.open_transaction(
            provider="payme", provider_id="p1", student=held.student, branch=held.branch, payment=held,
            amount=held.amount, currency="UZS", create_time=clock.now_ms(),
        )  # fmt: skip
    busy = write_off(client, owed, PART)
    assert (busy.status, busy.json["code"]) == (409, "payment_in_progress")
    with unit_of_work():
        receiving.perform(money=live, at_ms=clock.now_ms())
    closed = write_off(client, owed, PART)
    assert (closed.status, closed.json["code"]) == (409, "payment_closed")
    assert money.fresh(owed.pk).written_off == 0


def test_an_amount_is_of_the_payments_currency_and_has_a_reason(client_for, admin: User, owed: Payment) -> None:
    client, path = client_for(admin), f"/payments/{owed.pk}/write-off/"
    foreign = steps.post(client, path, {"amount": steps.soum(PART, "USD"), "reason": "x"})
    assert (foreign.status, list(foreign.json["fields"])) == (422, ["amount"])
    silent = steps.post(client, path, {"amount": steps.soum(PART), "reason": " "})
    assert (silent.status, list(silent.json["fields"])) == (422, ["reason"])
    assert money.fresh(owed.pk).written_off == 0


def test_for_admins_only(client_for, admin: User, manager: User, pupil: User, owed: Payment) -> None:
    asked = [write_off(client_for(one), owed, PART).status for one in (manager, pupil, admin)]
    assert asked == [403, 403, 200]
