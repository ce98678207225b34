"""What was earned and received: by month, group, course, teacher and provider, and each list adds up to the same."""

from datetime import date

import pytest

from apps.core.permissions import Role
from apps.courses.models import Group, LeadChange
from apps.payments.models import Order, OrderItem, PaymentKind
from apps.payments.services import payments_due, refunds
from apps.settings.models import Branch
from tests.factories import client_for, make_course, make_group, make_user
from tests.payments.payment_data import (
    PRICE,
    create_payment_due,
    create_second_branch,
    limit_to_branch,
    pay_cash,
    top_up,
)
from tests.payments.reports.report_calls import get_amounts, get_json, get_sheet, travel_to

BYS = ["month", "group", "course", "teacher", "provider"]


@pytest.fixture
def autumn(pupil, other_pupil, group, other_group, branch, shift, admin):
    """October: A2 morning bills 450 less 50, paid in cash, 100 of it paid back; A2 evening bills 450, 20 written off.
    November: A2 evening's pupil sends 600 by bank.
    """
    with travel_to(2, month=10):
        pay_cash(create_payment_due(pupil, group, PRICE - 5_000_000, gross=PRICE), shift)
        evening = create_payment_due(other_pupil, other_group)
        payments_due.write_off(actor=admin, payment=evening, amount=2_000_000, reason="hardship")
    with travel_to(20, month=10):
        payment = pupil.payments.get()
        refunds.refund_payment(actor=admin, payment=payment, amount=10_000_000, reason="ill", desk=shift.desk)
    with travel_to(5):
        top_up(other_pupil, branch, 60_000_000, admin)


def rows(result, *names):
    return {row["name"]: get_amounts(row, *names) for row in result["rows"]}


FIGURES = ("charged", "taken_back", "discounts", "write_offs", "earned", "received", "paid_back", "kept")


def test_revenue_by_month(autumn, manager):
    report = get_json(manager, "reports/revenue/")
    assert rows(report, *FIGURES) == {
        "October 2026": [
            2 * PRICE,
            10_000_000,
            5_000_000,
            2_000_000,
            73_000_000,
            PRICE - 5_000_000,
            10_000_000,
            30_000_000,
        ],
        "November 2026": [0, 0, 0, 0, 0, 60_000_000, 0, 60_000_000],
    }
    assert [row["key"] for row in report["rows"]] == ["2026-10", "2026-11"]
    assert (report["first"], report["last"]) == ("2025-12-01", "2026-11-20")


def test_revenue_by_group_with_free_credit_row(autumn, manager):
    figures = rows(get_json(manager, "reports/revenue/", by="group"), "earned", "received", "paid_back")
    assert figures == {
        "A2 evening": [PRICE - 2_000_000, PRICE - 2_000_000, 0],
        "A2 morning": [30_000_000, PRICE - 5_000_000, 10_000_000],
        "": [0, 60_000_000 - (PRICE - 2_000_000), 0],
    }


def test_used_free_credit_lowers_its_row(autumn, other_pupil, other_group, manager):
    create_payment_due(other_pupil, other_group, 5_000_000)
    report = get_json(manager, "reports/revenue/", by="group", from_="2026-11-20")
    assert rows(report, "earned", "received") == {"A2 evening": [5_000_000, 5_000_000], "": [0, -5_000_000]}
    assert get_amounts(report["totals"][0], "received") == [0]


def test_revenue_by_provider(autumn, manager):
    report = get_json(manager, "reports/revenue/", by="provider")
    assert rows(report, "received", "paid_back") == {
        "Cash": [PRICE - 5_000_000, 10_000_000],
        "Bank transfer": [60_000_000, 0],
    }
    assert {row["key"] for row in report["rows"]} == {"cash", "transfer"}
    assert get_amounts(report["totals"][0], "earned") == [0]


@pytest.mark.parametrize(
    ("language", "names"), [("uz", {"Naqd pul", "Bank oʻtkazmasi"}), ("ru", {"Наличные", "Банковский перевод"})]
)
def test_payment_methods_are_translated(autumn, manager, language, names):
    manager.locale = language
    manager.save(update_fields=["locale"])
    assert {row["name"] for row in get_json(manager, "reports/revenue/", by="provider")["rows"]} == names


def test_revenue_by_teacher_follows_lead_changes(autumn, group, assistant, manager):
    LeadChange.objects.create(group=group, former=group.lead_teacher, teacher=assistant, on=date(2026, 11, 1))
    Group.objects.filter(pk=group.pk).update(lead_teacher=assistant)
    create_payment_due(group.memberships.first().student, group)
    figures = rows(get_json(manager, "reports/revenue/", by="teacher"), "charged", "received")
    assert figures["Dilnoza Rahimova"] == [PRICE, PRICE - 5_000_000]
    assert figures["Sardor Aliyev"] == [PRICE, 0]
    assert figures["Nodira Tosheva"] == [PRICE, PRICE - 2_000_000]


def test_order_is_split_among_its_courses(group, pupil, branch, manager):
    second = make_course(slug="maths")
    second.title = {"en": "Maths", "uz": "", "ru": ""}
    second.save()
    payment = create_payment_due(pupil, group, 1_000, gross=1_001, kind=PaymentKind.ORDER)
    type(payment).objects.filter(pk=payment.pk).update(group=None)
    order = Order.objects.create(buyer=pupil, learner=pupil, payment=payment)
    for course, amount in ((group.course, 667), (second, 334)):
        OrderItem.objects.create(order=order, course=course, amount=amount)
    report = get_json(manager, "reports/revenue/", by="course")
    shared = rows(report, "charged", "discounts", "earned")
    assert shared == {"English A2": [667, 0, 667], "Maths": [334, 1, 333]}
    assert get_amounts(report["totals"][0], "earned") == [1_000]


@pytest.mark.parametrize("by", BYS[1:4], ids=str)
def test_all_groupings_have_the_same_totals(autumn, manager, by):
    by_month, other = (get_json(manager, "reports/revenue/", by=grouping)["totals"] for grouping in ("month", by))
    assert get_amounts(other[0], *FIGURES) == get_amounts(by_month[0], *FIGURES)


def test_currencies_are_never_added(autumn, pupil, group, manager):
    create_payment_due(pupil, group, 5_000, currency="USD")
    report = get_json(manager, "reports/revenue/", by="group")
    mine = [
        (row["name"], row["currency"], row["charged"]["amount"])
        for row in report["rows"]
        if row["name"] == "A2 morning"
    ]
    assert mine == [("A2 morning", "USD", 5_000), ("A2 morning", "UZS", PRICE)]
    assert [row["currency"] for row in report["totals"]] == ["USD", "UZS"]
    assert all(row[name]["currency"] == row["currency"] for row in report["rows"] for name in FIGURES)


def test_office_sees_revenue_of_its_branches(autumn, manager, branch):
    assert get_json(manager, "reports/revenue/", branch=str(create_second_branch().pk))["rows"] == []
    elsewhere = Branch.objects.get(name="Yunusobod")
    assert get_json(limit_to_branch(manager, elsewhere), "reports/revenue/")["rows"] == []
    assert len(get_json(limit_to_branch(manager, branch), "reports/revenue/", by="group")["rows"]) == 3


def test_revenue_spreadsheet(autumn, manager):
    sheet = get_sheet(manager, "reports/revenue/", by="group")
    assert sheet[0][:3] == ["Group", "Currency", "Charged"]
    assert [row[0] for row in sheet[1:]] == ["A2 evening", "A2 morning", "On pupils' accounts", None, "Total"]
    assert sheet[-1][2:] == [900_000, 100_000, 50_000, 20_000, 730_000, 1_000_000, 100_000, 900_000]


@pytest.mark.parametrize("by", BYS, ids=str)
@pytest.mark.parametrize("groups", [2, 12], ids=["two", "twelve"])
def test_query_count_is_constant_for_revenue(group, shift, manager, by, groups, django_assert_max_num_queries):
    for number in range(groups):
        student = make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz")
        teacher = make_user(Role.TEACHER, "Olim", email=f"olim{number}@example.uz")
        course = make_course(slug=f"course-{number}")
        other = make_group(branch=group.branch, course=course, name=f"G{number}", teacher=teacher)
        pay_cash(create_payment_due(student, other), shift)
    client = client_for(manager)
    with django_assert_max_num_queries(10):
        body = client.get("/payments/reports/revenue/", {"by": by}).json
    assert len(body["rows"]) == (groups if by in BYS[1:4] else 1)
