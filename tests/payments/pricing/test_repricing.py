"""What was billed follows what happened: open payments change, paid ones get corrections or free money."""

from datetime import date

import pytest

from apps.attendance.models import AttendanceStatus
from apps.attendance.services import MarkInput, mark_register
from apps.courses.models import Membership
from apps.courses.services import end_membership, freeze_membership, unfreeze_membership
from apps.jobs.models import Job
from apps.lessons.services import cancel_lesson, restore_lesson
from apps.payments import queries
from apps.payments.models import Payment, PaymentHistory, PaymentKind, PaymentStatus, ProviderTransaction
from apps.payments.services import adjustments, payments_due, refunds
from tests import factories
from tests.payments.payment_data import get_student_balance, pay_cash
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
TWELFTH = pricing_data.PRICE // 12
NINTH = date(2026, 9, 9)


@pytest.fixture
def billed(group, pupil, second_pupil, admin):
    """The pupil's September, of twelve lessons; lessons with a mark that is not charged are credited."""
    pricing_data.create_month(group, credit_uncharged=True, credit_holidays=True)
    pricing_data.run_billing(admin)
    return pricing_data.get_month_payment(pupil)


def test_mark_reprices_an_open_payment(group, pupil, billed, teacher):
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=teacher)
        payment = pricing_data.get_month_payment(pupil)
        assert (payment.pk, payment.amount, payment.status) == (billed.pk, 11 * TWELFTH, PaymentStatus.PENDING)
        assert pricing_data.list_history(payment)[-1] == ("repriced", "09.09.2026: Excused, not charged")
        line = payment.lines[1]
        assert (line["mark"], line["lesson"]) == ("excused", str(pricing_data.get_lesson(group, NINTH).pk))
        pricing_data.mark_and_reprice(group, NINTH, pupil, "present", by=teacher)
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.amount, payment.revision) == (pricing_data.PRICE, 3)
    assert pricing_data.list_history(payment)[-1] == ("repriced", "09.09.2026: charged again")
    assert get_student_balance(pupil) == -pricing_data.PRICE


def test_mark_without_price_effect_changes_nothing(group, pupil, billed, teacher):
    before = PaymentHistory.objects.count()
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_pupil(group, NINTH, pupil, "present", by=teacher)
        pricing_data.mark_pupil(group, NINTH, pupil, "absent", by=teacher)
        assert pricing_data.run_jobs() == ["payments.reprice", "payments.reprice"]
    assert PaymentHistory.objects.count() == before
    assert pricing_data.get_month_payment(pupil).revision == 1


def test_lower_price_of_a_paid_month_frees_money(group, pupil, billed, admin, shift):
    pay_cash(billed, shift)
    with pricing_data.travel_to(date(2026, 9, 30)):
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
        payment = pricing_data.get_month_payment(pupil)
        assert (payment.status, payment.amount, payment.settled) == ("completed", 11 * TWELFTH, 11 * TWELFTH)
        assert queries.get_free_credit(pupil.pk, "UZS") == TWELFTH
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    october = pricing_data.get_month_payment(pupil, "2026-10")
    assert (october.status, october.settled) == ("pending", TWELFTH)


def test_higher_price_of_a_paid_month_makes_a_correction(group, pupil, billed, admin, shift):
    with pricing_data.travel_to(NINTH):
        for day in (date(2026, 9, 7), NINTH):
            pricing_data.mark_pupil(group, day, pupil, "excused", by=admin)
        pricing_data.run_jobs()
        pay_cash(pricing_data.get_month_payment(pupil), shift)
    with pricing_data.travel_to(date(2026, 10, 2)):
        for day, expected in ((date(2026, 9, 7), TWELFTH), (NINTH, 2 * TWELFTH)):
            pricing_data.mark_and_reprice(group, day, pupil, "present", by=admin)
            correction = Payment.objects.get(corrects=billed)
            assert (correction.kind, correction.amount) == (PaymentKind.CORRECTION, expected)
        paid = pricing_data.get_month_payment(pupil)
        assert (paid.amount, paid.status) == (10 * TWELFTH, PaymentStatus.COMPLETED)
        for day in (date(2026, 9, 7), NINTH):
            pricing_data.mark_pupil(group, day, pupil, "excused", by=admin)
        pricing_data.run_jobs()
    assert Payment.objects.get(corrects=billed).amount == 0
    assert pricing_data.get_month_payment(pupil).amount == 10 * TWELFTH
    assert pricing_data.list_period_amounts(pupil)["2026-10"] == -get_student_balance(pupil)


def test_mark_of_last_month_frees_money_for_this_month(group, pupil, billed, admin, shift):
    pay_cash(billed, shift)
    with pricing_data.travel_to(date(2026, 10, 1)):
        pricing_data.run_billing(admin)
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
        assert pricing_data.get_month_payment(pupil, "2026-10").settled == TWELFTH
        pricing_data.mark_and_reprice(group, NINTH, pupil, "present", by=admin)
    assert pricing_data.get_month_payment(pupil, "2026-10").settled == TWELFTH
    assert Payment.objects.get(corrects=billed).outstanding == TWELFTH
    assert get_student_balance(pupil) == -pricing_data.PRICE


def test_changed_mark_rule_applies_to_later_marks(group, pupil, billed, admin):
    status = AttendanceStatus.objects.get(code="excused")
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
        client = factories.client_for(admin)
        assert client.patch(f"/attendance/statuses/{status.pk}/", {"charged": True}).status == 200
        entry = MarkInput(student=pupil.pk, status="excused", note="ill")
        mark_register(actor=admin, lesson=pricing_data.get_lesson(group, NINTH), inputs=[entry], reason="a note")
        pricing_data.mark_and_reprice(group, date(2026, 9, 7), pupil, "excused", by=admin)
        assert pricing_data.get_month_payment(pupil).amount == 11 * TWELFTH, (
            "the mark that was put before is not charged"
        )
        pricing_data.mark_pupil(group, NINTH, pupil, "present", by=admin)
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
    assert pricing_data.get_month_payment(pupil).amount == pricing_data.PRICE


def test_cancelled_and_restored_lessons_reprice(group, pupil, billed, admin):
    lesson = pricing_data.get_lesson(group, NINTH)
    cancel_lesson(actor=admin, lesson=lesson, reason="no light")
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 11 * TWELFTH
    assert pricing_data.list_history(billed)[-1] == ("repriced", "09.09.2026: the lesson was cancelled")
    restore_lesson(actor=admin, lesson=lesson)
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == pricing_data.PRICE


def test_freezes_and_leaving_reprice(group, pupil, billed, admin):
    mine = Membership.objects.get(group=group, student=pupil)
    freeze_membership(actor=admin, membership=mine, starts_on=date(2026, 9, 14))
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 5 * TWELFTH
    unfreeze_membership(actor=admin, membership=mine, on=date(2026, 9, 21))
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 9 * TWELFTH
    with pricing_data.travel_to(date(2026, 9, 23)):
        end_membership(actor=admin, membership=mine)
        pricing_data.run_jobs()
        pricing_data.run_billing(admin)
    assert pricing_data.get_month_payment(pupil).amount == 7 * TWELFTH
    pricing_data.run_billing(admin, on=date(2026, 10, 1))
    assert set(pricing_data.list_period_amounts(pupil)) == {"2026-09"}


def test_leaving_before_the_first_lesson_costs_nothing(group, pupil, billed, admin):
    end_membership(actor=admin, membership=Membership.objects.get(group=group, student=pupil))
    pricing_data.run_jobs()
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.amount, payment.status) == (0, PaymentStatus.COMPLETED)
    assert get_student_balance(pupil) == 0


def test_repricing_waits_while_a_provider_works(group, pupil, second_pupil, billed, admin):
    live = ProviderTransaction.objects.create(
        provider="payme", provider_id="1", number=1, student=pupil, branch=group.branch, payment=billed,
        amount=billed.amount, currency="UZS", state=1, create_time=1,
    )  # fmt: skip
    cancel_lesson(actor=admin, lesson=pricing_data.get_lesson(group, NINTH), reason="no light")
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == pricing_data.PRICE
    assert pricing_data.get_month_payment(second_pupil).amount == 11 * TWELFTH
    waits = Job.objects.get(kind="payments.reprice")
    assert waits.state == "queued"
    assert billed.reference in waits.reason
    live.delete()
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 11 * TWELFTH
    assert Job.objects.get(pk=waits.pk).state == "done"


def test_amounts_set_by_the_office_are_not_repriced(group, pupil, second_pupil, billed, admin):
    by_hand = [{"what": "by_hand", "amount": 20_000_000, "reason": "agreed"}]
    adjustments.adjust_price(
        actor=admin, payment=billed, gross=20_000_000, amount=20_000_000, lines=by_hand, reason="agreed"
    )
    payments_due.write_off(
        actor=admin, payment=pricing_data.get_month_payment(second_pupil), amount=5_000_000, reason="hardship"
    )
    cancel_lesson(actor=admin, lesson=pricing_data.get_lesson(group, NINTH), reason="no light")
    pricing_data.run_jobs()
    assert pricing_data.get_month_payment(pupil).amount == 20_000_000
    forgiven = pricing_data.get_month_payment(second_pupil)
    assert (forgiven.amount, forgiven.written_off) == (11 * TWELFTH - 5_000_000, 5_000_000)


def test_refunded_amount_is_not_charged_again(group, pupil, billed, admin, shift):
    pay_cash(billed, shift)
    refunds.refund_payment(
        actor=admin, payment=pricing_data.get_month_payment(pupil), amount=5_000_000, reason="was ill", desk=shift.desk
    )
    less = 9 * TWELFTH + 5_000_000
    expected = {1: pricing_data.PRICE, 3: less, 2: less, 0: pricing_data.PRICE}
    with pricing_data.travel_to(date(2026, 9, 30)):
        for excused, amount in expected.items():
            for number, day in enumerate(pricing_data.SEPTEMBER[:3]):
                pricing_data.mark_pupil(group, day, pupil, "excused" if number < excused else "present", by=admin)
            pricing_data.run_jobs()
            charged = sum(Payment.objects.filter(student=pupil).values_list("amount", flat=True))
            assert charged == amount, excused


def test_month_with_only_refunded_money_left_is_refunded(group, pupil, billed, admin, shift):
    pay_cash(billed, shift)
    refunds.refund_payment(actor=admin, payment=billed, amount=TWELFTH, reason="agreed", desk=shift.desk)
    end_membership(actor=admin, membership=Membership.objects.get(group=group, student=pupil))
    pricing_data.run_jobs()
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.status, payment.amount, payment.refunded) == (PaymentStatus.REFUNDED, TWELFTH, TWELFTH)
    assert queries.get_free_credit(pupil.pk, "UZS") == 11 * TWELFTH
    last = payment.history.order_by("created_at", "id").last()
    assert (last.what, last.from_status, last.to_status) == ("repriced", "completed", "refunded")


def test_refunded_correction_is_not_charged_again(group, pupil, billed, admin, shift):
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
        pay_cash(pricing_data.get_month_payment(pupil), shift)
        pricing_data.mark_and_reprice(group, NINTH, pupil, "absent", by=admin)
        correction = Payment.objects.get(corrects=billed)
        pay_cash(correction, shift)
        refunds.refund_payment(actor=admin, payment=correction, amount=TWELFTH, reason="agreed", desk=shift.desk)
        pricing_data.mark_and_reprice(group, NINTH, pupil, "late", by=admin)
    assert Payment.objects.filter(corrects=billed).count() == 1


def test_later_prices_do_not_change_earlier_months(group, pupil, billed, admin):
    with pricing_data.travel_to(date(2026, 10, 2)):
        group.payment_schedules.update(amount=60_000_000)
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
        assert pricing_data.get_month_payment(pupil).amount == 11 * TWELFTH
        assert pricing_data.list_period_amounts(pupil)["2026-10"] == 60_000_000


def test_many_marks_make_one_job_per_group(group, pupil, second_pupil, teacher):
    pricing_data.create_lessons(group)
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_pupil(group, NINTH, pupil, "present", by=teacher)
        assert Job.objects.filter(kind="payments.reprice").count() == 1
    assert Job.objects.get(kind="payments.reprice").payload == {"since": "2026-09-09"}


def test_undo_of_a_closed_group_restores_what_was_billed(group, pupil, billed, manager):
    with pricing_data.travel_to(NINTH):
        client = factories.client_for(manager)
        closed = client.post(f"/courses/groups/{group.pk}/bulk-close/", {})
        pricing_data.run_jobs()
        assert pricing_data.get_month_payment(pupil).amount < pricing_data.PRICE
        undone = client.post(f"/settings/bulk-changes/{closed.json['id']}/undo/", {})
        assert [row["result"] for row in undone.json["rows"]] == ["undone", "undone"]
        pricing_data.run_jobs()
    payment = pricing_data.get_month_payment(pupil)
    assert (payment.pk, payment.amount) == (billed.pk, pricing_data.PRICE)
    assert get_student_balance(pupil) == -pricing_data.PRICE


def test_undo_of_an_addition_waits_for_its_payment(group, stranger, billed, manager, shift):
    with pricing_data.travel_to(NINTH):
        client = factories.client_for(manager)
        added = client.post(f"/courses/groups/{group.pk}/members/bulk-add/", {"students": [str(stranger.pk)]})
        pricing_data.run_jobs()
        payment = pricing_data.get_month_payment(stranger)
        path = f"/settings/bulk-changes/{added.json['id']}/undo/"
        assert client.post(path, {"preview": True}).json["rows"][0]["result"] == "undone"
        pay_cash(payment, shift)
        kept = client.post(path, {}).json["rows"][0]
    assert (kept["result"], kept["error"]["detail"]) == ("kept", "A payment for the membership was paid since.")
