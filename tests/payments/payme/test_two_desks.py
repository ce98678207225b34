"""Two desks at one address: each key sees the transactions of its own desk only, in every method."""

from collections.abc import Callable

import pytest

from tests.payments.payme.payme_client import (
    Payme,
    account_for,
    create_paid,
    create_reserved,
    get_transaction,
    new_id,
    now_ms,
    snapshot_rows,
)

METHODS: dict[str, Callable[[Payme, str], int | None]] = {
    "perform": lambda desk, id_: desk.perform(id_).code,
    "cancel": lambda desk, id_: desk.cancel(id_).code,
    "check": lambda desk, id_: desk.look(id_).code,
}


@pytest.fixture
def topped_up(payme_top_up, numbered_pupil):
    """A transaction of the cumulative desk in state 1."""
    identifier = new_id()
    assert payme_top_up.create(identifier, 500_000, {"student": "1042"}).result["state"] == 1
    return identifier


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
def test_transaction_of_the_other_desk_is_not_found(method, payme, payme_top_up, payment_due, topped_up):
    identifier = create_reserved(payme, payment_due)
    before = snapshot_rows()
    assert method(payme_top_up, identifier) == -31003
    assert method(payme, topped_up) == -31003
    assert snapshot_rows() == before
    assert method(payme, identifier) is method(payme_top_up, topped_up) is None


def test_statement_has_only_transactions_of_the_desk(payme, payme_top_up, payment_due, topped_up):
    identifier = create_paid(payme, payment_due)
    assert [transaction["id"] for transaction in payme.statement(0, now_ms() + 9)] == [identifier]
    assert [row["id"] for row in payme_top_up.statement(0, now_ms() + 9)] == [topped_up]


def test_fiscal_data_only_for_transactions_of_the_desk(payme, payme_top_up, payment_due, topped_up):
    params = {"id": topped_up, "type": "PERFORM", "fiscal_data": {"receipt_id": 1}}
    assert payme.call("SetFiscalData", params).code == -32001
    assert payme_top_up.call("SetFiscalData", params).result == {"success": True}
    assert get_transaction(topped_up).fiscal_perform == {"receipt_id": 1}


def test_each_desk_has_its_own_account_field(payme, payme_top_up, payment_due, numbered_pupil):
    by_payment, by_student = account_for(payment_due), {"student": "1042"}
    for reply in (payme.check(payment_due.amount, by_student), payme.create(new_id(), payment_due.amount, by_student)):
        assert (reply.code, reply.data) == (-31050, "payment")
    for reply in (
        payme_top_up.check(payment_due.amount, by_payment),
        payme_top_up.create(new_id(), payment_due.amount, by_payment),
    ):
        assert (reply.code, reply.data) == (-31050, "student")
    both = {**by_payment, **by_student}
    assert payme.check(payment_due.amount, both).result["allow"] is True
    assert payme_top_up.check(payment_due.amount, both).result["allow"] is True


def test_identifier_of_the_other_desk_cannot_be_reused(payme, payme_top_up, payment_due, topped_up):
    before = snapshot_rows()
    assert payme.create(topped_up, payment_due.amount, account_for(payment_due)).code == -31008
    assert snapshot_rows() == before
