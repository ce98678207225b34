"""Two desks at one address: each key sees the transactions of its own desk only, in every method."""

from collections.abc import Callable

import pytest

from apps.accounts.models import User
from apps.payments.models import Payment
from tests.payments.payme.calls import Payme, account_of, facts, new_id, now_ms, paid, reserved, row

METHODS: dict[str, Callable[[Payme, str], int | None]] = {
    "perform": lambda desk, id_: desk.perform(id_).code,
    "cancel": lambda desk, id_: desk.cancel(id_).code,
    "check": lambda desk, id_: desk.look(id_).code,
}


@pytest.fixture
def topped_up(topping_up: Payme, numbered: User) -> str:
    """A transaction of the cumulative desk in state 1."""
    identifier = new_id()
    assert topping_up.create(identifier, 500_000, {"student": "1042"}).result["state"] == 1
    return identifier


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
def test_the_other_desks_transaction_is_not_there(
    method: Callable[[Payme, str], int | None], payme: Payme, topping_up: Payme, owed: Payment, topped_up: str
) -> None:
    identifier = reserved(payme, owed)
    before = facts()
    assert method(topping_up, identifier) == -31003
    assert method(payme, topped_up) == -31003
    assert facts() == before
    assert method(payme, identifier) is method(topping_up, topped_up) is None


def test_the_statement_holds_ones_own_only(payme: Payme, topping_up: Payme, owed: Payment, topped_up: str) -> None:
    identifier = paid(payme, owed)
    assert [one["id"] for one in payme.statement(0, now_ms() + 9)] == [identifier]
    assert [one["id"] for one in topping_up.statement(0, now_ms() + 9)] == [topped_up]


def test_fiscal_data_are_of_ones_own_only(payme: Payme, topping_up: Payme, owed: Payment, topped_up: str) -> None:
    params = {"id": topped_up, "type": "PERFORM", "fiscal_data": {"receipt_id": 1}}
    assert payme.call("SetFiscalData", params).code == -32001
    assert topping_up.call("SetFiscalData", params).result == {"success": True}
    assert row(topped_up).fiscal_perform == {"receipt_id": 1}


def test_each_desk_has_a_field_of_its_own(payme: Payme, topping_up: Payme, owed: Payment, numbered: User) -> None:
    by_payment, by_student = account_of(owed), {"student": "1042"}
    for reply in (payme.check(owed.amount, by_student), payme.create(new_id(), owed.amount, by_student)):
        assert (reply.code, reply.data) == (-31050, "payment")
    for reply in (topping_up.check(owed.amount, by_payment), topping_up.create(new_id(), owed.amount, by_payment)):
        assert (reply.code, reply.data) == (-31050, "student")
    both = {**by_payment, **by_student}
    assert payme.check(owed.amount, both).result["allow"] is True
    assert topping_up.check(owed.amount, both).result["allow"] is True


def test_an_identifier_of_the_other_desk_is_not_taken_again(
    payme: Payme, topping_up: Payme, owed: Payment, topped_up: str
) -> None:
    before = facts()
    assert payme.create(topped_up, owed.amount, account_of(owed)).code == -31008
    assert facts() == before
