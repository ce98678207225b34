"""Opening balances: what pupils had or owed before the centre moved in; no revenue, no receipt, once."""

import pytest

from apps.accounts.models import Guardian
from apps.payments.models import AccountKind, FlaggedAct, LedgerTransfer, Payment, PayRate, ProviderTransaction, Receipt
from apps.payments.queries.earnings import calculate_earnings
from tests.payments.office.office_calls import (
    confirm_payment,
    get_balance,
    get_desk_balance,
    post_shift,
    post_with_key,
    refund_payment,
)
from tests.payments.payment_data import (
    PRICE,
    create_payment_due,
    get_student_balance,
    local_today,
    money_json,
    reload_payment,
    uzs,
)


def post_opening(client, student, side, amount, *, key=None, currency="UZS", **body):
    sent = {"side": side, "amount": money_json(amount, currency), **body}
    return post_with_key(client, f"/payments/balance/{student.pk}/opening/", sent, key=key)


def reverse_opening(client, student, **body):
    return client.post(f"/payments/balance/{student.pk}/opening/reverse/", {"reason": "His brother's.", **body})


def get_earned(client):
    answer = client.get("/payments/reports/revenue/", {"by": "group"}).json
    return [(row["earned"]["amount"], row["received"]["amount"]) for row in answer["totals"]]


def test_opening_credit_covers_payments_and_is_neither_revenue_nor_receipt(
    client_for, admin, branch, group, pupil, payment_due
):
    client = client_for(admin)
    answer = post_opening(client, pupil, "credit", PRICE + 5_000_000, group=str(group.pk), note="old table")
    assert (answer.status, answer.json["side"], answer.json["amount"]) == (201, "credit", uzs(PRICE + 5_000_000))
    assert reload_payment(payment_due).status == "completed"
    assert get_student_balance(pupil) == 5_000_000
    assert get_balance(AccountKind.OPENING, branch=branch) == PRICE + 5_000_000
    assert (Receipt.objects.count(), get_earned(client)) == (0, [(PRICE, 0)])
    later = create_payment_due(pupil, group, 6_000_000)
    assert (later.settled, later.outstanding) == (5_000_000, 1_000_000), "what is left never expires"


def test_opening_debt_is_a_payment_that_is_no_revenue(client_for, admin, manager, shift, branch, group, pupil):
    client = client_for(admin)
    rate = {"teacher": group.lead_teacher, "branch": branch, "kind": "percent", "percent_hundredths": 3000}
    PayRate.objects.create(**rate, starts_on="2020-01-01")
    answer = post_opening(client, pupil, "debt", PRICE, group=str(group.pk))
    debt = Payment.objects.get(pk=answer.json["payment"])
    assert (debt.kind, debt.status, debt.outstanding) == ("opening", "pending", PRICE)
    assert get_student_balance(pupil) == -PRICE
    assert (get_balance(AccountKind.OPENING, branch=branch), get_balance(AccountKind.REVENUE)) == (-PRICE, 0)
    assert client.get("/payments/", {"kind": "opening"}).json["count"] == 1
    assert confirm_payment(client_for(manager), debt, amount=uzs(PRICE)).json["status"] == "completed"
    assert get_earned(client) == [(0, PRICE)]
    assert calculate_earnings(local_today(branch).replace(day=1), [branch.pk]) == [], "nor does a teacher earn of it"
    assert post_shift(client_for(manager), shift.desk, "close", PRICE).status == 200
    assert post_shift(client, shift.desk, "open", PRICE).status == 200
    assert refund_payment(client, debt).json["status"] == "refunded"
    assert (get_balance(AccountKind.OPENING, branch=branch), get_balance(AccountKind.REVENUE)) == (0, 0)


def test_opening_debt_is_repriced_forgiven_cancelled_and_restored_off_the_revenue(
    client_for, admin, branch, pupil, payment_due
):
    client = client_for(admin)
    debt = Payment.objects.get(pk=post_opening(client, pupil, "debt", PRICE).json["payment"])
    assert client.patch(f"/payments/{debt.pk}/", {"amount": uzs(6_000_000), "reason": "typo"}).status == 200
    forgiven = post_with_key(client, f"/payments/{debt.pk}/write-off/", {"amount": uzs(1_000_000), "reason": "in need"})
    assert (forgiven.status, reload_payment(debt).outstanding) == (200, 5_000_000)
    assert get_balance(AccountKind.OPENING, branch=branch) == -6_000_000
    assert client.post(f"/payments/{debt.pk}/cancel/", {"reason": "wrong"}).status == 200
    assert [get_balance(kind, branch=branch) for kind in (AccountKind.OPENING, AccountKind.WRITE_OFFS)] == [0, 0]
    assert post_opening(client, pupil, "credit", 1).status == 201, "a cancelled one makes room"
    refused = client.post(f"/payments/{debt.pk}/restore/", {"reason": "after all"})
    assert (refused.refusal, reload_payment(debt).status) == ((409, "payment_closed"), "cancelled")
    assert get_balance(AccountKind.REVENUE, branch=branch) == PRICE


def test_opening_balance_is_set_once_and_again_after_its_reversal(client_for, admin, branch, pupil):
    client = client_for(admin)
    first = post_opening(client, pupil, "credit", PRICE, key="once")
    assert post_opening(client, pupil, "credit", PRICE, key="once").json == first.json
    assert post_opening(client, pupil, "debt", PRICE).refusal == (409, "conflict")
    assert post_opening(client, pupil, "credit", 100, currency="USD").status == 201
    answer = reverse_opening(client, pupil)
    assert (answer.status, answer.json["reversed_at"] is not None) == (200, True)
    assert reverse_opening(client, pupil).refusal == (404, "not_found")
    assert (get_student_balance(pupil), get_balance(AccountKind.OPENING, branch=branch, currency="UZS")) == (0, 0)
    assert post_opening(client, pupil, "debt", PRICE).status == 201
    assert reverse_opening(client, pupil).status == 200
    assert get_student_balance(pupil) == 0
    assert not LedgerTransfer.objects.exclude(kind__in=["opening", "cancelled"]).exists()


def test_reversal_of_a_used_credit_makes_its_payments_due_again(client_for, admin, branch, pupil, group, payment_due):
    client, later = client_for(admin), create_payment_due(pupil, group, due_in=9)
    assert post_opening(client, pupil, "credit", PRICE + 1_000_000).status == 201
    assert (reload_payment(payment_due).status, reload_payment(later).settled) == ("completed", 1_000_000)
    assert reverse_opening(client, pupil).status == 200
    for payment in (payment_due, later):
        owed = reload_payment(payment)
        assert (owed.status, owed.settled, owed.completed_at) == ("pending", 0, None)
    assert (get_student_balance(pupil), get_balance(AccountKind.OPENING, branch=branch)) == (-2 * PRICE, 0)
    assert post_opening(client, pupil, "credit", PRICE).status == 201
    assert reload_payment(payment_due).status == "completed"


def test_opening_credit_is_paid_back_from_a_desk_or_the_bank(client_for, admin, branch, pupil, desk, group):
    client = client_for(admin)
    assert post_shift(client, desk, "open", 5_000_000).status == 200
    assert post_opening(client, pupil, "credit", 3_000_000).status == 201
    path = f"/payments/balance/{pupil.pk}/refund/"
    cash = post_with_key(client, path, {"amount": uzs(1_000_000), "reason": "leaves", "desk": str(desk.pk)})
    assert (cash.status, get_desk_balance(desk), len(cash.json["receipts"])) == (200, 4_000_000, 1)
    bank = post_with_key(client, path, {"amount": uzs(500_000), "reason": "leaves"})
    assert (bank.status, get_balance(AccountKind.BANK, branch=branch)) == (200, -500_000)
    assert reverse_opening(client, pupil).refusal == (409, "conflict")
    covered = create_payment_due(pupil, group, 1_500_000)
    assert refund_payment(client, covered, desk=str(desk.pk)).json["status"] == "refunded"
    assert (get_desk_balance(desk), get_student_balance(pupil)) == (2_500_000, 0)


def test_opening_credit_that_waits_to_be_handed_out_is_not_reversed(client_for, admin, pupil, shift):
    client = client_for(admin)
    assert post_opening(client, pupil, "credit", 3_000_000).status == 201
    asked = {"amount": uzs(1_000_000), "reason": "leaves", "desk": str(shift.desk_id)}
    waits = post_with_key(client, f"/payments/balance/{pupil.pk}/refund/", asked)
    assert waits.status == 202
    assert reverse_opening(client, pupil).refusal == (409, "cash_refund_waiting")
    assert client.post(f"/payments/cash-refunds/{waits.json['id']}/withdraw/", {}).status == 200
    assert reverse_opening(client, pupil).status == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": {"amount": 1.5, "currency": "UZS"}}, "amount.amount"),
        ({"amount": {"amount": "100", "currency": "UZS"}}, "amount.amount"),
        ({"amount": uzs(0)}, "amount.amount"),
        ({"amount": uzs(-5)}, "amount.amount"),
        ({"amount": uzs(10**15 + 1)}, "amount.amount"),
        ({"amount": money_json(5, "GBP")}, "amount.currency"),
        ({"side": "both"}, "side"),
        ({"on": "2026-01-01"}, "on"),
    ],
)
def test_bad_opening_balance_is_refused(client_for, admin, pupil, body, field):
    sent = {"side": "credit", "amount": uzs(5), **body}
    answer = post_with_key(client_for(admin), f"/payments/balance/{pupil.pk}/opening/", sent)
    assert (answer.refusal, list(answer.json["fields"])) == ((422, "invalid"), [field])
    assert ProviderTransaction.objects.count() == 0


def test_opening_balance_needs_its_permission_and_another_person_for_own_family(
    client_for, admin, manager, pupil, second_pupil
):
    assert post_opening(client_for(manager), pupil, "credit", PRICE).refusal == (403, "forbidden")
    Guardian.objects.create(parent=admin, child=pupil, kind="mother")
    assert post_opening(client_for(admin), pupil, "credit", PRICE).status == 201, "with payments.confirm_own"
    assert post_opening(client_for(admin), second_pupil, "credit", PRICE).status == 201
    assert list(FlaggedAct.objects.values_list("student", "act")) == [(pupil.pk, "payments.open_balance")]
