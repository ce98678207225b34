"""Who joins, moves, pauses or leaves in mid-month, and lessons that are not paid for. September has twelve lessons."""

from datetime import date, datetime, time, timedelta

import pytest

from apps.courses.models import Freeze, Holiday, Membership
from apps.courses.services import freeze_membership, transfer_pupil
from apps.lessons.models import LessonSchedule, ScheduleLine
from apps.lessons.services import cancel_lesson, generate_lessons
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
TWELFTH = pricing_data.PRICE // 12


@pytest.fixture
def membership(group, pupil):
    return Membership.objects.get(group=group, student=pupil)


@pytest.mark.parametrize(
    ("days", "lessons"),
    [
        pytest.param({"joined_on": date(2026, 9, 15)}, 6, id="joined after the sixth lesson"),
        pytest.param({"joined_on": date(2026, 9, 14)}, 7, id="joined on the day of the sixth lesson"),
        pytest.param({"leaves_on": date(2026, 9, 9)}, 4, id="leaves after the fourth"),
        pytest.param({"joined_on": date(2026, 9, 7), "leaves_on": date(2026, 9, 18)}, 6, id="both"),
    ],
)
def test_month_is_prorated_by_lessons(group, pupil, admin, membership, days, lessons):
    pricing_data.create_month(group)
    Membership.objects.filter(pk=membership.pk).update(**days)
    pricing_data.run_billing(admin, on=date(2026, 9, 15))
    payment = pricing_data.get_month_payment(pupil)
    assert payment.amount == lessons * TWELFTH
    assert pricing_data.list_lines(payment) == [
        ("price", pricing_data.PRICE),
        ("share", lessons * TWELFTH - pricing_data.PRICE),
    ]
    assert payment.due_on == max(date(2026, 9, 5), days.get("joined_on", date(2026, 9, 1)))


def test_month_without_lessons_is_prorated_by_days(group, pupil, admin, membership):
    pricing_data.create_schedule(group)
    Membership.objects.filter(pk=membership.pk).update(leaves_on=date(2026, 9, 10))
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == pricing_data.PRICE // 3


def test_frozen_days_are_not_charged(group, pupil, admin, membership):
    pricing_data.create_month(group)
    Freeze.objects.create(membership=membership, starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 11))
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == 9 * TWELFTH


def test_without_proration_the_whole_month_is_charged(group, pupil, admin, membership):
    pricing_data.create_month(group, prorate=False)
    Membership.objects.filter(pk=membership.pk).update(joined_on=date(2026, 9, 15))
    pricing_data.run_billing(admin, on=date(2026, 9, 15))
    assert pricing_data.get_month_payment(pupil).amount == pricing_data.PRICE


@pytest.mark.parametrize(
    ("prorate", "old", "new"),
    [pytest.param(True, 5, 7, id="shared"), pytest.param(False, 12, 0, id="paid in full where it began")],
)
def test_month_in_two_groups_is_charged_once(group, other_group, pupil, admin, membership, prorate, old, new):
    for each_group in (group, other_group):
        pricing_data.create_month(each_group, prorate=prorate)
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(date(2026, 9, 14)):
        transfer_pupil(actor=admin, membership=membership, group=other_group)
        pricing_data.run_jobs()
        pricing_data.run_billing(admin)
    owed = {payment.group_id: payment.amount for payment in pupil.payments.all()}
    assert owed[group.pk] == old * TWELFTH
    assert owed.get(other_group.pk, 0) == new * TWELFTH


@pytest.mark.parametrize("credited", [True, False], ids=["credited", "not credited"])
def test_cancelled_lessons_lower_the_price_by_rule(group, pupil, admin, credited):
    pricing_data.create_month(group, credit_holidays=credited)
    cancel_lesson(actor=admin, lesson=pricing_data.get_lesson(group, date(2026, 9, 9)), reason="no water")
    pricing_data.run_billing(admin)
    payment = pricing_data.get_month_payment(pupil)
    assert payment.amount == (11 if credited else 12) * TWELFTH
    if credited:
        line = payment.lines[1]
        assert (line["what"], line["why"], line["day"]) == ("lesson", "cancelled", "2026-09-09")


@pytest.mark.parametrize("credited", [True, False], ids=["credited", "not credited"])
def test_uncharged_marks_lower_the_price_by_rule(group, pupil, admin, credited):
    pricing_data.create_month(group, credit_uncharged=credited)
    with pricing_data.travel_to(date(2026, 9, 4)):
        pricing_data.mark_pupil(group, date(2026, 9, 2), pupil, "excused", by=admin)
        pricing_data.mark_pupil(group, date(2026, 9, 4), pupil, "absent", by=admin)
        pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == (11 if credited else 12) * TWELFTH


def timetable(group, *weekdays, since):
    """Every week on these days at ten."""
    schedule = LessonSchedule.objects.create(group=group)
    for weekday in weekdays:
        ScheduleLine.objects.create(schedule=schedule, weekday=weekday, starts=time(10), minutes=90, valid_from=since)


def test_holiday_lessons_stay_in_the_month_length(group, pupil, second_pupil, admin):
    pricing_data.create_schedule(group, credit_holidays=True)
    timetable(group, 0, 2, since=date(2026, 8, 3))
    Holiday.objects.create(name={"en": "Independence"}, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 2))
    generate_lessons(group)
    Membership.objects.filter(group=group, student=second_pupil).update(joined_on=date(2026, 9, 16))
    pricing_data.run_billing(admin, on=date(2026, 9, 16))
    whole_month, part = pricing_data.get_month_payment(pupil), pricing_data.get_month_payment(second_pupil)
    assert (whole_month.amount, part.amount) == (pricing_data.PRICE * 8 // 9, pricing_data.PRICE * 5 // 9)
    assert whole_month.lines[1] | {"amount": 0} == {
        "what": "lesson",
        "amount": 0,
        "why": "holiday",
        "day": "2026-09-02",
    }


def test_group_that_starts_mid_month_is_prorated(group, pupil, admin):
    pricing_data.create_schedule(group)
    Membership.objects.filter(group=group).update(joined_on=date(2026, 9, 16))
    timetable(group, 0, 2, since=date(2026, 9, 16))
    with pricing_data.travel_to(date(2026, 9, 15)):
        generate_lessons(group)
    pricing_data.run_billing(admin, on=date(2026, 9, 16))
    assert pricing_data.get_month_payment(pupil).lines[1] == {
        "what": "share", "amount": pricing_data.PRICE * 5 // 9 - pricing_data.PRICE, "lessons": 5, "of": 9
    }  # fmt: skip


def test_lessons_not_generated_yet_are_counted_by_the_timetable(group, pupil, admin):
    pricing_data.create_schedule(group)
    timetable(group, 0, 2, since=date(2026, 8, 3))
    Membership.objects.filter(group=group, student=pupil).update(leaves_on=date(2026, 9, 15))
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == pricing_data.PRICE * 4 // 9


def test_rescheduled_lesson_counts_in_its_new_month(group, pupil, admin):
    pricing_data.create_schedule(group)
    lessons = pricing_data.create_lessons(group)
    Membership.objects.filter(group=group, student=pupil).update(leaves_on=date(2026, 9, 15))
    moved = datetime.combine(date(2026, 10, 3), time(10), tzinfo=pricing_data.TASHKENT)
    lessons[-1].starts_at, lessons[-1].ends_at = moved, moved + timedelta(minutes=90)
    lessons[-1].save()
    pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).lines[1]["of"] == 11


def test_later_freeze_lowers_the_price(group, pupil, admin, membership):
    pricing_data.create_month(group)
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(date(2026, 9, 10)):
        freeze_membership(actor=admin, membership=membership, starts_on=date(2026, 9, 14), ends_on=date(2026, 9, 18))
        pricing_data.run_jobs()
    payment = pricing_data.get_month_payment(pupil)
    assert payment.amount == 9 * TWELFTH
    assert pricing_data.list_history(payment)[-1] == ("repriced", "9 of 12 lessons")
