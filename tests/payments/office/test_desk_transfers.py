"""Cash carried to the bank or to another desk, and its reversal."""

import pytest

from apps.notifications.models import Notification
from apps.payments.models import AccountKind, DeskTransfer
from apps.payments.services import desk_transfers
from apps.settings.models import AuditLog
from tests.payments import payment_data
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance, post_shift, post_with_key
from tests.payments.payment_data import PRICE, uzs
from tests.query_counts import check_list_cost

PART = 5_000_000


def carry(client, desk, to_desk, amount=PART, *, key=None, **body):
    body = {"to": str(to_desk.pk), "amount": uzs(amount), "note": "Change", **body}
    return post_with_key(client, f"/payments/cash-desks/{desk.pk}/transfer/", body, key=key)


def bank(client, desk, amount=PART):
    return post_with_key(client, f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(amount)})


def reverse(client, row, *, key=None):
    path = f"/payments/desk-transfers/{row['id']}/reverse/"
    return post_with_key(client, path, {"reason": "Wrong desk"}, key=key)


def list_moves(client, desk, shift_id):
    report = client.get(f"/payments/cash-desks/{desk.pk}/shift/{shift_id}/").json
    return {name: report[name]["amount"] for name in ("banked", "moved_in", "moved_out", "expected")}


@pytest.fixture
def full(client_for, manager, desk, payment_due, shift):
    """The desk with the manager's open shift and the price of a payment in it."""
    assert confirm_payment(client_for(manager), payment_due).status == 200
    return desk


@pytest.fixture
def safe(branch):
    return payment_data.create_cash_desk(branch, "Safe")


def test_cash_is_carried_to_another_desk_and_back(client_for, admin, manager, full, safe, shift):
    office, boss = client_for(manager), client_for(admin)
    opened = post_shift(boss, safe, "open", 0).json["shift"]["id"]
    done = carry(office, full, safe, key="c1")
    assert (done.status, done.json["desk"]["id"], done.json["to"]["id"]) == (201, str(full.pk), str(safe.pk))
    assert carry(office, full, safe, key="c1").json == done.json
    assert (get_desk_balance(full), get_desk_balance(safe)) == (PRICE - PART, PART)
    assert Notification.objects.filter(user=admin, type="payments.desk_received").count() == 1
    assert list_moves(office, full, shift.pk) == {
        "banked": 0, "moved_in": 0, "moved_out": PART, "expected": PRICE - PART
    }  # fmt: skip
    assert list_moves(boss, safe, opened) == {"banked": 0, "moved_in": PART, "moved_out": 0, "expected": PART}
    back = reverse(office, done.json)
    assert (back.status, back.json["reverses"], back.json["amount"]) == (201, done.json["id"], uzs(PART))
    assert (get_desk_balance(full), get_desk_balance(safe)) == (PRICE, 0)
    assert list(AuditLog.objects.filter(actor=manager, action__contains="transfer").values_list("action")) == [
        ("cash_desks.reverse_transfer",)
    ]
    assert AuditLog.objects.filter(actor=manager, action="cash_desks.carry_to_desk").count() == 1
    assert list_moves(office, full, shift.pk)["moved_out"] == list_moves(boss, safe, opened)["moved_in"] == 0
    assert reverse(office, done.json).refusal == (409, "already_reversed")
    assert reverse(office, back.json).refusal == (409, "already_reversed")
    listed = office.get("/payments/desk-transfers/", {"desk": str(safe.pk)}).json["results"]
    assert [(row["id"], row["reversed_by"]) for row in listed] == [
        (back.json["id"], None), (done.json["id"], back.json["id"]),
    ]  # fmt: skip


def test_desk_without_a_shift_counts_it_at_the_next_opening(client_for, admin, manager, full, safe):
    assert carry(client_for(manager), full, safe).status == 201
    assert post_shift(client_for(admin), safe, "open", PART).json["opened_difference"] == uzs(0)


def test_bank_deposit_is_reversed(client_for, admin, manager, branch, full, shift):
    office, boss = client_for(manager), client_for(admin)
    done = bank(office, full).json
    assert (done["to"], list_moves(office, full, shift.pk)["banked"]) == (None, PART)
    assert post_shift(office, full, "close", PRICE - PART).status == 200
    assert reverse(client_for(manager, stepped_up=False), done).refusal == (403, "step_up_required")
    assert reverse(boss, done).refusal == (409, "shift_needed")
    assert post_shift(boss, full, "open", PRICE - PART).status == 200
    assert reverse(boss, done).status == 201
    assert (get_desk_balance(full), get_balance(AccountKind.BANK, branch=branch)) == (PRICE, 0)
    only_bank = boss.get("/payments/desk-transfers/", {"bank": True}).json["count"]
    assert (only_bank, boss.get("/payments/desk-transfers/", {"bank": False}).json["count"]) == (2, 0)


def test_reversal_needs_the_money_in_the_other_desk(client_for, admin, manager, full, safe):
    done = carry(client_for(manager), full, safe).json
    assert post_shift(client_for(admin), safe, "open", PART).status == 200
    assert bank(client_for(admin), safe, 1).status == 201
    assert reverse(client_for(manager), done).refusal == (409, "not_enough_money")
    assert (get_desk_balance(full), DeskTransfer.objects.count()) == (PRICE - PART, 2)


def test_transfer_needs_your_shift_the_money_and_a_proper_desk(client_for, admin, manager, full, safe):
    office = client_for(manager)
    assert carry(client_for(admin), full, safe).refusal == (409, "shift_needed")
    assert carry(office, full, safe, PRICE + 1).refusal == (409, "not_enough_money")
    dollars = payment_data.create_cash_desk(full.branch, "Dollars")
    type(dollars).objects.filter(pk=dollars.pk).update(currency="USD")
    closed = payment_data.create_cash_desk(full.branch, "Closed")
    assert client_for(admin).patch(f"/payments/cash-desks/{closed.pk}/", {"archived": True}).status == 200
    for wrong in (full, dollars, closed):
        assert carry(office, full, wrong).refused_fields == (422, ["to"])
    for amount in (0, -1, 1.5, "5", 10**16):
        assert carry(office, full, safe, amount).status == 422
    assert get_desk_balance(full) == PRICE


def test_cash_goes_to_another_branch_that_you_work_in(client_for, manager, branch, full):
    away = payment_data.create_cash_desk(payment_data.create_second_branch(), "Away")
    done = carry(client_for(manager), full, away)
    assert (done.status, get_desk_balance(away)) == (201, PART)
    here = client_for(payment_data.limit_to_branch(manager, branch))
    assert carry(here, full, away).refused_fields == (422, ["to"])
    there = client_for(payment_data.limit_to_branch(manager, away.branch))
    assert [row["id"] for row in there.get("/payments/desk-transfers/").json["results"]] == [done.json["id"]]


def test_list_costs_the_same_for_few_and_many(client_for, manager, full, safe):
    def add(_number):
        desk_transfers.transfer_to_desk(actor=manager, desk=full, to_desk=safe, amount=1)

    check_list_cost(client_for(manager), "/payments/desk-transfers/", add)
