"""Categories of expenses: the centre's own, archived and not deleted."""

import pytest

from apps.payments.models import Expense, ExpenseCategory
from apps.settings.models import AuditLog
from tests.payments.office.office_calls import post_with_key
from tests.payments.payment_data import create_second_branch, limit_to_branch, uzs
from tests.payments.reports.report_calls import get_sheet
from tests.query_counts import check_list_cost

PATH = "/payments/expense-categories/"
FIRST = ["rent", "utilities", "supplies", "equipment", "advertising", "taxes", "services", "other"]
PRIZES = {"name": {"uz": "Sovgʻalar", "ru": "Призы", "en": "Prizes"}, "position": 5}


def spend(client, category):
    body = {"category": category, "amount": uzs(7_000_00), "text": "For the shop"}
    return post_with_key(client, "/payments/expenses/", body, key=f"spend-{category}")


def test_a_centre_has_eight_categories_and_adds_its_own(client_for, admin, manager):
    assert [row["key"] for row in client_for(manager).get(PATH).json["results"]] == FIRST
    assert client_for(manager).post(PATH, PRIZES).status == 403
    made = client_for(admin).post(PATH, PRIZES)
    assert (made.status, made.json["key"], made.json["archived_at"]) == (201, "prizes", None)
    assert [row["key"] for row in client_for(manager).get(PATH).json["results"]] == ["prizes", *FIRST]
    answer = spend(client_for(manager), "prizes")
    assert (answer.status, answer.json["category"], answer.json["category_name"]) == (201, "prizes", "Prizes")
    assert AuditLog.objects.filter(action="expense_categories.create").count() == 1


def test_archived_and_unknown_categories_take_no_expense(client_for, admin, manager):
    rent = ExpenseCategory.objects.get(key="rent")
    assert spend(client_for(manager), "rent").status == 201
    assert client_for(manager).patch(f"{PATH}{rent.pk}/", {"archived": True}).status == 403
    assert client_for(admin).patch(f"{PATH}{rent.pk}/", {"archived": True}).json["archived_at"]
    body = {"category": "rent", "amount": uzs(1), "text": "Again"}
    for wrong in (body, body | {"category": "nothing-such"}, body | {"category": "Ijara!"}):
        answer = post_with_key(client_for(manager), "/payments/expenses/", wrong)
        assert (answer.status, list(answer.json["fields"])) == (422, ["category"])
    assert Expense.objects.count() == 1
    listed = client_for(manager).get("/payments/expenses/", {"category": "rent"}).json["results"]
    assert [row["category_name"] for row in listed] == ["Rent"]
    keys = [row["key"] for row in client_for(manager).get(PATH, {"archived": True}).json["results"]]
    assert ("rent" in keys, client_for(manager).get(PATH).json["count"]) == (True, 7)
    assert client_for(admin).patch(f"{PATH}{rent.pk}/", {"archived": False}).json["archived_at"] is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": {"uz": "", "ru": "", "en": ""}}, "name"),
        ({"name": {"en": "Again"}, "key": "rent"}, "key"),
        ({"name": {"en": "A"}, "key": "with spaces"}, "key"),
        ({"name": {"en": "A"}, "position": -1}, "position"),
    ],
)
def test_wrong_categories_are_refused(client_for, admin, wrong, field):
    answer = client_for(admin).post(PATH, wrong)
    assert (answer.status, [name.partition(".")[0] for name in answer.json["fields"]]) == (422, [field])
    assert ExpenseCategory.objects.count() == 8


def test_renamed_category_names_old_expenses_in_reports_and_tables(client_for, admin, branch):
    assert spend(client_for(admin), "rent").status == 201
    rent = ExpenseCategory.objects.get(key="rent")
    assert client_for(admin).patch(f"{PATH}{rent.pk}/", {"name": {"en": "Lease"}}).json["name"]["ru"] == "Аренда"
    report = client_for(admin).get("/payments/reports/profit/").json
    assert (report["categories"], report["totals"][0]["expenses"]["rent"]) == ({"rent": "Lease"}, uzs(7_000_00))
    assert "Lease" in get_sheet(admin, "reports/profit/")[0]
    row = dict(zip(*get_sheet(admin, "expenses/"), strict=True))
    assert (row["Category"], row["Amount"], row["Currency"]) == ("Lease", 7_000, "soʻm")
    elsewhere = limit_to_branch(admin, create_second_branch())
    assert client_for(elsewhere).get("/payments/reports/profit/").json["categories"] == {}


def test_list_costs_the_same_for_many(client_for, manager):
    ExpenseCategory.objects.all().delete()
    check_list_cost(
        client_for(manager), PATH, lambda number: ExpenseCategory.objects.create(key=f"k{number}", name={"en": "K"})
    )
