"""A pupil's balance, and how it came to that: each day's transfers with what the account had after them."""

import pytest

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.payments.services import payments_due, refunds
from tests.factories import client_for, make_user
from tests.payments import payment_data
from tests.payments.reports.report_calls import get_amounts, get_json, get_sheet, travel_to

HALF = payment_data.PRICE // 2


@pytest.fixture
def lived(pupil, group, shift, admin, branch):
    """September billed and paid, October paid with too much, a part of it paid back, November not paid yet."""
    with travel_to(1, month=9):
        september = payment_data.create_payment_due(pupil, group, title="September")
    with travel_to(3, month=9):
        payment_data.pay_cash(september, shift)
    with travel_to(1, month=10):
        october = payment_data.create_payment_due(
            pupil, group, payment_data.PRICE - 5_000_000, gross=payment_data.PRICE, title="October"
        )
        payment_data.pay_cash(october, shift, payment_data.PRICE)
    with travel_to(9, month=10):
        refunds.refund_payment(actor=admin, payment=october, amount=10_000_000, reason="ill", desk=shift.desk)
    with travel_to(1):
        payment_data.create_payment_due(pupil, group, title="November")


def account(result):
    assert len(result["accounts"]) == 1
    return result["accounts"][0]


def test_statement_has_balance_debt_and_lines(lived, pupil):
    account_row = account(get_json(pupil, f"balance/{pupil.pk}/"))
    assert get_amounts(account_row, "balance", "owed", "free_credit", "opening", "closing") == [
        -payment_data.PRICE + 5_000_000, payment_data.PRICE - 5_000_000, 0, 0, -payment_data.PRICE + 5_000_000,
    ]  # fmt: skip
    assert [(row["title"], row["outstanding"]["amount"]) for row in account_row["open_payments"]] == [
        ("November", payment_data.PRICE - 5_000_000)
    ]
    assert [(row["on"], row["text"], *get_amounts(row, "change", "balance")) for row in account_row["lines"]] == [
        ("2026-09-01", "Charged", -payment_data.PRICE, -payment_data.PRICE),
        ("2026-09-03", "Paid", payment_data.PRICE, 0),
        ("2026-10-01", "Charged", -payment_data.PRICE, -payment_data.PRICE),
        ("2026-10-01", "Discount", 5_000_000, -payment_data.PRICE + 5_000_000),
        ("2026-10-01", "Paid", payment_data.PRICE, 5_000_000),
        ("2026-10-09", "Charge reversed", 10_000_000, 15_000_000),
        ("2026-10-09", "Refunded", -10_000_000, 5_000_000),
        ("2026-11-01", "Charged", -payment_data.PRICE, -payment_data.PRICE + 5_000_000),
    ]


@pytest.mark.parametrize(
    "first, last, opening, closing, lines",
    [
        ("2026-10-01", "2026-10-31", 0, 5_000_000, 5),
        ("2026-10-02", "2026-10-08", 5_000_000, 5_000_000, 0),
        ("2026-08-01", "2026-09-01", 0, -payment_data.PRICE, 1),
        ("2026-11-02", "2026-11-20", -payment_data.PRICE + 5_000_000, -payment_data.PRICE + 5_000_000, 0),
    ],
)
def test_statement_of_a_period(lived, pupil, first, last, opening, closing, lines):
    account_row = account(get_json(pupil, f"balance/{pupil.pk}/", from_=first, to=last))
    assert (*get_amounts(account_row, "opening", "closing"), len(account_row["lines"])) == (opening, closing, lines)
    assert get_amounts(account_row, "balance") == [-payment_data.PRICE + 5_000_000]
    assert opening + sum(row["change"]["amount"] for row in account_row["lines"]) == closing


def test_advance_payment_is_free_credit(pupil, group, branch, manager):
    payment_data.top_up(pupil, branch, HALF, manager)
    account_row = account(get_json(pupil, f"balance/{pupil.pk}/"))
    assert get_amounts(account_row, "balance", "free_credit", "owed") == [HALF, HALF, 0]
    payment = payment_data.create_payment_due(pupil, group)
    account_row = account(get_json(pupil, f"balance/{pupil.pk}/"))
    assert get_amounts(account_row, "balance", "free_credit", "owed") == [-HALF, 0, HALF]
    payments_due.cancel_payment(actor=manager, payment=payment, reason="a mistake")
    assert get_amounts(account(get_json(pupil, f"balance/{pupil.pk}/")), "balance", "free_credit", "owed") == [
        HALF,
        HALF,
        0,
    ]


def test_pupil_without_payments_has_an_empty_account(second_pupil, group):
    account_row = account(get_json(second_pupil, f"balance/{second_pupil.pk}/"))
    assert account_row["balance"] == payment_data.uzs(0)
    assert (account_row["lines"], account_row["open_payments"]) == ([], [])


def test_balance_access(lived, pupil, second_pupil, parent, teacher, manager, admin, branch):
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=True)

    def asked(*people):
        return [client_for(person).get(f"/payments/balance/{pupil.pk}/").status for person in people]

    assert asked(pupil, parent, manager, admin) == [200] * 4
    assert asked(second_pupil, teacher, None) == [404, 404, 401]
    Guardian.objects.filter(pk=link.pk).update(sees_payments=False)
    assert asked(parent, payment_data.limit_to_branch(manager, payment_data.create_second_branch())) == [404, 404]
    assert asked(payment_data.limit_to_branch(manager, branch)) == [200]


def test_parent_statement_has_children_with_payment_access(
    lived, pupil, second_pupil, other_pupil, group, other_group, parent
):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=True)
    Guardian.objects.create(parent=parent, child=second_pupil, kind="mother", sees_payments=True)
    Guardian.objects.create(parent=parent, child=other_pupil, kind="mother", sees_payments=False)
    payment_data.create_payment_due(other_pupil, other_group)
    page = get_json(parent, "statement/")
    assert [row["student"]["full_name"] for row in page] == ["Jasur Oripov", "Laylo Saidova"]
    alone = get_json(parent, "statement/", student=str(second_pupil.pk))
    assert [row["student"]["full_name"] for row in alone] == ["Laylo Saidova"]
    assert get_json(parent, "statement/", student=str(other_pupil.pk)) == []
    assert [row["student"]["full_name"] for row in get_json(pupil, "statement/")] == ["Jasur Oripov"]


@pytest.mark.parametrize("children", [2, 12], ids=["two", "twelve"])
def test_query_count_is_constant_for_statements(parent, group, children, django_assert_max_num_queries):
    Group.objects.filter(pk=group.pk).update(capacity=40)
    for number in range(children):
        child = make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz")
        Guardian.objects.create(parent=parent, child=child, kind="mother", sees_payments=True)
        for _month in range(3):
            payment_data.create_payment_due(child, group)
    client = client_for(parent)
    with django_assert_max_num_queries(12):
        body = client.get("/payments/statement/").json
    assert [len(row["accounts"][0]["lines"]) for row in body] == [3] * children


def test_statement_spreadsheet(lived, pupil, parent):
    rows = get_sheet(pupil, f"balance/{pupil.pk}/", from_="2026-10-01", to="2026-10-31")
    assert rows[0] == ["Pupil", "Day", "Operation", "Payment", "Amount", "Balance", "Currency"]
    assert [row[2:6] for row in rows[1:]] == [
        ["Opening balance", None, None, 0],
        ["Charged", "October", -450_000, -450_000],
        ["Discount", "October", 50_000, -400_000],
        ["Paid", "October", 450_000, 50_000],
        ["Charge reversed", "October", 100_000, 150_000],
        ["Refunded", "October", -100_000, 50_000],
        ["Closing balance", None, None, 50_000],
    ]
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=True)
    assert len(get_sheet(parent, "statement/")) == 11


@pytest.mark.parametrize(
    "query, field",
    [({"from": "2026-11-02", "to": "2026-11-01"}, "from"), ({"from": "2020-11-02", "to": "2026-11-01"}, "to")],
    ids=["order", "length"],
)
def test_invalid_statement_days_are_refused(pupil, query, field):
    assert client_for(pupil).get(f"/payments/balance/{pupil.pk}/", query).refused_fields == (422, [field])
