"""Change from the safe is a transfer: neither income nor loss, and above a limit for a second person to decide."""

import pytest

from apps.accounts.models import OwnRole, User
from apps.payments.models import AccountKind, Approval, LedgerTransfer, Shift, TransferKind
from apps.payments.queries.ledger_rules import find_violations
from apps.settings.models import AuditLog, SystemSettings
from tests.payments.approvals.approval_calls import decide, withdraw
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance, post_with_key
from tests.payments.payment_data import PRICE, uzs

FLOAT = 20_000_000
"""200,000 soʻm."""
LIMIT = 100_000_000
"""1,000,000 soʻm."""


def count(client, desk, action, counted, change_float=0, note=""):
    body = {"action": action, "counted": counted, "change_float": change_float, "note": note}
    return client.post(f"/payments/cash-desks/{desk.pk}/shift/", body)


def get_desk(client, desk):
    [row] = [row for row in client.get("/payments/cash-desks/").json["results"] if row["id"] == str(desk.pk)]
    return row


def test_float_goes_from_the_safe_into_the_drawer_and_back(client_for, manager, branch, desk, payment_due):
    office = client_for(manager)
    opened = count(office, desk, "open", FLOAT, FLOAT)
    assert (opened.status, opened.json["opened_difference"], opened.json["expected"]) == (200, uzs(0), uzs(FLOAT))
    assert opened.json["shift"]["float_taken"] == get_desk(office, desk)["change_float"] == uzs(FLOAT)
    assert confirm_payment(office, payment_due).status == 200
    closed = count(office, desk, "close", PRICE + FLOAT, FLOAT).json
    assert (closed["shift"]["difference"], closed["shift"]["float_returned"]) == (uzs(0), uzs(FLOAT))
    assert (closed["expected"], closed["taken"]) == (uzs(PRICE + FLOAT), uzs(PRICE))
    assert (get_desk_balance(desk), get_desk(office, desk)["change_float"]) == (PRICE, uzs(0))
    assert get_balance(AccountKind.SAFE, branch=branch) == get_balance(AccountKind.DIFFERENCES, branch=branch) == 0
    assert not LedgerTransfer.objects.filter(kind=TransferKind.DESK_COUNT).exists()
    assert count(office, desk, "open", PRICE).json["opened_difference"] == uzs(0)
    assert find_violations() == []


def test_reports_show_a_float_as_money_that_only_moved(client_for, admin, branch, desk):
    boss = client_for(admin)
    assert count(boss, desk, "open", FLOAT, FLOAT).status == 200
    rows = boss.get("/payments/reports/profit/").json["rows"]
    assert [row["result"] for row in rows] == []
    [cash] = boss.get("/payments/journal/totals/", {"by": "method"}).json["rows"]
    figures = {name: cash[name]["amount"] for name in ("received", "paid_out", "moved_in", "moved_out", "change")}
    assert (cash["key"], figures) == (
        "cash", {"received": 0, "paid_out": 0, "moved_in": FLOAT, "moved_out": FLOAT, "change": 0}
    )  # fmt: skip
    listed = boss.get("/payments/journal/", {"kind": "float"}).json["results"]
    assert {(row["direction"], row["counter_account"], row["method"]) for row in listed} == {
        ("in", "safe", "cash"), ("out", "desk", "cash")
    }  # fmt: skip


def test_figures_of_a_shift_leave_its_float_out(client_for, manager, desk, payment_due):
    office = client_for(manager)
    count(office, desk, "open", FLOAT, FLOAT)
    confirm_payment(office, payment_due)
    for step in (lambda: None, lambda: count(office, desk, "close", PRICE + FLOAT, FLOAT)):
        step()
        [row] = office.get("/payments/shifts/").json["results"]
        assert (row["balance"], row["taken"], row["other"]) == (uzs(PRICE + FLOAT), uzs(PRICE), uzs(0))
    moves = office.get(f"/payments/shifts/{row['id']}/rows/").json["results"]
    assert [(move["kind"], move["direction"]) for move in moves] == [
        ("float", "in"), ("money_in", "in"), ("float", "out")
    ]  # fmt: skip
    assert moves[-1]["balance"] == uzs(PRICE)


def test_real_difference_beside_a_float_is_still_posted(client_for, manager, branch, desk):
    office = client_for(manager)
    assert count(office, desk, "open", FLOAT - 100, FLOAT - 300).json["opened_difference"] == uzs(200)
    assert get_balance(AccountKind.DIFFERENCES, branch=branch) == -200
    assert count(office, desk, "close", FLOAT - 100, FLOAT - 300).json["shift"]["difference"] == uzs(0)
    assert (get_desk_balance(desk), get_balance(AccountKind.SAFE, branch=branch)) == (200, 0)
    logged = AuditLog.objects.filter(action__endswith="_shift").order_by("pk")
    assert [row.values_row.values["change_float"] for row in logged] == [[None, FLOAT - 300], [FLOAT - 300, 0]]


@pytest.mark.parametrize(
    ("action", "counted", "change"), [("open", 100, 101), ("close", 100, 101), ("close", 500, 301)]
)
def test_float_is_a_part_of_the_count_and_no_more_than_was_taken(client_for, manager, desk, action, counted, change):
    office = client_for(manager)
    if action == "close":
        assert count(office, desk, "open", 500, 300).status == 200
    assert count(office, desk, action, counted, change).refused_fields == (422, ["change_float"])
    assert count(office, desk, action, counted, -1).status == 422


def test_more_change_than_the_limit_waits_for_a_second_person(client_for, manager, admin, branch, desk):
    office, boss, large = client_for(manager), client_for(admin), LIMIT + 100
    waiting = count(office, desk, "open", large, large)
    assert (waiting.status, waiting.json["amount"], waiting.json["change_float"]) == (202, uzs(large), uzs(large))
    assert (Shift.objects.exists(), get_balance(AccountKind.SAFE, branch=branch)) == (False, 0)
    assert decide(office, Approval.objects.get()).status == 403
    assert decide(boss, Approval.objects.get()).status == 200
    assert Shift.objects.get().float_taken == get_desk_balance(desk) == -get_balance(AccountKind.SAFE, branch=branch)
    assert count(office, desk, "close", large, large).status == 202
    assert decide(boss, Approval.objects.get(state="waiting")).status == 200
    assert (get_desk_balance(desk), get_balance(AccountKind.DIFFERENCES, branch=branch)) == (0, 0)
    assert find_violations() == []


def test_limit_of_change_counts_what_the_drawer_has_not_put_back(client_for, manager, desk):
    office = client_for(manager)
    assert count(office, desk, "open", LIMIT, LIMIT).status == 200
    assert count(office, desk, "close", LIMIT).status == 200
    assert count(office, desk, "open", LIMIT + 100, 100).status == 202
    assert count(office, desk, "open", LIMIT).status == 200
    assert count(office, desk, "close", LIMIT, 100).status == 200
    assert count(office, desk, "open", LIMIT, 100).status == 200


def test_change_that_was_carried_away_is_still_owed_to_the_safe(client_for, manager, admin, desk):
    office, boss, path = client_for(manager), client_for(admin), f"/payments/cash-desks/{desk.pk}/"
    assert count(office, desk, "open", FLOAT, FLOAT).status == 200
    assert post_with_key(office, f"{path}bank/", {"amount": uzs(FLOAT)}).status == 201
    assert count(office, desk, "close", 0).status == 200
    assert (get_desk(office, desk)["balance"], get_desk(office, desk)["change_float"]) == (uzs(0), uzs(FLOAT))
    assert boss.patch(path, {"archived": True}).status == 409
    assert count(office, desk, "open", 0).status == 200
    assert count(office, desk, "close", 0, 1).refused_fields == (422, ["change_float"])


def test_limit_of_change_is_a_setting(client_for, manager, desk):
    SystemSettings.objects.update(change_float_limit={"UZS": FLOAT - 1})
    assert count(client_for(manager), desk, "open", FLOAT, FLOAT).status == 202


def test_difference_and_large_change_wait_as_one_act(client_for, manager, admin, branch, desk):
    office, counted = client_for(manager), LIMIT * 2
    assert count(office, desk, "open", counted, LIMIT + 1).refused_fields == (422, ["note"])
    assert count(office, desk, "open", counted, LIMIT + 1, "Found more.").json["amount"] == uzs(LIMIT - 1)
    assert decide(client_for(admin), Approval.objects.get()).status == 200
    balances = [get_balance(kind, branch=branch) for kind in (AccountKind.SAFE, AccountKind.DIFFERENCES)]
    assert (balances, get_desk_balance(desk)) == ([-LIMIT - 1, 1 - LIMIT], counted)
    assert find_violations() == []


def test_waiting_shift_is_shown_at_its_desk_and_among_what_waits(client_for, manager, admin, desk):
    office, boss = client_for(manager), client_for(admin)
    assert (get_desk(office, desk)["waiting"], office.get("/today/").json["office"]["waiting_counts"]) == (None, 0)
    asked = count(office, desk, "open", LIMIT + 1, LIMIT + 1, "A fair.")
    for client in (office, boss):
        waiting = get_desk(client, desk)["waiting"]
        shown = {name: waiting[name] for name in ("id", "action", "counted", "change_float", "note")}
        assert shown == {
            "id": asked.json["id"], "action": "open", "counted": uzs(LIMIT + 1), "change_float": uzs(LIMIT + 1),
            "note": "A fair.",
        }  # fmt: skip
        assert waiting["requested_by"]["id"] == str(manager.pk)
        assert client.get("/today/").json["office"]["waiting_counts"] == 1
    assert withdraw(office, Approval.objects.get()).status == 200
    assert count(office, desk, "open", FLOAT, FLOAT).status == 200
    assert count(office, desk, "close", 0, note="All gone.").status == 202
    assert (get_desk(office, desk)["waiting"]["action"], get_desk(office, desk)["shift"] is None) == ("close", False)


def test_cashier_who_may_not_approve_sees_that_the_shift_waits(client_for, manager, admin, desk):
    own_role = OwnRole.objects.create(name={"en": "Desk"}, permissions=["groups.see_all", "payments.desks"])
    User.objects.filter(pk=manager.pk).update(own_role=own_role)
    cashier = client_for(User.objects.get(pk=manager.pk))
    assert count(cashier, desk, "open", LIMIT + 1, LIMIT + 1).status == 202
    today = cashier.get("/today/").json["office"]
    assert (today["approvals"], today["waiting_counts"], get_desk(cashier, desk)["waiting"] is None) == (None, 1, False)
    assert decide(client_for(admin), Approval.objects.get()).status == 200
    assert cashier.get("/today/").json["office"]["waiting_counts"] == 0
    assert get_desk(cashier, desk)["shift"]["cashier"]["id"] == str(manager.pk)
