"""A count that differs by more than the limit needs a reason and a second person; until then no cash moves."""

from apps.accounts.models import User
from apps.notifications.models import Notification
from apps.payments.models import AccountKind, Approval, Shift
from tests.payments.approvals.approval_calls import decide, withdraw
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance, post_shift, post_with_key
from tests.payments.payment_data import PRICE, create_payment_due, uzs

LIMIT = 5_000_000
"""50,000 soʻm."""


def count(client, desk, action, counted, note="A note is false."):
    body = {"action": action, "counted": counted, "note": note}
    return client.post(f"/payments/cash-desks/{desk.pk}/shift/", body)


def test_closing_within_the_limit_needs_no_approval(client_for, manager, desk, shift, payment_due):
    office = client_for(manager)
    assert confirm_payment(office, payment_due).status == 200
    assert post_shift(office, desk, "close", PRICE - LIMIT).json["shift"]["difference"] == uzs(-LIMIT)


def test_closing_with_a_larger_difference_waits(client_for, manager, admin, pupil, group, desk, shift, payment_due):
    office, boss = client_for(manager), client_for(admin)
    assert confirm_payment(office, payment_due).status == 200
    short = PRICE - LIMIT - 100
    assert post_shift(office, desk, "close", short).refused_fields == (422, ["note"])
    waiting = count(office, desk, "close", short)
    assert (waiting.status, waiting.json["act"]) == (202, "shift_count")
    assert (waiting.json["amount"], waiting.json["counted"]) == (uzs(LIMIT + 100), uzs(short))
    asked = Notification.objects.get(user=admin, type="payments.approval_asked").data
    assert (asked["amount"][0], desk.name in asked["about"]) == ("−", True)
    assert get_desk_balance(desk) == PRICE
    other = create_payment_due(pupil, group)
    assert confirm_payment(office, other).refusal == (409, "approval_waiting")
    spent = {"category": "rent", "amount": uzs(100), "text": "Rent", "desk": str(desk.pk)}
    assert post_with_key(office, "/payments/expenses/", spent).refusal == (409, "approval_waiting")
    approval = Approval.objects.get()
    assert decide(office, approval).status == 403
    assert decide(boss, approval).status == 200
    closed = Shift.objects.get()
    assert (closed.counted, closed.expected, closed.closed_by, closed.note) == (short, PRICE, manager, approval.reason)
    assert (get_desk_balance(desk), get_balance(AccountKind.DIFFERENCES)) == (short, LIMIT + 100)


def test_cashier_of_the_shift_does_not_decide_on_its_count(client_for, manager, admin, desk, shift):
    assert count(client_for(admin), desk, "close", LIMIT + 100).status == 202
    approval = Approval.objects.get()
    assert decide(client_for(manager), approval).refusal == (403, "forbidden")
    assert decide(client_for(admin), approval, answer="He may not decide.").json["alone"] is True


def test_count_that_is_taken_back_lets_the_shift_go_on(client_for, manager, admin, desk, shift, payment_due):
    office, boss = client_for(manager), client_for(admin)
    endings = (lambda row: withdraw(office, row), lambda row: decide(boss, row, "refuse", "Count again."))
    for part, end in enumerate(endings, start=1):
        waiting = count(office, desk, "close", PRICE + LIMIT)
        assert (waiting.status, end(Approval.objects.get(pk=waiting.json["id"])).status) == (202, 200)
        assert confirm_payment(office, payment_due, amount=uzs(part)).status == 200
    waiting = count(office, desk, "close", PRICE + LIMIT)
    assert count(office, desk, "close", 3).json["shift"]["difference"] == uzs(0)
    approval = Approval.objects.get(pk=waiting.json["id"])
    assert (approval.state, decide(boss, approval).refusal) == ("withdrawn", (409, "approval_decided"))


def test_second_count_above_the_limit_replaces_the_first(client_for, manager, admin, desk, shift):
    office = client_for(manager)
    first, second = (count(office, desk, "close", counted).json["id"] for counted in (LIMIT + 100, LIMIT + 200))
    assert {str(row.pk): row.state for row in Approval.objects.all()} == {first: "withdrawn", second: "waiting"}
    assert decide(client_for(admin), Approval.objects.get(pk=second)).status == 200
    assert get_desk_balance(desk) == LIMIT + 200


def test_opening_with_a_larger_difference_waits(client_for, manager, admin, desk, payment_due):
    office, boss = client_for(manager), client_for(admin)
    assert count(office, desk, "open", LIMIT + 100, note="").refused_fields == (422, ["note"])
    assert count(office, desk, "open", LIMIT + 100).status == 202
    assert confirm_payment(office, payment_due).refusal == (409, "shift_needed")
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert decide(boss, Approval.objects.get()).refusal == (409, "conflict")
    User.objects.filter(pk=manager.pk).update(is_active=True)
    assert decide(boss, Approval.objects.get()).status == 200
    opened = Shift.objects.get()
    assert (opened.cashier, opened.opened_with, get_desk_balance(desk)) == (manager, LIMIT + 100, LIMIT + 100)
    assert count(office, desk, "open", LIMIT + 100).refusal == (409, "shift_open")
    assert confirm_payment(office, payment_due).status == 200
