"""Prices of a closed month: changes of terms stop there; corrections of what was billed count today and name it."""

from datetime import date

import pytest

from apps.payments.models import Payment
from tests.factories import client_for
from tests.payments.months.month_calls import close_books, list_postings
from tests.payments.office.office_calls import post_with_key
from tests.payments.payment_data import pay_cash, uzs
from tests.payments.pricing import pricing_data

PRICE = 12_000_000
NOVEMBER = date(2026, 11, 5)
DISCOUNT = {"name": {"en": "Ten"}, "kind": "percent", "percent_hundredths": 1000, "starts_on": "2026-09-01"}


@pytest.fixture
def billed(group, pupil, admin, shift):
    """September to November were billed, each on its first day; September is paid."""
    with pricing_data.travel_to(date(2026, 9, 1)):
        pricing_data.create_month(group, amount=PRICE, credit_uncharged=True, prorate=False)
    for month in (9, 10, 11):
        pricing_data.run_billing(admin, on=date(2026, month, 1))
    with pricing_data.travel_to(date(2026, 11, 2)):
        pay_cash(pricing_data.get_month_payment(pupil), shift)


@pytest.fixture
def closed(billed, admin, group):
    """September is closed on the third of November; the time is two days later."""
    with pricing_data.travel_to(date(2026, 11, 3)):
        assert close_books(admin, group.branch, "2026-09").status == 200
    with pricing_data.travel_to(NOVEMBER):
        yield


@pytest.mark.parametrize("by", ["discount", "override"])
def test_backdated_discounts_and_prices_stop_at_a_closed_month(closed, group, pupil, admin, by):
    client = client_for(admin)
    if by == "discount":
        assert client.post("/payments/discounts/", {**DISCOUNT, "student": str(pupil.pk)}).status == 201
    else:
        mine = str(pupil.memberships.get(group=group).pk)
        own = {"membership": mine, "amount": uzs(PRICE * 9 // 10), "starts_on": "2026-09-01", "reason": "agreed"}
        assert client.post("/payments/overrides/", own).status == 201
    pricing_data.run_jobs()
    less = PRICE * 9 // 10
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE, "2026-10": less, "2026-11": less}
    assert {month for _kind, _on, month in list_postings(group.branch, NOVEMBER)} == {None}


def test_corrected_mark_of_a_closed_month_is_posted_today_with_its_month(closed, group, pupil, admin):
    pricing_data.mark_and_reprice(group, pricing_data.SEPTEMBER[0], pupil, "excused", by=admin)
    assert pricing_data.list_period_amounts(pupil)["2026-09"] == PRICE * 11 // 12
    assert list_postings(group.branch, NOVEMBER) == [("correction", "2026-11-05", "2026-09")]
    pricing_data.mark_and_reprice(group, pricing_data.SEPTEMBER[0], pupil, "present", by=admin)
    assert Payment.objects.get(kind="correction").amount == PRICE - PRICE * 11 // 12
    assert list_postings(group.branch, NOVEMBER)[1:] == [("charge", "2026-11-05", "2026-09")]


def test_who_joined_in_a_closed_month_is_billed_today_with_its_month(closed, group, other_pupil, manager):
    body = {"student": str(other_pupil.pk), "joined_on": "2026-09-01"}
    assert client_for(manager).post(f"/courses/groups/{group.pk}/members/", body).status == 201
    pricing_data.run_jobs()
    charged = [month for kind, _on, month in list_postings(group.branch, NOVEMBER) if kind == "charge"]
    assert charged == ["2026-09", None, None]


def test_office_corrects_and_cancels_with_the_month(closed, group, pupil, admin):
    october, september = (pricing_data.get_month_payment(pupil, key) for key in ("2026-10", "2026-09"))
    with pricing_data.travel_to(date(2026, 11, 6)):
        assert close_books(admin, group.branch, "2026-10").status == 200
        client = client_for(admin)
        for payment in (october, september):
            body = {"amount": uzs(PRICE - 100), "reason": "agreed"}
            assert client.patch(f"/payments/{payment.pk}/", body).status == 200
        assert post_with_key(client, f"/payments/{october.pk}/cancel/", {"reason": "left"}).status == 200
    assert [(kind, month) for kind, _on, month in list_postings(group.branch, date(2026, 11, 6))] == [
        ("correction", "2026-10"), ("correction", "2026-09"), ("cancelled", "2026-10"),
    ]  # fmt: skip
