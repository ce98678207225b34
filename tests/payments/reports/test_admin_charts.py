"""The first page of the admin shows what came in month by month, and what is outstanding, a chart a currency."""

import html
import json
import re
from datetime import date

import pytest
from django.test import Client

from apps.accounts.models import OwnRole, User
from apps.payments.models import PaymentKind
from apps.payments.queries.periods import ReportPeriod
from apps.payments.queries.revenue import By, get_revenue_report, list_received_and_refunded_by_month
from tests.payments import payment_data
from tests.payments.reports.report_calls import travel_to

SUM = payment_data.PRICE // 100


def page(user):
    browser = Client()
    browser.force_login(user, backend="apps.accounts.backends.LoginBackend")
    return browser.get("/admin/", headers={"Accept-Language": "en"})


def charts(user):
    """The data of the charts of money, which come first on the page, each by its title's last word, the currency."""
    answer = page(user)
    assert answer.status_code == 200
    text = answer.content.decode()
    titles = re.findall(r"twelve months, (\w+)", text)
    data = [
        json.loads(html.unescape(chart_data))
        for chart_data in re.findall(r'data-type="bar" data-value="([^"]*)"', text)
    ]
    return dict(zip(titles, data, strict=False))


@pytest.fixture
def year(pupil, group, branch, admin, desk):
    """Cash in the last minute of September, of Payme in the first of November, dollars; and one came back. The pupil
    owes two payments, of which one is overdue.
    """
    with travel_to(30, month=9, hour=23, minute=59):
        payment_data.pay_cash(payment_data.create_payment_due(pupil, group), payment_data.open_shift(desk, admin))
    with travel_to(1, hour=0, minute=1):
        payment_data.top_up(pupil, branch, 12_50, admin, "USD")
        payment_data.perform_payme(
            payment_data.open_payme(pupil, payment_data.create_second_branch(), payment_data.PRICE * 2)
        )
    with travel_to(2):
        payment_data.reverse_payme(
            payment_data.perform_payme(payment_data.open_payme(pupil, branch, payment_data.PRICE, key="p2"))
        )
    for due_in in (-3, 5):
        payment_data.create_payment_due(pupil, group, 1_000_000, due_in=due_in, kind=PaymentKind.ORDER)
    return admin


def test_received_money_by_provider_month_and_currency(year):
    chart_data = charts(year)
    assert sorted(chart_data) == ["USD", "soʻm"]
    months = chart_data["soʻm"]["labels"]
    assert (months[0], months[-1], len(months)) == ("December 2025", "November 2026", 12)
    bars = {
        dataset["label"]: dict(zip(months, dataset["data"], strict=True)) for dataset in chart_data["soʻm"]["datasets"]
    }
    assert {label: {month: figures for month, figures in data.items() if figures} for label, data in bars.items()} == {
        "Cash": {"September 2026": SUM},
        "Payme": {"November 2026": 3 * SUM},
    }
    (dollars,) = chart_data["USD"]["datasets"]
    assert (dollars["label"], dollars["data"]) == ("Bank transfer", [0] * 11 + [12.5])


def test_charts_show_figures_and_outstanding_amounts(year):
    text = page(year).content.decode().replace("\u00a0", " ")
    owed = re.findall(r"Outstanding: <strong>([^<]+)</strong>\s*· Overdue: <strong>([^<]+)</strong>", text)
    assert owed == [("0 USD", "0 USD"), ("20 000 soʻm", "10 000 soʻm")]
    for figure in (payment_data.PRICE, 3 * payment_data.PRICE):
        assert f"{figure // 100:,} soʻm".replace(",", " ") in text


def test_charts_add_up_to_the_revenue_report(year):
    period = ReportPeriod(date(2026, 1, 1), date(2026, 11, 20))
    figures = list_received_and_refunded_by_month(year, period)
    for by, key in ((By.MONTH, "month"), (By.PROVIDER, "provider")):
        sums = {}
        for figure in figures:
            row = sums.setdefault((getattr(figure, key), figure.currency), [0, 0])
            row[0], row[1] = row[0] + figure.received, row[1] + figure.paid_back
        report = get_revenue_report(year, group_by=by, period=period)
        report_rows = {(row.key, row.currency): [row.received, row.paid_back] for row in report.rows}
        assert {name: row for name, row in report_rows.items() if any(row)} == sums
    assert sum(figure.paid_back for figure in figures) == payment_data.PRICE


def test_charts_need_permission(year, manager, teacher):
    cut = OwnRole.objects.create(name={"en": "Timetable"}, permissions=["groups.read_members"])
    assert len(charts(year)) == 2
    for person in (manager, teacher):
        assert page(person).status_code == 302
    User.objects.filter(pk=year.pk).update(own_role=cut)
    assert page(User.objects.get(pk=year.pk)).status_code == 302


def test_centre_without_payments_has_no_charts(admin):
    assert charts(admin) == {}
