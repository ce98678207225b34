"""Cash desks: counted when a shift begins and ends, never below nothing, carried to the bank."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.payments.models import AccountKind, CashDesk, LedgerTransfer, TransferKind
from apps.payments.services import desk_transfers
from apps.settings.models import AuditLog
from tests.concurrency import count_outcomes
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance, post_shift, post_with_key
from tests.payments.payment_data import (
    PRICE,
    create_cash_desk,
    create_payment_due,
    money_json,
    open_shift,
    pay_cash,
    uzs,
)


def test_admin_creates_a_desk_and_the_office_sees_it(client_for, admin, manager, pupil, branch):
    boss, office = client_for(admin), client_for(manager)
    body = {"name": "Front desk", "currency": "USD", "keeper": str(manager.pk)}
    answer = boss.post("/payments/cash-desks/", body)
    assert (answer.status, answer.json["balance"], answer.json["shift"]) == (201, money_json(0, "USD"), None)
    assert answer.json["keeper"]["id"] == str(manager.pk)
    assert boss.post("/payments/cash-desks/", body).refused_fields == (422, ["name"])
    assert office.post("/payments/cash-desks/", {**body, "name": "Mine"}).status == 403
    assert [row["id"] for row in office.get("/payments/cash-desks/").json["results"]] == [answer.json["id"]]
    assert client_for(pupil).get("/payments/cash-desks/").status == 403


def test_keeper_must_be_allowed_to_confirm_payments(client_for, admin, teacher, branch):
    refused = client_for(admin).post("/payments/cash-desks/", {"name": "Front", "keeper": str(teacher.pk)})
    assert refused.refused_fields == (422, ["keeper"])


def test_empty_desk_is_archived_and_restored(client_for, admin, manager, desk, payment_due, shift):
    boss, office, path = client_for(admin), client_for(manager), f"/payments/cash-desks/{desk.pk}/"
    assert confirm_payment(office, payment_due).status == 200
    assert boss.patch(path, {"archived": True}).json["code"] == "shift_open"
    assert post_shift(office, desk, "close", PRICE).status == 200
    assert boss.patch(path, {"archived": True}).status == 409
    assert post_shift(office, desk, "open", PRICE).status == 200
    assert post_with_key(office, f"{path}bank/", {"amount": uzs(PRICE)}).status == 201
    assert post_shift(office, desk, "close", 0).status == 200
    assert boss.patch(path, {"archived": True, "name": "Old desk"}).json["archived"] is True
    assert post_shift(office, desk, "open", 0).status == 409
    assert office.get("/payments/cash-desks/").json["count"] == 0
    assert boss.patch(path, {"archived": False}).json["name"] == "Old desk"


def test_query_count_is_constant_for_desks(client_for, manager, branch, django_assert_max_num_queries):
    client = client_for(manager)
    for number in range(2):
        open_shift(create_cash_desk(branch, f"Desk {number}"), manager)
    with CaptureQueriesContext(connection) as few:
        assert client.get("/payments/cash-desks/").json["count"] == 2
    for number in range(2, 20):
        open_shift(create_cash_desk(branch, f"Desk {number}"), manager)
    with django_assert_max_num_queries(len(few)):
        assert client.get("/payments/cash-desks/").json["count"] == 20


def test_count_difference_is_posted(client_for, manager, desk, branch, payment_due):
    client = client_for(manager)
    opened = post_shift(client, desk, "open", 10_000)
    assert (opened.status, opened.json["opened_difference"]) == (200, uzs(10_000))
    assert get_desk_balance(desk) == 10_000
    assert confirm_payment(client, payment_due).status == 200
    report = post_shift(client, desk, "close", PRICE + 4_000).json["shift"]
    assert (report["expected"], report["counted"]) == (uzs(PRICE + 10_000), uzs(PRICE + 4_000))
    assert report["difference"] == uzs(-6_000)
    assert get_desk_balance(desk) == PRICE + 4_000
    assert get_balance(AccountKind.DIFFERENCES, branch=branch) == -10_000 + 6_000
    assert LedgerTransfer.objects.filter(kind=TransferKind.DESK_COUNT).count() == 2


def test_shift_report_adds_up(client_for, admin, manager, pupil, group, desk, payment_due, shift):
    client = client_for(manager)
    other = create_payment_due(pupil, group, 7_000_000, title="Book")
    assert [confirm_payment(client, payment).status for payment in (payment_due, other)] == [200, 200]
    spent = {"category": "supplies", "amount": uzs(1_000_000), "text": "Paper", "desk": str(desk.pk)}
    assert post_with_key(client, "/payments/expenses/", spent).status == 201
    assert post_with_key(client, f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(40_000_000)}).status == 201
    at = f"/payments/cash-desks/{desk.pk}/shift/{shift.pk}/"
    report = client.get(at).json
    amounts = {name: report[name]["amount"] for name in ("taken", "spent", "banked", "paid_back", "paid_out")}
    assert amounts == {
        "taken": PRICE + 7_000_000, "spent": 1_000_000, "banked": 40_000_000, "paid_back": 0, "paid_out": 0
    }  # fmt: skip
    left = PRICE + 7_000_000 - 41_000_000
    assert (report["expected"], report["receipts"]) == (uzs(left), 2)
    closed = post_shift(client, desk, "close", left)
    assert closed.json["shift"]["difference"] == uzs(0)
    assert closed.json["expected"] == report["expected"]
    assert client.get(at).json["taken"] == report["taken"]
    listed = client.get(f"/payments/cash-desks/{desk.pk}/shift/").json
    assert [row["id"] for row in listed["results"]] == [str(shift.pk)]


def test_desk_has_one_open_shift_closed_by_its_cashier(client_for, admin, manager, desk):
    office, boss = client_for(manager), client_for(admin)
    assert post_shift(office, desk, "close", 0).json["code"] == "shift_needed"
    assert post_shift(boss, desk, "open", 0).status == 200
    assert post_shift(office, desk, "open", 0).json["code"] == "shift_open"
    assert post_shift(office, desk, "close", 0).status == 403
    assert post_shift(boss, desk, "close", 0).status == 200
    assert post_shift(office, desk, "open", 0).status == 200
    assert post_shift(boss, desk, "close", 0).json["shift"]["closed_by"]["id"] == str(admin.pk)


def test_desk_with_a_keeper_is_opened_by_the_keeper(client_for, admin, manager, desk):
    CashDesk.objects.filter(pk=desk.pk).update(keeper=admin)
    assert post_shift(client_for(manager), desk, "open", 0).status == 403
    assert post_shift(client_for(admin), desk, "open", 0).status == 200


def test_no_more_than_the_desk_has_is_banked(client_for, manager, desk, branch, payment_due, shift):
    client, path = client_for(manager), f"/payments/cash-desks/{desk.pk}/bank/"
    assert confirm_payment(client, payment_due).status == 200
    assert post_with_key(client, path, {"amount": uzs(PRICE + 1)}).refusal == (409, "not_enough_money")
    done = post_with_key(client, path, {"amount": uzs(PRICE), "note": "Evening"}, key="run-1")
    assert (done.status, done.json["amount"], done.json["note"]) == (201, uzs(PRICE), "Evening")
    assert post_with_key(client, path, {"amount": uzs(PRICE), "note": "Evening"}, key="run-1").json == done.json
    assert (get_desk_balance(desk), get_balance(AccountKind.BANK, branch=branch)) == (0, PRICE)
    assert AuditLog.objects.filter(actor=manager, action="cash_desks.carry_to_bank").count() == 1


def test_banking_needs_your_own_shift(client_for, admin, manager, desk, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due).status == 200
    path, body = f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(100)}
    assert post_with_key(client_for(admin), path, body).json["code"] == "shift_needed"
    assert post_with_key(client_for(manager), path, body).status == 201


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
def test_concurrent_banking_never_makes_the_desk_negative(manager, payment_due, shift):
    pay_cash(payment_due, shift)
    bank_cash = partial(desk_transfers.deposit_to_bank, actor=manager, desk=shift.desk, amount=PRICE // 5)
    assert count_outcomes([bank_cash] * 12) == {"done": 5, "not_enough_money": 7}
    assert get_desk_balance(shift.desk) == 0
