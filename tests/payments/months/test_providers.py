"""What providers send counts on the day on which it comes, also when it began in a month that is closed now."""

from datetime import date

import pytest

from apps.payments.models import LedgerTransfer
from tests.payments.months.month_calls import close_books
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.payments.payment_data import PRICE, create_payment_due
from tests.payments.reports.report_calls import travel_to
from tests.payments.stripe import stripe_calls
from tests.servers.stripe import stripe_server


@pytest.fixture
def stripe(settings):
    with stripe_server() as running:
        settings.ENV = settings.ENV.model_copy(update=SETTINGS | running.settings)
        yield running


def list_money(payment):
    rows = LedgerTransfer.objects.filter(payment=payment, kind__in=["money_in", "paid_back"]).order_by("pk")
    return [(row.kind, row.on, row.corrects_month) for row in rows]


def test_payme_and_stripe_are_booked_on_the_day_they_come(stripe, admin, branch, group, pupil):
    with travel_to(31, month=10, hour=23):
        first, second = create_payment_due(pupil, group), create_payment_due(pupil, group)
        payme = Payme()
        at_payme = payme.create_reserved(first)
    with travel_to(1, hour=0, minute=5):
        assert close_books(admin, branch, "2026-10").status == 200
        assert payme.perform(at_payme).result["state"] == 2
        session = stripe_calls.pay_by_stripe(stripe, second)
    with travel_to(1, month=12, hour=0, minute=5):
        assert close_books(admin, branch, "2026-11").status == 200
        assert payme.cancel(at_payme).result["state"] == -2
        assert stripe_calls.refund_at_stripe(stripe, session, PRICE).status == 200
    days = [("money_in", date(2026, 11, 1), None), ("paid_back", date(2026, 12, 1), None)]
    assert list_money(first) == list_money(second) == days
