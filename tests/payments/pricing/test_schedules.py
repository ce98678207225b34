"""Schedules and prices of single pupils through the API: what is taken, what is refused, what follows."""

from datetime import date

import pytest

from apps.accounts.models import User
from apps.courses.models import Membership
from apps.payments.models import PaymentSchedule, PriceOverride
from tests.factories import client_for
from tests.payments.payment_data import uzs
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
MONEY = uzs(pricing_data.PRICE)


def create(user, of, **more):
    """Say how the group pays."""
    return client_for(user).post("/payments/schedules/", {"group": str(of.pk), "amount": MONEY, **more})


def test_schedule_is_created_read_updated_and_ended(group, pupil, manager, admin):
    made = create(manager, group, enrolment_fee={"amount": 500}, due_day=10)
    assert made.status == 201
    assert made.json | {"id": ""} == {
        "id": "", "group": {"id": str(group.pk), "name": group.name}, "mode": "month", "amount": MONEY,
        "currency": "UZS", "pack_lessons": None, "due_day": 10, "prorate": True, "credit_holidays": False,
        "credit_uncharged": False, "enrolment_fee": uzs(500), "bill_on_joining": True,
        "valid_from": "2026-09-01", "valid_until": None,
    }  # fmt: skip
    client, path = client_for(manager), f"/payments/schedules/{made.json['id']}/"
    pricing_data.run_billing(admin)
    changed = client.patch(path, {"amount": {"amount": 50_000_000}, "enrolment_fee": None})
    assert (changed.json["amount"]["amount"], changed.json["enrolment_fee"]) == (50_000_000, None)
    pricing_data.run_jobs()
    payment = pricing_data.get_month_payment(pupil)
    assert payment.amount == 50_000_000
    assert pricing_data.list_history(payment)[-1] == ("repriced", "the price was changed")
    assert client.delete(path).status == 204
    assert client.get(path).json["valid_until"] == "2026-09-01"
    assert client.delete(path).status == 409
    with pricing_data.travel_to(date(2026, 10, 1)):
        assert pricing_data.run_billing(admin).json["created"] == 0
    assert pricing_data.get_month_payment(pupil).amount == 50_000_000


def test_schedule_without_payments_is_deleted(group, manager):
    path = f"/payments/schedules/{create(manager, group).json['id']}/"
    assert client_for(manager).delete(path).status == 204
    assert client_for(manager).get(path).status == 404


def test_new_schedule_ends_the_previous_one(group, pupil, manager, admin):
    create(manager, group)
    assert create(manager, group, valid_from="2026-10-01", amount={"amount": 60_000_000}).status == 201
    rows = list(PaymentSchedule.objects.order_by("valid_from").values_list("valid_from", "valid_until"))
    assert rows == [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), None)]
    pricing_data.run_billing(admin)
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": pricing_data.PRICE, "2026-10": 60_000_000}
    assert create(manager, group, valid_from="2026-10-01").refused_fields == (422, ["valid_from"])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        pytest.param({"amount": None}, "amount", id="no price anywhere"),
        pytest.param({"mode": "lesson", "amount": None}, "amount", id="by lesson without a price"),
        pytest.param({"mode": "pack"}, "pack_lessons", id="a pack of nothing"),
        pytest.param({"pack_lessons": 8}, "pack_lessons", id="lessons without a pack"),
        pytest.param({"mode": "pack", "pack_lessons": 201}, "pack_lessons", id="a pack too large"),
        pytest.param({"due_day": 29}, "due_day", id="a day that not every month has"),
        pytest.param({"amount": {"amount": 10**13 + 1}}, "amount", id="an amount too large"),
        pytest.param({"amount": {"amount": 2**53 + 1}}, "amount.amount", id="above 2⁵³"),
        pytest.param({"amount": {"amount": -5}}, "amount.amount", id="negative"),
        pytest.param({"amount": {"amount": "45"}}, "amount.amount", id="as a text"),
        pytest.param({"amount": {"amount": 1.0}}, "amount.amount", id="as a fraction"),
        pytest.param({"amount": {"amount": 1, "currency": "USD"}}, "amount", id="in another currency"),
        pytest.param({"currency": "GBP"}, "currency", id="a currency that is not in use"),
        pytest.param({"mode": "year"}, "mode", id="no such mode"),
        pytest.param({"valid_until": "2026-08-01"}, "valid_until", id="days out of order"),
        pytest.param({"valid_from": "1999-01-01"}, "valid_from", id="long ago"),
        pytest.param({"group": "01890a5d-ac96-774b-bcce-b302099a8057"}, "group", id="no such group"),
        pytest.param({"ran_on": "2026-09-01"}, "ran_on", id="what is the server's"),
    ],
)
def test_invalid_schedules_are_refused_by_field(group, manager, more, field):
    assert create(manager, group, **more).refused_fields == (422, [field])
    assert PaymentSchedule.objects.count() == 0


def test_mode_is_fixed_once_payments_exist(group, manager, admin):
    client = client_for(manager)
    path = f"/payments/schedules/{create(manager, group).json['id']}/"
    assert client.patch(path, {"mode": "lesson"}).status == 200
    assert client.patch(path, {"mode": "month"}).status == 200
    pricing_data.run_billing(admin)
    refused = client.patch(path, {"mode": "lesson", "valid_from": "2026-10-01", "due_day": 9})
    assert (refused.status, sorted(refused.json["fields"])) == (409, ["mode", "valid_from"])
    assert client.patch(path, {"amount": {"amount": 5, "currency": "USD"}}).refused_fields == (422, ["amount"])


def test_schedules_of_other_branches_are_not_found(group, manager):
    path = f"/payments/schedules/{create(manager, group).json['id']}/"
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    client = client_for(manager)
    assert [client.get(path).status, client.patch(path, {}).status, client.delete(path).status] == [404] * 3
    assert create(manager, group).json["fields"] == {"group": ["There is no such group."]}


def test_price_override_is_created_and_ended(group, pupil, manager, admin):
    create(manager, group)
    pricing_data.run_billing(admin)
    client = client_for(manager)
    mine = Membership.objects.get(group=group, student=pupil)
    body = {"membership": str(mine.pk), "amount": {"amount": 0}, "starts_on": "2026-09-01", "reason": "an orphan"}
    made = client.post("/payments/overrides/", body)
    assert (made.status, made.json["amount"]) == (201, uzs(0))
    assert made.json["student"]["full_name"] == "Jasur Oripov"
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 0
    assert pricing_data.get_month_payment(pupil).status == "completed"
    assert client.get("/payments/overrides/", {"student": str(pupil.pk)}).json["count"] == 1
    path = f"/payments/overrides/{made.json['id']}/"
    with pricing_data.travel_to(date(2026, 10, 3)):
        pricing_data.run_billing(admin)
        assert set(pricing_data.list_period_amounts(pupil)) == {"2026-09"}
        client = client_for(manager)
        assert client.delete(path).status == 204
        pricing_data.run_jobs()
        assert client.delete(path).status == 409
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": 0, "2026-10": pricing_data.PRICE}
    assert PriceOverride.objects.get().ends_on == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        pytest.param({"reason": ""}, "reason", id="without a reason"),
        pytest.param({"amount": {"amount": -1}}, "amount.amount", id="negative"),
        pytest.param({"amount": {"amount": 5, "currency": "USD"}}, "currency", id="in another currency"),
        pytest.param({"ends_on": "2026-08-31"}, "ends_on", id="days out of order"),
        pytest.param({"membership": "01890a5d-ac96-774b-bcce-b302099a8057"}, "membership", id="no such membership"),
    ],
)
def test_invalid_price_overrides_are_refused(group, pupil, manager, more, field):
    create(manager, group)
    mine = Membership.objects.get(group=group, student=pupil)
    body = {"membership": str(mine.pk), "amount": {"amount": 5}, "starts_on": "2026-09-01", "reason": "agreed", **more}
    assert client_for(manager).post("/payments/overrides/", body).refused_fields == (422, [field])
