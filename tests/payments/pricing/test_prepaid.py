"""Running months and packs of a centre that moves in: paid days are not billed, left lessons are used up first."""

from datetime import date

import pytest

from apps.accounts.models import Guardian
from apps.courses.models import Membership
from apps.payments.models import LedgerEntry, PrepaidPeriod
from apps.payments.queries.lesson_proof import prove_lessons
from tests.payments.payment_data import PRICE
from tests.payments.pricing import pricing_data

PACK = 24_000_000
DAYS = pricing_data.SEPTEMBER


@pytest.fixture
def membership(group, pupil):
    return Membership.objects.get(group=group, student=pupil)


@pytest.fixture
def client(client_for, admin):
    return client_for(admin)


def set_prepaid(client, membership, *, on=date(2026, 9, 1), **body):
    with pricing_data.travel_to(on):
        answer = client.post("/payments/prepaid/", {"membership": str(membership.pk), **body})
        pricing_data.run_jobs()
    return answer


def test_month_that_was_paid_before_is_not_billed(client, group, pupil, second_pupil, admin, membership):
    pricing_data.create_month(group)
    pricing_data.create_lessons(group, pricing_data.OCTOBER)
    assert set_prepaid(client, membership, paid_until="2026-09-30").json["paid_until"] == "2026-09-30"
    pricing_data.run_billing(admin)
    assert (pricing_data.list_period_amounts(pupil), pricing_data.list_period_amounts(second_pupil)) == (
        {},
        {"2026-09": PRICE},
    )
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert pricing_data.list_period_amounts(pupil) == {"2026-10": PRICE}


@pytest.mark.parametrize(
    ("rules", "owed"),
    [({}, PRICE * 6 // 12), ({"prorate": False}, 0), ({"bill_on_joining": False}, PRICE * 6 // 12)],
    ids=["the share of its lessons", "nothing without proration", "not free as for a newcomer"],
)
def test_month_that_was_paid_in_part_owes_the_rest(client, group, pupil, admin, membership, rules, owed):
    pricing_data.create_month(group, **rules)
    pricing_data.run_billing(admin)
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE}
    assert set_prepaid(client, membership, paid_until="2026-09-14").status == 200
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": owed}, "what was billed before follows"
    with pricing_data.travel_to(date(2026, 9, 1)):
        assert client.delete(f"/payments/prepaid/{PrepaidPeriod.objects.get().pk}/").status == 204
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE if owed else 0}


def test_next_pack_is_billed_when_the_left_lessons_are_used(client, group, pupil, admin, teacher, membership):
    pricing_data.create_lessons(group)
    pricing_data.create_schedule(group, mode="pack", amount=PACK, pack_lessons=4, due_day=3)
    assert set_prepaid(client, membership, lessons_left=3).status == 200
    for number, day in enumerate(DAYS[:8], start=1):
        with pricing_data.travel_to(day):
            pricing_data.mark_and_reprice(group, day, pupil, "present", by=teacher)
            pricing_data.run_billing(admin)
        assert len(pricing_data.list_period_amounts(pupil)) == (0 if number < 3 else 1 if number < 7 else 2), number
    assert pricing_data.get_month_payment(pupil, "pack:1").period_start == DAYS[2]
    assert pricing_data.get_month_payment(pupil, "pack:2").period_start == DAYS[6]
    with pricing_data.travel_to(date(2026, 9, 30)):
        proof = prove_lessons(date(2026, 9, 1), [group.branch_id])
        assert [row for row in proof.mismatches if row.person == pupil] == []
    moved = LedgerEntry.objects.filter(account__kind="revenue", transfer__payment__student=pupil)
    assert sum(moved.values_list("amount", flat=True)) == 2 * PACK, "the left lessons are no revenue"


@pytest.mark.parametrize(
    ("mode", "body", "field"),
    [
        ("month", {"lessons_left": 3}, "lessons_left"),
        ("pack", {"paid_until": "2026-09-30"}, "paid_until"),
        ("pack", {"paid_until": "2026-09-30", "lessons_left": 3}, "paid_until"),
        ("pack", {}, "paid_until"),
        ("pack", {"lessons_left": 0}, "lessons_left"),
        ("pack", {"lessons_left": 201}, "lessons_left"),
        ("pack", {"lessons_left": 2.5}, "lessons_left"),
        ("pack", {"lessons_left": "3"}, "lessons_left"),
        ("month", {"paid_until": "2026-09-31"}, "paid_until"),
    ],
)
def test_prepaid_that_does_not_fit_is_refused(client, group, membership, mode, body, field):
    pack = {"mode": "pack", "pack_lessons": 4} if mode == "pack" else {}
    pricing_data.create_schedule(group, **pack)
    answer = set_prepaid(client, membership, **body)
    assert (answer.refusal, list(answer.json["fields"])) == ((422, "invalid"), [field])
    assert not PrepaidPeriod.objects.exists()


def test_prepaid_needs_its_permission_and_is_listed(client, client_for, manager, admin, group, membership, other_group):
    pricing_data.create_schedule(group)
    assert set_prepaid(client_for(manager), membership, paid_until="2026-09-30").refusal == (403, "forbidden")
    Guardian.objects.create(parent=admin, child=membership.student, kind="mother")
    assert set_prepaid(client, membership, paid_until="2026-09-30").status == 200, "with payments.confirm_own"
    assert client.get("/payments/prepaid/", {"group": str(group.pk)}).json["results"][0]["lessons_left"] is None
    assert client.get("/payments/prepaid/", {"group": str(other_group.pk)}).json["count"] == 0
