"""A cashier's week runs as the page tells it, and ends with six figures that the ledger has too."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import Sum

from apps.core.permissions import Role
from apps.payments.models import AccountKind, LedgerAccount
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services.debt_promises import settle_open_promises
from apps.payments.services.overdue import mark_overdue_and_remind_payers
from apps.settings.models import SystemSettings
from tests import factories
from tests.factories import client_for
from tests.payments import payment_data
from tests.payments.months.month_calls import run_closing_job
from tests.payments.office.office_calls import post_with_key
from tests.payments.payment_data import create_payment_due, uzs
from tests.payments.reports.report_calls import get_json
from tests.payments.week.week_page import read_blocks

MONDAY = datetime(2026, 11, 9, 10, tzinfo=ZoneInfo("Asia/Tashkent"))
SOUM = 100
THURSDAY = 3
PUPILS = ("Jasur", "Laylo", "Bekzod", "Nodir", "Madina", "Sabina", "Timur", "Sardor", "Otabek")
SINCE_OCTOBER = {"from_": "2026-10-01", "to": "2026-11-14"}


class Week:
    """The people of the week, and the ids that the page names."""

    def __init__(self, admin, manager, branch, teacher, course):
        nilufar = factories.make_user(Role.MANAGER, "Nilufar")
        self.people = {"Aziza": admin, "Malika": manager, "Nilufar": nilufar}
        pupils = {name: factories.make_user(Role.STUDENT, name) for name in PUPILS}
        self.group = factories.make_group(
            branch=branch, course=course, name="A2", teacher=teacher, pupils=pupils.values()
        )
        self.payments = {name: create_payment_due(pupil, self.group, due_in=11) for name, pupil in pupils.items()}
        desks = {name: payment_data.create_cash_desk(branch, name.capitalize()) for name in ("front desk", "upstairs")}
        self.ids = {name: str(thing.pk) for name, thing in {**pupils, **desks}.items()}
        self.ids |= {f"{name}'s November": str(payment.pk) for name, payment in self.payments.items()}
        self.clients = {}

    def send(self, step):
        """Send the request and compare the answer."""
        path, body = step.read_request(self.ids)
        key = str(uuid4()) if step.method == "POST" else None
        answer = self.clients[step.person].request(step.method, path, body, idempotency_key=key)
        code = answer.json.get("code") if isinstance(answer.json, dict) and answer.status >= 400 else None
        assert (answer.status, code) == (step.status, step.code), (step.line, answer.json)
        step.check_fields(answer.json, self.ids)

    def sign_in(self):
        """Everybody signs in anew: a token does not last from day to day."""
        self.clients = {name: client_for(person) for name, person in self.people.items()}


@pytest.fixture
def week(admin, manager, branch, teacher, course):
    """The centre on Sunday evening. In October it paid rent from the bank; Timur is to pay by Tuesday."""
    SystemSettings.objects.update(close_books_automatically=True)
    with time_machine.travel(MONDAY - timedelta(days=15)):
        rent = {"category": "rent", "amount": uzs(3_000_000 * SOUM), "text": "Rent", "branch": str(branch.pk)}
        assert post_with_key(client_for(manager), "/payments/expenses/", rent).status == 201
    with time_machine.travel(MONDAY - timedelta(hours=14)):
        week = Week(admin, manager, branch, teacher, course)
        type(week.payments["Timur"]).objects.filter(pk=week.payments["Timur"].pk).update(due_on=date(2026, 11, 10))
        return week


def do_what_the_platform_does():
    """Run what the scheduler runs by itself: months close, payments are overdue, promises are kept or broken."""
    run_closing_job()
    mark_overdue_and_remind_payers()
    settle_open_promises()


def test_week_of_the_page_is_played_and_its_figures_agree(week, admin, branch):
    for number, (day, steps) in enumerate(read_blocks()):
        with time_machine.travel(MONDAY + timedelta(days=day, minutes=10 * number), tick=True):
            week.sign_in()
            do_what_the_platform_does()
            for step in steps:
                week.send(step)
            if day == THURSDAY:
                payment_data.perform_payme(payment_data.open_payme_for(week.payments["Otabek"]))
    with time_machine.travel(MONDAY + timedelta(days=5, hours=10), tick=True):
        figures = read_figures(admin)
    assert {name: amount // SOUM for name, amount in figures.items()} == {
        "cash": 7_130_000, "bank": 17_450_000, "payme": 450_000, "owed": 450_000,
        "revenue": 3_600_000, "expenses": 3_470_000,
    }  # fmt: skip
    assert figures == read_ledger()
    assert [str(finding) for finding in find_violations()] == []


def read_figures(admin):
    """Return the six figures as the API answers them."""
    desks = get_json(admin, "cash-desks/")["results"]
    methods = {
        row["key"]: row["change"]["amount"]
        for row in get_json(admin, "journal/totals/", by="method", **SINCE_OCTOBER)["rows"]
    }
    owed = get_json(admin, "", status="pending")["results"] + get_json(admin, "", status="overdue")["results"]
    (profit,) = get_json(admin, "reports/profit/", **SINCE_OCTOBER)["totals"]
    return {
        "cash": sum(desk["balance"]["amount"] for desk in desks),
        "bank": methods["transfer"],
        "payme": methods["payme"],
        "owed": sum(payment["outstanding"]["amount"] for payment in owed),
        "revenue": profit["revenue"]["amount"],
        "expenses": profit["spent"]["amount"],
    }


def read_ledger():
    """Return the same figures as the accounts of the ledger have them; owed is what pupils' balances lack."""
    kinds = {"cash": "desk", "bank": "bank", "payme": "provider", "revenue": "revenue", "expenses": "expenses"}
    accounts = LedgerAccount.objects.filter(currency="UZS")
    sums = {name: accounts.filter(kind=kind).aggregate(total=Sum("balance"))["total"] for name, kind in kinds.items()}
    lacking = accounts.filter(kind=AccountKind.STUDENT, balance__lt=0).aggregate(total=Sum("balance"))["total"]
    return {**sums, "owed": -lacking}
