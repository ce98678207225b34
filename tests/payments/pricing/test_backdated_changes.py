"""What begins on a day of the past changes the months since by itself alone; all else stays as it was billed."""

from datetime import date, timedelta

import pytest
import time_machine

from apps.core.local_days import get_day_bounds
from apps.courses.models import Group, Membership
from apps.payments.models import Payment
from tests.attendance.register_requests import add_guardian
from tests.factories import client_for
from tests.payments.payment_data import pay_cash
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
PRICE = 10_000_000
NAME = {"uz": "Chegirma", "ru": "", "en": "Discount"}
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def off(admin, percent, **more):
    """A discount of so many percent; its id."""
    body = {"name": NAME, "kind": "percent", "percent_hundredths": percent * 100, **more}
    answer = client_for(admin).post("/payments/discounts/", body)
    assert answer.status == 201
    return str(answer.json["id"])


def own_price(admin, group, pupil, amount, since):
    """A price of the pupil's own since that day."""
    mine = Membership.objects.get(group=group, student=pupil)
    body = {"membership": str(mine.pk), "amount": {"amount": amount}, "starts_on": since, "reason": "agreed"}
    assert client_for(admin).post("/payments/overrides/", body).status == 201


def paid_september(pupil, admin, shift):
    """September is billed and paid."""
    pricing_data.run_billing(admin)
    pay_cash(pricing_data.get_month_payment(pupil), shift)


@pytest.fixture
def dearer(group, pupil, admin, shift):
    """September was paid by the group's price, which has doubled since."""
    Group.objects.filter(pk=group.pk).update(price_amount=PRICE, price_currency="UZS")
    pricing_data.create_schedule(group, amount=None)
    paid_september(pupil, admin, shift)
    Group.objects.filter(pk=group.pk).update(price_amount=2 * PRICE)
    pricing_data.run_billing(admin, on=OCTOBER)


def owed(pupil):
    """What the pupil's months cost; there are no corrections."""
    assert not Payment.objects.filter(student=pupil, kind="correction").exists()
    return pricing_data.list_period_amounts(pupil)


@pytest.mark.usefixtures("dearer")
def test_backdated_discount_does_not_apply_later_prices(pupil, admin):
    with pricing_data.travel_to(date(2026, 10, 5)):
        off(admin, 10, student=str(pupil.pk), starts_on="2026-09-01")
        pricing_data.run_jobs()
    assert owed(pupil) == {"2026-09": PRICE * 9 // 10, "2026-10": 2 * PRICE * 9 // 10}


@pytest.mark.usefixtures("dearer")
def test_backdated_change_stays_after_mark_corrections(group, pupil, admin):
    with pricing_data.travel_to(date(2026, 10, 5)):
        off(admin, 10, student=str(pupil.pk), starts_on="2026-09-01")
        pricing_data.run_jobs()
        pricing_data.create_lessons(group, [date(2026, 9, 9)])
        pricing_data.mark_pupil(group, date(2026, 9, 9), pupil, "present", by=admin)
        assert pricing_data.run_jobs() == ["payments.reprice"]
    assert owed(pupil)["2026-09"] == PRICE * 9 // 10


@pytest.mark.usefixtures("dearer")
def test_backdated_override_applies_from_its_first_day(group, pupil, admin):
    with pricing_data.travel_to(date(2026, 10, 5)):
        own_price(admin, group, pupil, 7_000_000, "2026-09-01")
        pricing_data.run_jobs()
    assert owed(pupil) == {"2026-09": 7_000_000, "2026-10": 7_000_000}


@pytest.mark.usefixtures("dearer")
def test_override_does_not_change_earlier_months(group, pupil, admin):
    with pricing_data.travel_to(date(2026, 10, 5)):
        own_price(admin, group, pupil, 7_000_000, "2026-09-15")
        pricing_data.run_jobs()
    assert owed(pupil) == {"2026-09": PRICE, "2026-10": 7_000_000}


def test_change_in_the_last_hour_of_a_month_applies_to_it(group, pupil, admin):
    schedule = pricing_data.create_schedule(group, amount=PRICE)
    pricing_data.run_billing(admin)
    with time_machine.travel(get_day_bounds(OCTOBER, "Asia/Tashkent")[0] - timedelta(minutes=1)):
        path = f"/payments/schedules/{schedule.pk}/"
        assert client_for(admin).patch(path, {"amount": {"amount": 2 * PRICE}}).status == 200
    with pricing_data.travel_to(OCTOBER):
        pricing_data.run_jobs()
    assert owed(pupil) == {"2026-09": 2 * PRICE, "2026-10": 2 * PRICE}


def test_archived_discount_stays_on_earlier_payments(group, pupil, admin, shift):
    pricing_data.create_schedule(group, amount=PRICE)
    removed = off(admin, 50, student=str(pupil.pk))
    pricing_data.run_jobs()
    paid_september(pupil, admin, shift)
    with pricing_data.travel_to(date(2026, 10, 2)):
        assert client_for(admin).delete(f"/payments/discounts/{removed}/").status == 204
        pricing_data.run_billing(admin)
        off(admin, 1, group=str(group.pk), starts_on="2026-09-01", stackable=True)
        pricing_data.run_jobs()
    assert owed(pupil) == {"2026-09": PRICE * 49 // 100, "2026-10": PRICE * 99 // 100}


def test_sibling_discount_stays_after_the_sibling_left(group, pupil, second_pupil, parent, admin, shift):
    pricing_data.create_schedule(group, amount=PRICE)
    for child in (pupil, second_pupil):
        add_guardian(parent, child)
    Membership.objects.filter(student=second_pupil).update(joined_on=date(2026, 8, 1))
    off(admin, 20, kind="sibling")
    pricing_data.run_jobs()
    paid_september(pupil, admin, shift)
    Membership.objects.filter(student=second_pupil).update(left_on=date(2026, 9, 30), status="left")
    with pricing_data.travel_to(date(2026, 10, 2)):
        pricing_data.run_billing(admin)
        off(admin, 1, group=str(group.pk), starts_on="2026-09-01", stackable=True)
        pricing_data.run_jobs()
    assert owed(pupil) == {"2026-09": PRICE * 79 // 100, "2026-10": PRICE * 99 // 100}


def test_pack_of_an_earlier_month_keeps_its_price(group, pupil, admin, teacher, shift):
    schedule = pricing_data.create_month(group, mode="pack", amount=PRICE, pack_lessons=4)
    pricing_data.run_billing(admin)
    pay_cash(pricing_data.get_month_payment(pupil, "pack:1"), shift)
    for day in pricing_data.SEPTEMBER[:4]:
        with pricing_data.travel_to(day):
            pricing_data.mark_pupil(group, day, pupil, "present", by=teacher)
    with pricing_data.travel_to(date(2026, 10, 2)):
        pricing_data.run_jobs()
        path = f"/payments/schedules/{schedule.pk}/"
        assert client_for(admin).patch(path, {"amount": {"amount": 2 * PRICE}}).status == 200
        off(admin, 10, student=str(pupil.pk), starts_on="2026-09-01")
        pricing_data.run_jobs()
    assert owed(pupil) == {"pack:1": PRICE * 9 // 10, "pack:2": PRICE * 9 // 10}


def test_discount_moved_into_the_month_applies_to_it(group, pupil, admin):
    pricing_data.create_schedule(group, amount=PRICE)
    pricing_data.run_billing(admin)
    row = off(admin, 50, student=str(pupil.pk), starts_on="2026-10-01")
    assert pricing_data.run_jobs() == []
    path = f"/payments/discounts/{row}/"
    assert client_for(admin).patch(path, {"starts_on": "2026-09-01"}).status == 200
    pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE // 2}
    assert client_for(admin).patch(path, {"starts_on": "2026-10-01"}).status == 200
    pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE}


def test_new_schedule_reprices_the_billed_month(group, pupil, second_pupil, admin):
    old = pricing_data.create_schedule(group, amount=PRICE, valid_from=date(2026, 8, 1))
    pricing_data.run_billing(admin)
    body = {"group": str(group.pk), "amount": {"amount": 2 * PRICE}, "valid_from": "2026-09-01"}
    answer = client_for(admin).post("/payments/schedules/", body)
    pricing_data.run_jobs()
    assert [pricing_data.list_period_amounts(user) for user in (pupil, second_pupil)] == [{"2026-09": 2 * PRICE}] * 2
    assert str(pricing_data.get_month_payment(pupil).schedule_id) == answer.json["id"] != str(old.pk)
    path = f"/payments/schedules/{answer.json['id']}/"
    assert client_for(admin).delete(path).status == 204
    pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": 2 * PRICE}, "what was billed stays owed"


def test_new_schedule_from_mid_month_applies_to_the_next(group, pupil, admin):
    pricing_data.create_schedule(group, amount=PRICE)
    pricing_data.run_billing(admin)
    body = {"group": str(group.pk), "amount": {"amount": 2 * PRICE}, "valid_from": "2026-09-15"}
    client_for(admin).post("/payments/schedules/", body)
    pricing_data.run_jobs()
    pricing_data.run_billing(admin, on=OCTOBER)
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE, "2026-10": 2 * PRICE}
