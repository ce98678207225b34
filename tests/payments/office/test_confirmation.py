"""Cash and transfers: taken once, by somebody with an open shift, for a payment that is owed."""

import pytest

from apps.core import clock
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, PaymentKind, ProviderTransaction, Receipt
from apps.payments.services import locks, transactions
from tests.payments import payment_data as money
from tests.payments.office import office_calls

PRICE = money.MONTH_PRICE


@pytest.mark.django_db
class TestCash:
    def test_default_amount_is_all_outstanding(self, client_for, manager, payment_due, desk, shift):
        answer = office_calls.confirm_payment(client_for(manager), payment_due, note="In small notes")
        assert (answer.status, answer.json["status"], answer.json["outstanding"]) == (
            200,
            "completed",
            office_calls.money_json(0),
        )
        (transaction,) = answer.json["transactions"]
        assert (transaction["provider"], transaction["state"], transaction["amount"]) == (
            "cash",
            2,
            office_calls.money_json(PRICE),
        )
        assert transaction["taken_by"]["id"] == str(manager.pk)
        assert office_calls.get_desk_balance(desk) == PRICE
        row = ProviderTransaction.objects.get()
        assert (row.shift, row.cash_desk, row.note) == (shift, desk, "In small notes")
        assert [receipt["kind"] for receipt in answer.json["receipts"]] == ["payment"]

    def test_partial_cash_leaves_the_rest_outstanding(self, client_for, manager, payment_due, shift):
        answer = office_calls.confirm_payment(
            client_for(manager), payment_due, amount=office_calls.money_json(20_000_000)
        )
        assert (answer.json["status"], answer.json["outstanding"]) == (
            "pending",
            office_calls.money_json(PRICE - 20_000_000),
        )

    def test_surplus_covers_the_oldest_due_then_later_payments(
        self, client_for, manager, pupil, group, payment_due, shift
    ):
        older = money.create_payment_due(pupil, group, 5_000_000, due_in=-3, kind=PaymentKind.ENROLMENT)
        answer = office_calls.confirm_payment(
            client_for(manager), payment_due, amount=office_calls.money_json(PRICE + 6_000_000)
        )
        assert answer.json["status"] == "completed"
        assert money.reload_payment(older.pk).status == "completed"
        later = money.create_payment_due(pupil, group, 3_000_000)
        assert later.outstanding == 2_000_000
        covered = [line["amount"] for line in Receipt.objects.get().facts["covers"]]
        assert covered == [PRICE, 5_000_000]

    def test_cash_needs_your_own_open_shift(self, client_for, manager, admin, payment_due, desk, shift):
        refused = office_calls.confirm_payment(client_for(admin), payment_due, desk=str(desk.pk))
        assert (refused.status, refused.json["code"]) == (409, "shift_needed")
        assert money.reload_payment(payment_due.pk).settled == 0
        assert office_calls.confirm_payment(client_for(manager), payment_due, desk=str(desk.pk)).status == 200

    def test_desk_is_required_with_several_open_shifts(self, client_for, manager, payment_due, branch, desk, shift):
        second = money.open_shift(money.create_cash_desk(branch, "Second floor"), manager)
        client = client_for(manager)
        unclear = office_calls.confirm_payment(client, payment_due)
        assert (unclear.status, list(unclear.json["fields"])) == (422, ["desk"])
        assert office_calls.confirm_payment(client, payment_due, desk=str(second.desk_id)).status == 200
        assert (office_calls.get_desk_balance(second.desk), office_calls.get_desk_balance(desk)) == (PRICE, 0)


@pytest.mark.django_db
class TestBoth:
    def test_transfer_is_posted_to_the_bank_and_takes_no_desk(
        self, client_for, manager, payment_due, branch, desk, shift
    ):
        client = client_for(manager)
        wrong = office_calls.confirm_payment(client, payment_due, method="transfer", desk=str(desk.pk))
        assert (wrong.status, list(wrong.json["fields"])) == (422, ["desk"])
        assert office_calls.confirm_payment(client, payment_due, method="transfer").json["status"] == "completed"
        assert office_calls.get_balance(AccountKind.BANK, branch=branch) == PRICE
        assert office_calls.get_desk_balance(desk) == 0

    def test_same_idempotency_key_confirms_once(self, client_for, manager, payment_due, shift):
        client, half = client_for(manager), office_calls.money_json(PRICE // 2)
        answers = [office_calls.confirm_payment(client, payment_due, key="till-1", amount=half) for _ in range(3)]
        assert [answer.status for answer in answers] == [200] * 3
        assert answers[0].json == answers[1].json == answers[2].json
        assert money.reload_payment(payment_due.pk).settled == PRICE // 2
        other = office_calls.confirm_payment(client, payment_due, key="till-1", amount=office_calls.money_json(1))
        assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
        none = client.post(f"/payments/{payment_due.pk}/confirm/", {"method": "cash"})
        assert (none.status, none.json["code"]) == (400, "idempotency_key_required")

    @pytest.mark.parametrize("method", ["cash", "transfer"])
    def test_completed_payment_cannot_be_confirmed(self, client_for, manager, payment_due, shift, method):
        client = client_for(manager)
        assert office_calls.confirm_payment(client, payment_due, method=method).status == 200
        again = office_calls.confirm_payment(client, payment_due, method=method)
        assert (again.status, again.json["code"]) == (409, "payment_closed")
        assert ProviderTransaction.objects.count() == 1

    def test_provider_in_progress_blocks_confirmation(self, client_for, manager, payment_due, shift):
        client = client_for(manager)
        with unit_of_work():
            payment = locks.lock_payment(payment_due.pk)
            live = money.start_transaction(payment.student, payment.branch, PRICE, "p1", payment=payment)
        assert client.get(f"/payments/{payment_due.pk}/").json["live"] == "payme"
        refused = office_calls.confirm_payment(client, payment_due)
        assert (refused.status, refused.json["code"]) == (409, "payment_in_progress")
        with unit_of_work():
            locks.lock_payment(payment_due.pk)
            transactions.cancel_transaction(money=live, at_ms=clock.now_ms(), reason=3)
        assert office_calls.confirm_payment(client, payment_due).status == 200

    @pytest.mark.parametrize(
        "amount",
        [0, -5, 1.5, "45000000", 10**15 + 1, 2**53 + 1, True, None],
        ids=["nothing", "negative", "fraction", "text", "above the highest", "above 2^53", "truth", "null"],
    )
    def test_amounts_must_be_whole_and_within_bounds(self, client_for, manager, payment_due, shift, amount):
        client = client_for(manager)
        answer = office_calls.confirm_payment(client, payment_due, amount={"amount": amount, "currency": "UZS"})
        assert (answer.status, list(answer.json["fields"])) == (422, ["amount.amount"])
        other = office_calls.confirm_payment(client, payment_due, amount=office_calls.money_json(100, "USD"))
        assert (other.status, list(other.json["fields"])) == (422, ["amount"])
        assert money.reload_payment(payment_due.pk).settled == 0

    def test_confirmation_is_for_the_office(self, client_for, pupil, teacher, manager, payment_due, shift):
        assert [
            office_calls.confirm_payment(client_for(person), payment_due).status for person in (pupil, teacher)
        ] == [403, 403]
        assert office_calls.confirm_payment(client_for(manager), payment_due).status == 200
