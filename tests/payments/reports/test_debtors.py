"""Debtors: whose payments are past their day, by how much, and who sees them."""

import pytest

from apps.core.permissions import Role
from apps.courses.models import Group
from apps.payments.models import Payment
from tests.factories import client_for, make_group, make_user
from tests.payments.payment_data import PRICE, create_payment_due, create_second_branch, limit_to_branch, pay_cash, uzs
from tests.payments.reports.report_calls import get_amounts, get_json, get_sheet


@pytest.fixture
def late(pupil, second_pupil, other_pupil, group, other_group):
    """Jasur owes two months, the first since the 10th, and one that is not due yet; Bekzod a little since the 1st;
    Laylo what is due on the 25th.
    """
    create_payment_due(pupil, group, due_in=-10)
    create_payment_due(pupil, group, due_in=-1)
    create_payment_due(pupil, group, due_in=5)
    create_payment_due(other_pupil, other_group, 1_000_000, due_in=-19)
    create_payment_due(second_pupil, group, due_in=5)


def names(answer):
    return [row["student"]["full_name"] for row in answer["results"]]


def test_debtors_are_sorted_by_largest_debt(late, manager):
    row = get_json(manager, "debtors/")
    assert (row["count"], names(row)) == (2, ["Jasur Oripov", "Bekzod Umarov"])
    jasur = row["results"][0]
    assert get_amounts(jasur, "overdue", "owed", "balance") == [2 * PRICE, 3 * PRICE, -3 * PRICE]
    assert (jasur["payments"], jasur["since"]) == (2, "2026-11-10")
    assert row["totals"] == [{"debtors": 2, "overdue": uzs(2 * PRICE + 1_000_000), "owed": uzs(3 * PRICE + 1_000_000)}]


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"minimum": 2_000_000}, ["Jasur Oripov"]),
        ({"minimum": 1_000_000}, ["Jasur Oripov", "Bekzod Umarov"]),
        ({"overdue_since": "2026-11-05"}, ["Bekzod Umarov"]),
        ({"overdue_since": "2026-11-10"}, ["Jasur Oripov", "Bekzod Umarov"]),
        ({"overdue_since": "2026-10-31"}, []),
        ({"search": "umarov"}, ["Bekzod Umarov"]),
        ({"currency": "USD"}, []),
        ({"ordering": "since"}, ["Bekzod Umarov", "Jasur Oripov"]),
        ({"page_size": 1, "page": 2}, ["Bekzod Umarov"]),
    ],
    ids=["more than", "exactly", "since", "on the day", "before all", "search", "currency", "order", "page"],
)
def test_debtors_filters(late, manager, query, expected):
    row = get_json(manager, "debtors/", **query)
    assert names(row) == expected
    if "page" not in query:
        assert sum(total["debtors"] for total in row["totals"]) == len(expected)


def test_group_and_branch_filters_limit_counted_payments(late, pupil, group, other_group, admin):
    elsewhere = create_second_branch()
    far_group = make_group(branch=elsewhere, course=group.course, name="B1", teacher=group.lead_teacher)
    create_payment_due(pupil, far_group, 7_000_000, due_in=-3)
    everywhere = get_json(admin, "debtors/", search="oripov")["results"][0]
    assert get_amounts(everywhere, "overdue") == [2 * PRICE + 7_000_000]
    assert (
        get_amounts(get_json(admin, "debtors/", branch=str(elsewhere.pk))["results"][0], "overdue", "owed")
        == [7_000_000] * 2
    )
    assert names(get_json(admin, "debtors/", group=str(other_group.pk))) == ["Bekzod Umarov"]


def test_office_of_a_branch_sees_debts_of_the_branch(late, manager, group):
    assert len(get_json(manager, "debtors/")["results"]) == 2
    assert get_json(limit_to_branch(manager, create_second_branch()), "debtors/")["results"] == []
    assert len(get_json(limit_to_branch(manager, group.branch), "debtors/")["results"]) == 2


def test_currencies_are_separate_rows(late, pupil, group, manager):
    create_payment_due(pupil, group, 5_000, currency="USD", due_in=-2)
    entry = get_json(manager, "debtors/", search="oripov")
    assert sorted((row["overdue"]["amount"], row["overdue"]["currency"]) for row in entry["results"]) == [
        (5_000, "USD"), (2 * PRICE, "UZS"),
    ]  # fmt: skip
    assert [total["overdue"]["currency"] for total in entry["totals"]] == ["USD", "UZS"]


def test_pupil_who_paid_is_not_a_debtor(payment_due, shift, manager):
    Payment.objects.update(status="overdue", due_on="2026-11-01")
    assert len(get_json(manager, "debtors/")["results"]) == 1
    pay_cash(payment_due, shift)
    assert get_json(manager, "debtors/")["results"] == []


def test_spreadsheet_has_all_debtors_in_whole_soum(late, manager):
    expected = [("Jasur Oripov", 900_000, "soʻm"), ("Bekzod Umarov", 10_000, "soʻm")]
    for ordering, wanted in (("", expected), ("overdue", expected[::-1])):
        heading, *rows = get_sheet(manager, "debtors/", page_size=1, ordering=ordering)
        shown = [dict(zip(heading, row, strict=True)) for row in rows]
        assert [(row["Pupil"], row["Overdue"], row["Currency"]) for row in shown] == wanted
        assert {"Overdue since", "Phones", "Groups", "Last contact"} <= set(heading)


@pytest.mark.parametrize("pupils", [2, 20], ids=["two", "twenty"])
def test_query_count_is_constant_for_debtors(group, manager, pupils, django_assert_max_num_queries):
    Group.objects.filter(pk=group.pk).update(capacity=40)
    for number in range(pupils):
        create_payment_due(make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz"), group, due_in=-3)
    client = client_for(manager)
    with django_assert_max_num_queries(14):
        body = client.get("/payments/debtors/", {"page_size": 50}).json
    assert body["count"] == pupils
