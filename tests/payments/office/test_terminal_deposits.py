"""Money of the card terminal that arrives at the bank, less the commission, and its reversal."""

from datetime import timedelta

import pytest

from apps.accounts.models import OwnRole, User
from apps.core.money import Money
from apps.core.permissions import Role
from apps.payments.models import AccountKind, Expense, TerminalDeposit
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import terminal_deposits
from apps.settings.models import AuditLog, AuditValues, SystemSettings
from tests.factories import make_user
from tests.payments.office.office_calls import confirm_payment, get_balance, post_with_key
from tests.payments.office.test_terminal import TERMINAL
from tests.payments.payment_data import PRICE, create_second_branch, limit_to_branch, local_today, money_json, uzs
from tests.query_counts import check_list_cost

PATH = "/payments/terminal-deposits/"
ARRIVED, KEPT = 40_000_000, 400_000


def deposit(client, *, key=None, **body):
    return post_with_key(client, PATH, {"amount": uzs(ARRIVED), "note": "Statement", **body}, key=key)


def reverse(client, row):
    return post_with_key(client, f"{PATH}{row['id']}/reverse/", {"reason": "It was another sum"})


def get_balances(branch):
    """What is on its way, what is at the bank, what the commission cost."""
    bank, spent = (get_balance(kind, branch=branch) for kind in (AccountKind.BANK, AccountKind.EXPENSES))
    return get_balance(**TERMINAL), bank, spent


@pytest.fixture
def on_the_way(client_for, manager, payment_due):
    """A payment that was taken at the terminal."""
    assert confirm_payment(client_for(manager), payment_due, method="terminal").status == 200
    return payment_due


def test_money_arrives_less_the_commission_and_is_taken_back(client_for, manager, branch, on_the_way):
    office = client_for(manager)
    waiting = [{"branch": {"id": str(branch.pk), "name": branch.name}, "balance": uzs(PRICE)}]
    assert office.get("/payments/terminal-balances/").json == waiting
    done = deposit(office, commission=uzs(KEPT), category="services", key="t1")
    assert (done.status, done.json["amount"], done.json["commission"]) == (201, uzs(ARRIVED), uzs(KEPT))
    assert deposit(office, commission=uzs(KEPT), category="services", key="t1").json == done.json
    assert get_balances(branch) == (PRICE - ARRIVED - KEPT, ARRIVED, KEPT)
    assert office.get("/payments/terminal-balances/").json[0]["balance"] == uzs(PRICE - ARRIVED - KEPT)
    journal = office.get("/payments/journal/", {"kind": "banked"}).json["results"]
    moves = sorted((row["direction"], row["counter_account"]) for row in journal)
    assert moves == [("in", "provider"), ("out", "bank")]
    back = reverse(office, done.json)
    assert (back.status, back.json["reverses"], back.json["amount"]) == (201, done.json["id"], uzs(ARRIVED))
    assert get_balances(branch) == (PRICE, 0, 0)
    assert reverse(office, done.json).refusal == reverse(office, back.json).refusal == (409, "already_reversed")
    listed = office.get(PATH, {"ordering": "created_at"}).json["results"]
    assert [(row["id"], row["reversed_by"]) for row in listed] == [
        (done.json["id"], back.json["id"]), (back.json["id"], None),
    ]  # fmt: skip
    actions = AuditLog.objects.filter(actor=manager, action__startswith="terminal_deposits.").order_by("created_at")
    assert list(actions.values_list("action", flat=True)) == ["terminal_deposits.record", "terminal_deposits.reverse"]
    units = AuditValues.objects.filter(entry__in=actions).values_list("values__currency", flat=True)
    assert sorted(units, key=str) == [["UZS", "UZS"], [None, "UZS"]]
    assert find_violations() == []


def test_no_more_arrives_than_is_on_its_way(client_for, manager, branch, on_the_way):
    office, today = client_for(manager), local_today(branch)
    for too_much in ({"amount": uzs(PRICE + 1)}, {"amount": uzs(PRICE), "commission": uzs(1), "category": "services"}):
        assert deposit(office, **too_much).refusal == (409, "not_enough_money")
    assert deposit(office, amount=money_json(100, "USD")).refusal == (409, "not_enough_money")
    for wrong, field in (
        ({"on": f"{today + timedelta(days=1)}"}, "on"), ({"commission": uzs(KEPT)}, "category"),
        ({"commission": uzs(KEPT), "category": "gone"}, "category"), ({"amount": uzs(0)}, "amount"),
        ({"commission": uzs(3_000_000_000), "category": "services"}, "commission"),
    ):  # fmt: skip
        assert deposit(office, **wrong).refused_fields[0] == 422, wrong
        assert field in str(deposit(office, **wrong).json["fields"]), wrong
    assert get_balances(branch) == (PRICE, 0, 0)
    assert deposit(office, amount=uzs(PRICE), on=f"{today - timedelta(days=1)}").status == 201


def test_commission_is_named_in_the_language_of_the_centre(client_for, manager, branch, on_the_way):
    SystemSettings.objects.update(default_language="ru")
    User.objects.filter(pk=manager.pk).update(locale="en")
    office = client_for(User.objects.get(pk=manager.pk))
    assert deposit(office, commission=uzs(KEPT), category="services").status == 201
    assert Expense.objects.get().text == "Комиссия банка за терминал"


def test_commission_is_reversed_by_who_may_reverse_expenses(client_for, manager, branch, on_the_way):
    role = OwnRole.objects.create(name={"en": "Desk"}, permissions=["payments.desks", "payments.reverse"])
    desk = limit_to_branch(make_user(Role.MEMBER, "Olim", "Karimov"), branch)
    User.objects.filter(pk=desk.pk).update(own_role=role)
    office, at_desk = client_for(manager), client_for(User.objects.get(pk=desk.pk))
    bare = deposit(office, amount=uzs(1_000)).json
    costly = deposit(office, amount=uzs(1_000), commission=uzs(KEPT), category="services").json
    assert (reverse(at_desk, costly).status, reverse(at_desk, bare).status) == (403, 201)
    assert reverse(office, costly).status == 201


def test_commission_that_was_reversed_by_itself_stays_reversed(client_for, manager, branch, on_the_way):
    office = client_for(manager)
    done = deposit(office, commission=uzs(KEPT), category="services").json
    cost = Expense.objects.get()
    assert post_with_key(office, f"/payments/expenses/{cost.pk}/reverse/", {"text": "None was kept"}).status == 201
    assert reverse(office, done).status == 201
    assert (get_balances(branch), find_violations()) == ((PRICE, 0, 0), [])


def test_later_or_of_others_it_needs_the_right_and_a_step_up(client_for, admin, manager, branch, on_the_way):
    office = client_for(manager, stepped_up=False)
    first = deposit(office, amount=uzs(1_000)).json
    assert reverse(client_for(admin, stepped_up=False), first).refusal == (403, "step_up_required")
    assert reverse(office, first).status == 201
    second = deposit(office, amount=uzs(1_000)).json
    row = TerminalDeposit.objects.get(pk=second["id"])
    TerminalDeposit.objects.filter(pk=row.pk).update(created_at=row.created_at - timedelta(days=1))
    assert reverse(office, second).refusal == (403, "step_up_required")
    assert reverse(client_for(manager), second).status == 201
    away = client_for(limit_to_branch(manager, create_second_branch()))
    assert (reverse(away, second).status, away.get("/payments/terminal-balances/").json) == (404, [])


def test_list_costs_the_same_for_few_and_many(client_for, manager, branch, on_the_way):
    def add(_number):
        terminal_deposits.record_terminal_deposit(
            actor=manager, branch=branch, amount=Money(1, "UZS"), commission=1, category="services"
        )

    check_list_cost(client_for(manager), PATH, add)
