"""Cash and transfers: taken once, by somebody with an open shift, for a payment that is owed."""

import pytest

from apps.core import clock
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, PaymentKind, ProviderTransaction, Receipt
from apps.payments.services import locks, transactions
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance
from tests.payments.payment_data import (
    PRICE,
    create_cash_desk,
    create_payment_due,
    money_json,
    open_payme_for,
    open_shift,
    reload_payment,
    uzs,
)


def test_default_amount_is_all_outstanding(client_for, manager, payment_due, desk, shift):
    answer = confirm_payment(client_for(manager), payment_due, note="In small notes")
    assert (answer.status, answer.json["status"], answer.json["outstanding"]) == (200, "completed", uzs(0))
    (transaction,) = answer.json["transactions"]
    assert (transaction["provider"], transaction["state"], transaction["amount"]) == ("cash", 2, uzs(PRICE))
    assert transaction["taken_by"]["id"] == str(manager.pk)
    assert get_desk_balance(desk) == PRICE
    row = ProviderTransaction.objects.get()
    assert (row.shift, row.cash_desk, row.note) == (shift, desk, "In small notes")
    assert [receipt["kind"] for receipt in answer.json["receipts"]] == ["payment"]


def test_partial_cash_leaves_the_rest_outstanding(client_for, manager, payment_due, shift):
    answer = confirm_payment(client_for(manager), payment_due, amount=uzs(20_000_000))
    assert (answer.json["status"], answer.json["outstanding"]) == ("pending", uzs(PRICE - 20_000_000))


def test_surplus_covers_the_oldest_due_then_later_payments(client_for, manager, pupil, group, payment_due, shift):
    older = create_payment_due(pupil, group, 5_000_000, due_in=-3, kind=PaymentKind.ENROLMENT)
    answer = confirm_payment(client_for(manager), payment_due, amount=uzs(PRICE + 6_000_000), advance=True)
    assert answer.json["status"] == "completed"
    assert reload_payment(older).status == "completed"
    assert create_payment_due(pupil, group, 3_000_000).outstanding == 2_000_000
    assert [line["amount"] for line in Receipt.objects.get().facts["covers"]] == [PRICE, 5_000_000]


def test_cash_needs_your_own_open_shift(client_for, manager, admin, payment_due, desk, shift):
    assert confirm_payment(client_for(admin), payment_due, desk=str(desk.pk)).refusal == (409, "shift_needed")
    assert reload_payment(payment_due).settled == 0
    assert confirm_payment(client_for(manager), payment_due, desk=str(desk.pk)).status == 200


def test_desk_is_required_with_several_open_shifts(client_for, manager, payment_due, branch, desk, shift):
    second = open_shift(create_cash_desk(branch, "Second floor"), manager)
    client = client_for(manager)
    assert confirm_payment(client, payment_due).refused_fields == (422, ["desk"])
    assert confirm_payment(client, payment_due, desk=str(second.desk_id)).status == 200
    assert (get_desk_balance(second.desk), get_desk_balance(desk)) == (PRICE, 0)


def test_transfer_is_posted_to_the_bank_and_takes_no_desk(client_for, manager, payment_due, branch, desk, shift):
    client = client_for(manager)
    assert confirm_payment(client, payment_due, method="transfer", desk=str(desk.pk)).refused_fields == (422, ["desk"])
    assert confirm_payment(client, payment_due, method="transfer").json["status"] == "completed"
    assert get_balance(AccountKind.BANK, branch=branch) == PRICE
    assert get_desk_balance(desk) == 0


def test_same_idempotency_key_confirms_once(client_for, manager, payment_due, shift):
    client, half = client_for(manager), uzs(PRICE // 2)
    answers = [confirm_payment(client, payment_due, key="till-1", amount=half) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert answers[0].json == answers[1].json == answers[2].json
    assert reload_payment(payment_due).settled == PRICE // 2
    assert confirm_payment(client, payment_due, key="till-1", amount=uzs(1)).refusal == (422, "idempotency_key_reused")
    refused = client.post(f"/payments/{payment_due.pk}/confirm/", {"method": "cash"})
    assert refused.refusal == (400, "idempotency_key_required")


@pytest.mark.parametrize("method", ["cash", "transfer"])
def test_completed_payment_cannot_be_confirmed(client_for, manager, payment_due, shift, method):
    client = client_for(manager)
    assert confirm_payment(client, payment_due, method=method).status == 200
    assert confirm_payment(client, payment_due, method=method).refusal == (409, "payment_closed")
    assert ProviderTransaction.objects.count() == 1


def test_provider_in_progress_blocks_confirmation(client_for, manager, payment_due, shift):
    client = client_for(manager)
    live = open_payme_for(payment_due)
    assert client.get(f"/payments/{payment_due.pk}/").json["live"] == "payme"
    assert confirm_payment(client, payment_due).refusal == (409, "payment_in_progress")
    with unit_of_work():
        locks.lock_payment(payment_due.pk)
        transactions.cancel_transaction(money=live, at_ms=clock.now_ms(), reason=3)
    assert confirm_payment(client, payment_due).status == 200


@pytest.mark.parametrize("amount", [0, -5, 1.5, "45000000", 10**15 + 1, 2**53 + 1, True, None])
def test_amounts_must_be_whole_and_within_bounds(client_for, manager, payment_due, shift, amount):
    client = client_for(manager)
    assert confirm_payment(client, payment_due, amount=uzs(amount)).refused_fields == (422, ["amount.amount"])
    assert confirm_payment(client, payment_due, amount=money_json(100, "USD")).refused_fields == (422, ["amount"])
    assert reload_payment(payment_due).settled == 0
