"""Two desks at one address: each key sees the transactions of its own desk only, in every method."""

import pytest

from tests.payments.payme.payme_client import account_for, get_transaction, new_id, nothing_changes, now_ms

METHODS = {
    "perform": lambda desk, id_: desk.perform(id_).code,
    "cancel": lambda desk, id_: desk.cancel(id_).code,
    "check": lambda desk, id_: desk.look(id_).code,
}


@pytest.fixture
def topped_up(payme_top_up, numbered_pupil):
    """A transaction of the cumulative desk in state 1."""
    identifier = new_id()
    assert payme_top_up.create({"student": "1042"}, 500_000, id=identifier).result["state"] == 1
    return identifier


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
def test_transaction_of_the_other_desk_is_not_found(method, payme, payme_top_up, payment_due, topped_up):
    identifier = payme.create_reserved(payment_due)
    with nothing_changes():
        assert method(payme_top_up, identifier) == -31003
        assert method(payme, topped_up) == -31003
    assert method(payme, identifier) is method(payme_top_up, topped_up) is None


def test_statement_has_only_transactions_of_the_desk(payme, payme_top_up, payment_due, topped_up):
    identifier = payme.create_paid(payment_due)
    assert [transaction["id"] for transaction in payme.statement(0, now_ms() + 9)] == [identifier]
    assert [row["id"] for row in payme_top_up.statement(0, now_ms() + 9)] == [topped_up]


def test_fiscal_data_only_for_transactions_of_the_desk(payme, payme_top_up, payment_due, topped_up):
    params = {"id": topped_up, "type": "PERFORM", "fiscal_data": {"receipt_id": 1}}
    assert payme.call("SetFiscalData", params).code == -32001
    assert payme_top_up.call("SetFiscalData", params).result == {"success": True}
    assert get_transaction(topped_up).fiscal_perform == {"receipt_id": 1}


def test_each_desk_has_its_own_account_field(payme, payme_top_up, payment_due, numbered_pupil):
    by_payment, by_student = account_for(payment_due), {"student": "1042"}
    for reply in (payme.check(by_student, payment_due.amount), payme.create(by_student, payment_due.amount)):
        assert reply.refusal == (-31050, "payment")
    for reply in (
        payme_top_up.check(by_payment, payment_due.amount),
        payme_top_up.create(by_payment, payment_due.amount),
    ):
        assert reply.refusal == (-31050, "student")
    both = {**by_payment, **by_student}
    assert payme.check(both, payment_due.amount).result["allow"] is True
    assert payme_top_up.check(both, payment_due.amount).result["allow"] is True


def test_identifier_of_the_other_desk_cannot_be_reused(payme, payme_top_up, payment_due, topped_up):
    with nothing_changes():
        assert payme.create(payment_due, id=topped_up).code == -31008
