"""Expenses: noted with their posting, taken back by a counter-entry."""

from datetime import timedelta

from apps.core.permissions import Role
from apps.payments.models import AccountKind, Expense
from apps.settings.models import Branch
from tests.api.test_list_tables import in_language, read_csv
from tests.factories import make_user
from tests.payments.office.office_calls import confirm_payment, get_balance, get_desk_balance, post_with_key
from tests.payments.payment_data import PRICE, limit_to_branch, local_today, money_json, uzs

RENT = {"category": "rent", "amount": uzs(30_000_000), "text": "November"}


def test_expense_without_a_desk_is_paid_from_the_bank(client_for, manager, branch):
    client = client_for(manager)
    answer = post_with_key(client, "/payments/expenses/", RENT, key="rent-11")
    assert (answer.status, answer.json["branch"]["id"], answer.json["desk"]) == (201, str(branch.pk), None)
    assert answer.json["on"] == local_today(branch).isoformat()
    assert post_with_key(client, "/payments/expenses/", RENT, key="rent-11").json == answer.json
    assert client.post("/payments/expenses/", RENT).json["code"] == "idempotency_key_required"
    assert get_balance(AccountKind.EXPENSES, branch=branch) == 30_000_000
    assert get_balance(AccountKind.BANK, branch=branch) == -30_000_000
    listed = client.get("/payments/expenses/", {"category": "rent", "search": "nov"})
    assert [row["id"] for row in listed.json["results"]] == [answer.json["id"]]
    assert client.get("/payments/expenses/", {"category": "taxes"}).json["count"] == 0


def test_desk_expense_needs_your_shift_and_enough_cash(client_for, admin, manager, desk, payment_due, shift):
    client = client_for(manager)
    body = {**RENT, "desk": str(desk.pk)}
    assert post_with_key(client_for(admin), "/payments/expenses/", body).json["code"] == "shift_needed"
    assert post_with_key(client, "/payments/expenses/", body).json["code"] == "not_enough_money"
    assert Expense.objects.count() == 0
    assert confirm_payment(client, payment_due).status == 200
    assert post_with_key(client, "/payments/expenses/", body).status == 201
    assert (get_desk_balance(desk), Expense.objects.get().shift) == (PRICE - 30_000_000, shift)


def test_expense_is_reversed_once_by_a_counter_entry(client_for, manager, desk, branch, payment_due, shift):
    client = client_for(manager)
    assert confirm_payment(client, payment_due).status == 200
    expense_answer = post_with_key(client, "/payments/expenses/", {**RENT, "desk": str(desk.pk)})
    path = f"/payments/expenses/{expense_answer.json['id']}/reverse/"
    answer = post_with_key(client, path, {"text": "Noted twice"})
    assert answer.status == 201
    assert answer.json["reverses"] == expense_answer.json["id"]
    assert answer.json["amount"] == RENT["amount"]
    assert (get_desk_balance(desk), get_balance(AccountKind.EXPENSES, branch=branch)) == (PRICE, 0)
    assert post_with_key(client, path, {"text": "Again"}).status == 409
    counter = f"/payments/expenses/{answer.json['id']}/reverse/"
    assert post_with_key(client, counter, {"text": "No, it was right"}).status == 409
    rows = {row["id"]: row for row in client.get("/payments/expenses/").json["results"]}
    assert rows[expense_answer.json["id"]]["reversed_by"] == answer.json["id"]
    heading, *lines = read_csv(in_language(manager, "en").get("/payments/expenses/", {"format": "csv"}))
    places = [heading.index(title) for title in ("What for", "Is a reversal", "Was reversed")]
    told = sorted([line[place] for place in places] for line in lines)
    assert told == [["Noted twice", "yes", "no"], [RENT["text"], "no", "yes"]]
    assert get_desk_balance(desk) == PRICE


def test_future_days_and_desks_of_other_currencies_are_refused(client_for, manager, desk, branch, shift):
    client = client_for(manager)
    tomorrow = (local_today(branch) + timedelta(days=1)).isoformat()
    answers = [
        post_with_key(client, "/payments/expenses/", {**RENT, **change})
        for change in ({"on": tomorrow}, {"desk": str(desk.pk), "amount": money_json(5, "USD")})
    ]
    assert [(answer.status, list(answer.json["fields"])) for answer in answers] == [(422, ["on"]), (422, ["desk"])]


def test_expenses_are_of_your_branches(client_for, admin, branch):
    other = Branch.objects.create(name="Yunusobod")
    cashier = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), other)
    answer = post_with_key(client_for(admin), "/payments/expenses/", RENT)
    client = client_for(cashier)
    assert client.get("/payments/expenses/").json["count"] == 0
    assert post_with_key(client, f"/payments/expenses/{answer.json['id']}/reverse/", {"text": "x"}).status == 404
    mine = post_with_key(client, "/payments/expenses/", RENT)
    assert (mine.status, mine.json["branch"]["id"]) == (201, str(other.pk))
