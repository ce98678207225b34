"""Groups that pay by the lesson, and by the pack."""

from datetime import date

import pytest

from apps.courses.models import Membership
from apps.courses.services import end_membership
from apps.lessons.services import cancel_lesson, record_lesson_held
from apps.payments.models import Discount
from apps.payments.services import payments_due
from tests.payments.pricing import pricing_data

LESSON, PACK = 4_000_000, 24_000_000


@pytest.fixture
def packs(group):
    """Packs of four lessons, due three days after they began."""
    pricing_data.create_lessons(group)
    return pricing_data.create_schedule(group, mode="pack", amount=PACK, pack_lessons=4, due_day=3)


def test_lesson_mode_charges_lessons_that_take_place(group, pupil, admin, teacher):
    pricing_data.create_month(group, mode="lesson", amount=LESSON)
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == 12 * LESSON
    cancel_lesson(actor=admin, lesson=pricing_data.get_lesson(group, date(2026, 9, 4)), reason="no light")
    with pricing_data.travel_to(date(2026, 9, 7)):
        pricing_data.mark_pupil(group, date(2026, 9, 7), pupil, "excused", by=teacher)
        pricing_data.mark_and_reprice(group, date(2026, 9, 2), pupil, "absent", by=teacher)
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.amount, payment.gross) == (10 * LESSON, 10 * LESSON)
    assert pricing_data.list_lines(payment) == [("price", 12 * LESSON), ("lesson", -LESSON), ("lesson", -LESSON)]


def test_fixed_discount_applies_to_the_whole_month_of_lessons(group, pupil, second_pupil, admin):
    pricing_data.create_month(group, mode="lesson", amount=LESSON)
    Discount.objects.create(name={"en": "Second year"}, kind="fixed", amount=1_200_000, currency="UZS")
    Membership.objects.filter(group=group, student=pupil).update(leaves_on=date(2026, 9, 2))
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == LESSON - 100_000
    assert pricing_data.get_month_payment(second_pupil).amount == 12 * LESSON - 1_200_000


def test_lessons_of_a_paid_month_use_no_pack(group, pupil, admin, teacher):
    november = [date(2026, 11, day) for day in (2, 4, 6)]
    rules = {"mode": "pack", "amount": PACK, "pack_lessons": 12}
    pricing_data.create_schedule(group, **rules, valid_until=date(2026, 9, 30))
    pricing_data.create_schedule(group, valid_from=date(2026, 10, 1), valid_until=date(2026, 10, 31))
    pricing_data.create_schedule(group, **rules, valid_from=date(2026, 11, 1))
    pricing_data.create_lessons(group, [*pricing_data.SEPTEMBER[:10], *pricing_data.OCTOBER, *november])
    pricing_data.run_billing(admin)
    for day in (*pricing_data.SEPTEMBER[:10], *pricing_data.OCTOBER, *november):
        with pricing_data.travel_to(day):
            pricing_data.mark_and_reprice(group, day, pupil, "present", by=teacher)
            if day == pricing_data.OCTOBER[0]:
                pricing_data.run_billing(admin)
            expected = {"pack:1", "2026-10"} if day >= pricing_data.OCTOBER[0] else {"pack:1"}
            assert set(pricing_data.list_period_amounts(pupil)) - {"pack:2"} == expected
            assert ("pack:2" in pricing_data.list_period_amounts(pupil)) == (day >= november[1]), (
                "ten of September, two of November"
            )
    second = pricing_data.get_month_payment(pupil, "pack:2")
    assert (second.period_start, second.amount) == (november[1], PACK)


def test_pack_balance_counts_its_own_lessons(group, pupil, admin, teacher):
    rules = {"mode": "pack", "amount": PACK, "pack_lessons": 12}
    pricing_data.create_schedule(group, **rules, valid_until=date(2026, 9, 30))
    pricing_data.create_schedule(group, valid_from=date(2026, 10, 1))
    pricing_data.create_lessons(group, [*pricing_data.SEPTEMBER[:3], *pricing_data.OCTOBER])
    pricing_data.run_billing(admin)
    for day in (*pricing_data.SEPTEMBER[:3], *pricing_data.OCTOBER[:6]):
        with pricing_data.travel_to(day):
            pricing_data.mark_pupil(group, day, pupil, "present", by=teacher)
    with pricing_data.travel_to(date(2026, 10, 15)):
        pricing_data.run_billing(admin)
        end_membership(actor=admin, membership=Membership.objects.get(group=group, student=pupil))
        pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"pack:1": PACK // 4, "2026-10": pricing_data.PRICE // 2}


def test_next_pack_is_billed_when_the_last_is_used(group, pupil, second_pupil, admin, teacher, packs):
    pricing_data.run_billing(admin)
    assert pricing_data.list_period_amounts(pupil) == {"pack:1": PACK}
    for number, day in enumerate(pricing_data.SEPTEMBER[:5], 1):
        with pricing_data.travel_to(day):
            pricing_data.mark_and_reprice(group, day, pupil, "excused" if number == 3 else "present", by=teacher)
            assert len(pricing_data.list_period_amounts(pupil)) == (2 if number == 5 else 1)
    second = pricing_data.get_month_payment(pupil, "pack:2")
    assert (second.period_start, second.due_on) == (date(2026, 9, 11), date(2026, 9, 14))
    assert len(pricing_data.list_period_amounts(second_pupil)) == 2, (
        "who was not marked in lessons that took place used them too"
    )
    with pricing_data.travel_to(date(2026, 9, 12)):
        assert pricing_data.run_billing(admin).json == {"month": "2026-09", "created": 0, "standing": 2, "skipped": []}
        assert pricing_data.run_billing(admin, month="2026-10").json["skipped"] == [
            {"reason": "other_month", "count": 2}
        ]


def test_held_lesson_uses_the_pack(group, pupil, admin, packs):
    pricing_data.run_billing(admin)
    for day in pricing_data.SEPTEMBER[:4]:
        with pricing_data.travel_to(day):
            record_lesson_held(actor=admin, lesson=pricing_data.get_lesson(group, day))
    with pricing_data.travel_to(date(2026, 9, 10)):
        pricing_data.run_jobs()
    assert set(pricing_data.list_period_amounts(pupil)) == {"pack:1", "pack:2"}


def test_leaving_bills_the_used_part_of_the_pack(group, pupil, admin, teacher, packs):
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(date(2026, 9, 4)):
        for day in pricing_data.SEPTEMBER[:2]:
            pricing_data.mark_pupil(group, day, pupil, "present", by=teacher)
        pricing_data.run_jobs()
        assert pricing_data.get_month_payment(pupil, "pack:1").amount == PACK
        end_membership(actor=admin, membership=Membership.objects.get(group=group, student=pupil))
        pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil, "pack:1").amount == PACK // 2
    pricing_data.run_billing(admin, on=date(2026, 9, 5))
    assert set(pricing_data.list_period_amounts(pupil)) == {"pack:1"}


def test_lessons_of_a_cancelled_pack_are_free(group, pupil, admin, teacher, packs):
    pricing_data.run_billing(admin)
    payments_due.cancel_payment(actor=admin, payment=pricing_data.get_month_payment(pupil, "pack:1"), reason="a gift")
    pricing_data.run_billing(admin)
    assert set(pricing_data.list_period_amounts(pupil)) == {"pack:1"}
    for day in pricing_data.SEPTEMBER[:4]:
        with pricing_data.travel_to(day):
            pricing_data.mark_pupil(group, day, pupil, "present", by=teacher)
    pricing_data.run_jobs()
    assert set(pricing_data.list_period_amounts(pupil)) == {"pack:1", "pack:2"}
