"""A price that lowers what was billed on a former day forgives a debt: it needs the permission to refund."""

from datetime import date

import pytest

from apps.courses.models import Membership
from apps.payments.models import Discount, PaymentSchedule, PriceOverride
from tests.factories import client_for
from tests.payments.payment_data import uzs
from tests.payments.pricing import pricing_data
from tests.payments.pricing.pricing_data import PRICE

pytestmark = pytest.mark.usefixtures("english_centre")
HALF = PRICE // 2
FIRST, LATER, OCTOBER = date(2026, 9, 1), date(2026, 9, 3), "2026-10-01"


@pytest.fixture
def billed(group, pupil, admin):
    """September is billed on its first day."""
    pricing_data.create_month(group)
    pricing_data.run_billing(admin, on=FIRST)


def give_discount(client, group, pupil, since="2026-09-01"):
    body = {"name": {"en": "Half"}, "kind": "percent", "percent_hundredths": 5_000, "starts_on": since}
    return client.post("/payments/discounts/", {**body, "student": str(pupil.pk)})


def set_own_price(client, group, pupil, since="2026-09-01", amount=HALF):
    mine = str(Membership.objects.get(group=group, student=pupil).pk)
    body = {"membership": mine, "amount": uzs(amount), "starts_on": since, "reason": "agreed"}
    return client.post("/payments/overrides/", body)


def cheapen_schedule(client, group, pupil):
    schedule = PaymentSchedule.objects.get()
    return client.patch(f"/payments/schedules/{schedule.pk}/", {"amount": uzs(HALF)})


WAYS = {give_discount: "starts_on", set_own_price: "starts_on", cheapen_schedule: "amount"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_price_that_forgives_needs_the_permission_to_refund(billed, group, pupil, manager, admin, way):
    with pricing_data.travel_to(LATER):
        way(client_for(manager), group, pupil).check_refused(403, "forbidden", field=WAYS[way])
        pricing_data.run_jobs()
        assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE}
        assert (Discount.objects.count(), PriceOverride.objects.count()) == (0, 0)
        assert way(client_for(admin), group, pupil).status in (200, 201)
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": HALF}


def test_price_of_later_periods_and_a_higher_one_is_the_managers(billed, group, pupil, manager):
    with pricing_data.travel_to(LATER):
        client = client_for(manager)
        assert give_discount(client, group, pupil, since=OCTOBER).status == 201
        assert set_own_price(client, group, pupil, since=OCTOBER).status == 201
        assert set_own_price(client, group, pupil, amount=2 * PRICE).status == 201


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_price_agreed_on_the_day_of_billing_is_the_managers(billed, group, pupil, manager, way):
    with pricing_data.travel_to(FIRST):
        assert way(client_for(manager), group, pupil).status in (200, 201)
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": HALF}
