"""Handing pay over: from the bank or a desk with a shift, never more than was earned unless it is an advance."""

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.payments.models import AccountKind, CashDesk, LedgerAccount, LedgerTransfer, PayOut, Shift
from apps.payments.queries.ledger_rules import find_violations
from tests import factories
from tests.payments import payment_data
from tests.payments.salaries import pay_calls

EARNED = pay_calls.LESSON_RATE


@pytest.fixture
def earned(admin, teacher, group):
    """`teacher` is owed one lesson of October."""
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    pay_calls.close_month(admin, "2026-10")


def in_account(kind):
    account = LedgerAccount.objects.filter(kind=kind).first()
    return account.balance if account else 0


def test_payout_from_the_bank_once_per_idempotency_key(earned, admin, teacher):
    first = pay_calls.post_payout(admin, teacher, EARNED - 1, key="october")
    again = pay_calls.post_payout(admin, teacher, EARNED - 1, key="october")
    assert (first.status, again.status, again.json) == (201, 201, first.json)
    assert pay_calls.post_payout(admin, teacher, 1, key="").status == 400
    assert (pay_calls.get_teacher_balance(teacher), in_account(AccountKind.BANK)) == (1, 1 - EARNED)
    transfer = LedgerTransfer.objects.get(kind="pay_out")
    sides = {(entry.account.kind, entry.side): entry.amount for entry in transfer.entries.select_related("account")}
    assert sides == {("teacher", "debit"): EARNED - 1, ("bank", "credit"): EARNED - 1}
    payouts_seen = pay_calls.get_payroll(teacher)["pay_outs"]
    assert [(payout["id"], payout["amount"]["amount"], payout["desk"]) for payout in payouts_seen] == [
        (first.json["id"], EARNED - 1, None)
    ]
    assert pay_calls.get_payroll(teacher, "2026-10")["pay_outs"] == []


def test_payout_is_limited_to_earned_pay_except_advances(earned, admin, teacher, group):
    refused = pay_calls.post_payout(admin, teacher, EARNED + 1)
    assert (refused.status, refused.json["code"], PayOut.objects.count()) == (409, "not_enough_money", 0)
    assert pay_calls.post_payout(admin, teacher, EARNED + 1, advance=True).status == 201
    assert pay_calls.get_teacher_balance(teacher) == -1
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    with pay_calls.freeze_at(2026, 12, 1, 9):
        pay_calls.close_month(admin, "2026-11")
        assert pay_calls.post_payout(admin, teacher, EARNED).status == 409
        assert pay_calls.post_payout(admin, teacher, EARNED - 1).status == 201
    assert pay_calls.get_teacher_balance(teacher) == 0


def test_payout_from_a_desk_needs_your_shift(earned, admin, manager, teacher, group, pupil, desk):
    named = {"desk": str(desk.pk)}
    assert pay_calls.post_payout(admin, teacher, 1_000, **named).refusal == (409, "shift_needed")
    shift = payment_data.open_shift(desk, admin)
    assert pay_calls.post_payout(admin, teacher, 1_000, **named).refusal == (409, "not_enough_money")
    payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 5_000), shift)
    paid = pay_calls.post_payout(admin, teacher, 1_000, **named)
    assert (paid.status, paid.json["desk"]) == (201, str(desk.pk))
    assert (pay_calls.get_teacher_balance(teacher), in_account(AccountKind.DESK)) == (EARNED - 1_000, 4_000)
    assert (in_account(AccountKind.BANK), pay_calls.sum_closed_entries(teacher)) == (0, EARNED)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"amount": payment_data.uzs(0)}, "amount.amount", id="nothing"),
        pytest.param({"amount": payment_data.uzs("1")}, "amount.amount", id="a text"),
        pytest.param({"amount": payment_data.uzs(1.5)}, "amount.amount", id="a part"),
        pytest.param({"amount": payment_data.uzs(2**53)}, "amount.amount", id="above 2^53"),
        pytest.param({"desk": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"}, "desk", id="no such desk"),
        pytest.param({"desk": "@far"}, "desk", id="a desk of another branch"),
        pytest.param({"teacher": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"}, "teacher", id="nobody"),
        pytest.param({"advance": "perhaps"}, "advance", id="perhaps"),
    ],
)
def test_invalid_payouts_are_refused(earned, admin, teacher, body, field):
    far = payment_data.create_cash_desk(payment_data.create_second_branch(), "Far")
    sent = {name: str(far.pk) if value == "@far" else value for name, value in body.items()}
    assert pay_calls.post_payout(admin, teacher, 1_000, **sent).refused_fields == (422, [field])
    assert (PayOut.objects.count(), pay_calls.get_teacher_balance(teacher)) == (0, EARNED)


def test_desk_of_another_currency_is_refused(earned, admin, teacher, group):
    dollars = CashDesk.objects.create(branch=group.branch, name="Dollars", currency="USD")
    payment_data.open_shift(dollars, admin)
    assert pay_calls.post_payout(admin, teacher, 1_000, desk=str(dollars.pk)).refused_fields == (422, ["desk"])
    assert pay_calls.get_teacher_balance(teacher) == EARNED


def test_unpaid_pay_counts_across_branches(earned, admin, teacher):
    far = payment_data.create_second_branch()
    assert pay_calls.post_payout(admin, teacher, EARNED, branch=str(far.pk)).status == 201
    assert pay_calls.post_payout(admin, teacher, 1).status == 409
    assert pay_calls.get_teacher_balance(teacher) == 0


def test_payout_is_reversed_once_with_a_reason(earned, admin, teacher):
    paid = pay_calls.post_payout(admin, teacher, EARNED).json
    assert (paid["reverses"], paid["reversed_by"], paid["reason"]) == (None, None, "")
    assert pay_calls.reverse_payout(admin, paid["id"], "").refused_fields == (422, ["reason"])
    back = pay_calls.reverse_payout(admin, paid["id"], "Another teacher", key="back")
    again = pay_calls.reverse_payout(admin, paid["id"], "Another teacher", key="back")
    assert (back.status, again.json, back.json["reverses"], back.json["reason"]) == (
        201, back.json, paid["id"], "Another teacher"
    )  # fmt: skip
    assert (pay_calls.get_teacher_balance(teacher), in_account(AccountKind.BANK)) == (EARNED, 0)
    for payout in (paid, back.json):
        assert pay_calls.reverse_payout(admin, payout["id"]).refusal == (409, "already_reversed")
    rows = pay_calls.get_payroll(teacher)["pay_outs"]
    assert {row["id"]: row["reversed_by"] for row in rows} == {back.json["id"]: None, paid["id"]: back.json["id"]}
    assert pay_calls.post_payout(admin, teacher, EARNED).status == 201
    assert pay_calls.get_teacher_balance(teacher) == 0
    assert find_violations() == []


def test_reversed_cash_needs_your_shift_at_the_same_desk(earned, admin, teacher, group, pupil, desk):
    shift = payment_data.open_shift(desk, admin)
    payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 5_000), shift)
    paid = pay_calls.post_payout(admin, teacher, 1_000, desk=str(desk.pk)).json
    Shift.objects.update(closed_at=timezone.now(), counted=4_000, expected=4_000)
    assert pay_calls.reverse_payout(admin, paid["id"]).refusal == (409, "shift_needed")
    payment_data.open_shift(desk, admin)
    assert pay_calls.reverse_payout(admin, paid["id"]).status == 201
    assert (pay_calls.get_teacher_balance(teacher), in_account(AccountKind.DESK)) == (EARNED, 5_000)


def test_payout_of_another_branch_is_not_reversed(earned, admin, teacher, client_for):
    far = payment_data.create_second_branch()
    paid = pay_calls.post_payout(admin, teacher, EARNED).json
    there = payment_data.limit_to_branch(factories.make_user(Role.ADMIN, "Zarina"), far)
    assert pay_calls.reverse_payout(there, paid["id"]).status == 404
    assert pay_calls.get_teacher_balance(teacher) == 0
