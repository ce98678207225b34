"""Cash, bank, providers, bills, pay and profit of a month are equal in six reports, and stay so when it is closed."""

from dataclasses import asdict
from datetime import date

import pytest
from django.db import connection

from apps.core.permissions import Role
from apps.courses.services import add_member
from tests.factories import make_user
from tests.payments.months import centre_month, six_reports
from tests.payments.payme.payme_client import SETTINGS
from tests.payments.reports.report_calls import travel_to
from tests.servers.stripe import stripe_server

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def centre(settings, admin, manager, group, pupil, second_pupil):
    pupils = [pupil, second_pupil, *(make_user(Role.STUDENT, name) for name in ("Anvar", "Botir", "Charos", "Davron"))]
    with travel_to(1, month=9, hour=8):
        for person in pupils[2:]:
            add_member(actor=admin, group=group, student=person)
    with stripe_server() as running:
        settings.ENV = settings.ENV.model_copy(update=SETTINGS | running.settings)
        yield centre_month.Centre(admin, manager, group, pupils, running)


def read_six_reports(centre, before, after):
    """The six reports of October, with the balances of accounts and of people before and after it."""
    return {
        "notebook": centre.notebook.to_figures(),
        "papers": six_reports.add_up_papers(OCTOBER),
        "entries": six_reports.add_up_entries(OCTOBER),
        "balances": six_reports.compare_balances(before[0], after[0]),
        "reports": six_reports.read_reports(centre.admin, OCTOBER),
        "journal": six_reports.read_journal(centre.admin, OCTOBER, before[1], after[1]),
    }


def read_all_balances(centre):
    return six_reports.read_balances(), six_reports.read_people(centre.admin, centre.pupils)


def play_to_the_end_of_october(centre):
    """The balances before and after it."""
    centre_month.play_september(centre)
    with travel_to(30, month=9, hour=23):
        before = read_all_balances(centre)
    centre_month.play_october(centre)
    with travel_to(31, month=10, hour=23):
        return before, read_all_balances(centre)


@pytest.mark.slow
def test_month_of_the_centre_is_equal_in_six_reports(centre):
    before, after = play_to_the_end_of_october(centre)
    with travel_to(1, hour=9):
        reports = read_six_reports(centre, before, after)
    assert six_reports.explain_differences(reports) == {}
    noted = asdict(centre.notebook.to_figures())
    assert all(noted.values()), "each figure has something to agree on"
    centre_month.correct_october_in_november(centre)
    with travel_to(3):
        again = read_six_reports(centre, before, after)
    assert again | {"notebook": None} == reports | {"notebook": None}, "what came later counts in November"


TAMPERED = {
    "an expense": "UPDATE payments_expense SET amount = amount + 1 WHERE reverses_id IS NULL",
    "a receipt": "DELETE FROM payments_receipt WHERE kind = 'refund'",
    "a count": "UPDATE payments_shift SET counted = counted + 1",
    "a pay month": "UPDATE payments_paymonth SET total = total + 1",
    "an entry": "UPDATE payments_ledgerentry SET amount = amount + 1",
    "a balance": "UPDATE payments_ledgeraccount SET balance = balance + 1 WHERE kind = 'bank'",
}


@pytest.mark.usefixtures("allow_broken_ledger")
def test_control_a_tampered_row_makes_a_report_differ(centre):
    before, _after = play_to_the_end_of_october(centre)
    for statement in ("SELECT 1", *TAMPERED.values()):
        with travel_to(1, hour=9), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT untouched; SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("payments_ledgertransfer", "payments_ledgerentry"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            reports = read_six_reports(centre, before, read_all_balances(centre))
            assert bool(six_reports.explain_differences(reports)) == (statement != "SELECT 1"), statement
            cursor.execute("ROLLBACK TO SAVEPOINT untouched")
