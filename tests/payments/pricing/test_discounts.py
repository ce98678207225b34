"""Discounts: whom they are for, how they count together, what they do to what is billed already."""

from datetime import date

import pytest

from apps.accounts.models import User
from apps.courses.models import Membership
from apps.payments.models import Discount, Payment
from tests.attendance.register_requests import add_guardian
from tests.factories import client_for
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
NAME = {"uz": "Chegirma", "ru": "", "en": "Discount"}


def discount(**more):
    """A discount of ten percent for everybody, unless told otherwise."""
    values = {"name": NAME, "kind": "percent", "percent_hundredths": 1000, **more}
    if values["kind"] == "fixed":
        values |= {"percent_hundredths": None, "currency": "UZS"}
    return Discount.objects.create(**values)


@pytest.mark.parametrize(
    ("discounts", "expected"),
    [
        pytest.param([{}], 9_000_000, id="ten percent"),
        pytest.param([{}, {"percent_hundredths": 2000}], 8_000_000, id="of two the one that takes most off"),
        pytest.param([{}, {"kind": "fixed", "amount": 1_500_000}], 8_500_000, id="a fixed one may be the better one"),
        pytest.param(
            [{"stackable": True}, {"percent_hundredths": 550, "stackable": True}], 8_450_000, id="percentages add up"
        ),
        pytest.param(
            [
                {"stackable": True},
                {"kind": "fixed", "amount": 500_000, "stackable": True},
                {"percent_hundredths": 2000},
            ],
            6_500_000,
            id="stackable ones beside the best of the others",
        ),
        pytest.param([{"kind": "fixed", "amount": 99_000_000}], 0, id="never below nothing"),
        pytest.param([{"ends_on": date(2026, 8, 31)}, {"starts_on": date(2026, 9, 2)}], 10_000_000, id="other days"),
        pytest.param([{"ends_on": date(2026, 9, 1)}], 9_000_000, id="the period begins on its last day"),
    ],
)
def test_stackable_discounts_combine(group, pupil, admin, discounts, expected):
    pricing_data.create_schedule(group, amount=10_000_000)
    for values in discounts:
        discount(**values)
    pricing_data.run_billing(admin)
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.gross, payment.amount) == (10_000_000, expected)
    assert sum(line["amount"] for line in payment.lines) == expected


def test_discount_scopes(group, other_group, pupil, second_pupil, other_pupil, admin):
    pricing_data.create_schedule(group, amount=10_000_000)
    pricing_data.create_schedule(other_group, amount=10_000_000)
    discount(student=pupil, percent_hundredths=5000)
    discount(group=group, percent_hundredths=1000)
    discount(branch=group.branch, percent_hundredths=500)
    pricing_data.run_billing(admin)
    owed = {person.pk: pricing_data.get_month_payment(person).amount for person in (pupil, second_pupil, other_pupil)}
    assert owed == {pupil.pk: 5_000_000, second_pupil.pk: 9_000_000, other_pupil.pk: 9_500_000}


def test_fixed_discount_is_prorated_with_the_month(group, pupil, admin):
    pricing_data.create_month(group)
    discount(kind="fixed", amount=1_200_000)
    Membership.objects.filter(group=group, student=pupil).update(leaves_on=date(2026, 9, 15))
    pricing_data.run_billing(admin)
    assert pricing_data.list_lines(pricing_data.get_month_payment(pupil))[1:] == [
        ("share", -pricing_data.PRICE // 2),
        ("discount", -600_000),
    ]


def test_sibling_discount_is_for_the_second_child_and_more(
    group, other_group, pupil, second_pupil, other_pupil, parent, admin
):
    for each_group in (group, other_group):
        pricing_data.create_schedule(each_group, amount=10_000_000)
    discount(kind="sibling", percent_hundredths=2000)
    for child in (pupil, second_pupil, other_pupil):
        add_guardian(parent, child)
    Membership.objects.filter(student=second_pupil).update(joined_on=date(2026, 8, 1))
    pricing_data.run_billing(admin)
    assert [pricing_data.get_month_payment(user).amount for user in (second_pupil, pupil, other_pupil)] == [
        10**7,
        8 * 10**6,
        8 * 10**6,
    ]
    Membership.objects.filter(student=second_pupil).update(left_on=date(2026, 9, 30), status="left")
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert [pricing_data.get_month_payment(user, "2026-10").amount for user in (pupil, other_pupil)] == [
        10**7,
        8 * 10**6,
    ]


@pytest.mark.parametrize("status", ["lead", "trial"])
def test_sibling_who_has_not_started_does_not_count(group, pupil, second_pupil, parent, admin, status):
    pricing_data.create_schedule(group, amount=10_000_000)
    discount(kind="sibling", percent_hundredths=2000)
    for child in (pupil, second_pupil):
        add_guardian(parent, child)
    Membership.objects.filter(student=second_pupil).update(joined_on=date(2026, 8, 1), status=status)
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == 10_000_000


def test_existing_payments_are_repriced_by_the_api(group, pupil, manager, admin):
    pricing_data.create_schedule(group, amount=10_000_000)
    pricing_data.run_billing(admin)
    client = client_for(manager)
    body = {"name": NAME, "kind": "percent", "percent_hundredths": 1000, "student": str(pupil.pk)}
    answer = client.post("/payments/discounts/", body)
    assert answer.status == 201
    pricing_data.run_jobs()
    payment = pricing_data.get_month_payment(pupil)
    assert payment.amount == 9_000_000
    assert pricing_data.list_history(payment)[-1] == ("repriced", "discount: Discount")
    changed = client.patch(f"/payments/discounts/{answer.json['id']}/", {"percent_hundredths": 2500})
    assert (changed.status, changed.json["percent_hundredths"]) == (200, 2500)
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 7_500_000
    assert client.delete(f"/payments/discounts/{answer.json['id']}/").status == 204
    assert client.delete(f"/payments/discounts/{answer.json['id']}/").status == 404
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 10_000_000
    assert client.get("/payments/discounts/").json["count"] == 0
    assert client.get("/payments/discounts/", {"archived": "true"}).json["count"] == 1


def test_only_discounts_with_a_first_day_reprice_earlier_months(group, pupil, admin):
    pricing_data.create_schedule(group, amount=10_000_000)
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(date(2026, 10, 5)):
        client = client_for(admin)
        pricing_data.run_billing(admin)
        body = {"name": NAME, "kind": "percent", "percent_hundredths": 1000, "group": str(group.pk)}
        client.post("/payments/discounts/", body)
        pricing_data.run_jobs()
        assert pricing_data.list_period_amounts(pupil) == {"2026-09": 10_000_000, "2026-10": 9_000_000}
        client.post("/payments/discounts/", {**body, "percent_hundredths": 3000, "starts_on": "2026-09-01"})
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": 7_000_000, "2026-10": 7_000_000}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        pytest.param({"kind": "percent", "percent_hundredths": None}, "percent_hundredths", id="no percentage"),
        pytest.param({"kind": "percent", "amount": {"amount": 1}}, "amount", id="percent with an amount"),
        pytest.param({"kind": "fixed", "percent_hundredths": None}, "amount", id="fixed without an amount"),
        pytest.param({"kind": "fixed", "amount": {"amount": 1}}, "percent_hundredths", id="fixed with a percentage"),
        pytest.param({"percent_hundredths": 10_001}, "percent_hundredths", id="more than everything"),
        pytest.param({"percent_hundredths": 0}, "percent_hundredths", id="nothing"),
        pytest.param({"kind": "fixed", "amount": {"amount": "5"}}, "amount.amount", id="an amount as a text"),
        pytest.param({"kind": "fixed", "amount": {"amount": 1.5}}, "amount.amount", id="an amount as a fraction"),
        pytest.param({"name": {"uz": "", "ru": "", "en": ""}}, "name", id="no name"),
        pytest.param({"starts_on": "2026-09-02", "ends_on": "2026-09-01"}, "ends_on", id="days out of order"),
        pytest.param({"kind": "free"}, "kind", id="unknown kind"),
        pytest.param({"student": "01890a5d-ac96-774b-bcce-b302099a8057"}, "student", id="nobody"),
        pytest.param({"group": "01890a5d-ac96-774b-bcce-b302099a8057"}, "group", id="no such group"),
    ],
)
def test_invalid_discounts_are_refused_by_field(manager, more, field):
    body = {"name": NAME, "kind": "percent", "percent_hundredths": 1000, **more}
    assert client_for(manager).post("/payments/discounts/", body).refused_fields == (422, [field])
    assert Discount.objects.count() == 0


def test_discount_has_one_scope_in_your_branches(group, pupil, manager):
    client = client_for(manager)
    body = {"name": NAME, "kind": "percent", "percent_hundredths": 1000}
    refused = client.post("/payments/discounts/", {**body, "student": str(pupil.pk), "group": str(group.pk)})
    assert refused.refused_fields == (422, ["group"])
    object_id = client.post("/payments/discounts/", body).json["id"]
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    assert client.post("/payments/discounts/", body).refused_fields == (422, ["branch"])
    assert client.patch(f"/payments/discounts/{object_id}/", {"stackable": True}).status == 403
    assert client.get(f"/payments/discounts/{object_id}/").status == 200
    assert client.post("/payments/discounts/", {**body, "branch": str(group.branch_id)}).status == 201
    assert Payment.objects.count() == 0
