"""The example of `docs/salaries.md`, played."""

from apps.lessons.services import substitute_teacher
from apps.payments.services import refunds
from tests.payments.payment_data import create_cash_desk, create_payment_due, open_shift, pay_cash, reload_payment, uzs
from tests.payments.salaries import pay_calls
from tests.payments.salaries.pay_calls import SUM


def test_two_teachers_and_three_lessons(admin, teacher, other_teacher, group, pupil, second_pupil):
    pay_calls.create_rate(admin, teacher, amount=uzs(50_000 * SUM))
    pay_calls.create_rate(admin, teacher, "percent", percent_hundredths=1_000)
    pay_calls.create_rate(admin, teacher, "fixed", amount=uzs(600_000 * SUM), starts_on="2026-11-11")
    pay_calls.create_rate(admin, other_teacher, "hour", amount=uzs(30_000 * SUM))
    _first, second, third = (pay_calls.create_held_lesson(group, 2026, 11, day, 10) for day in (3, 5, 10))
    substitute_teacher(actor=admin, lesson=third, teacher=other_teacher)
    shift = open_shift(create_cash_desk(group.branch), admin)
    payment_due = create_payment_due(pupil, group, 450_000 * SUM)
    for payment in (payment_due, create_payment_due(second_pupil, group, 405_000 * SUM, gross=450_000 * SUM)):
        pay_cash(payment, shift)
    pay_calls.post_entry(admin, teacher, "bonus", 100_000 * SUM)
    pay_calls.post_entry(admin, teacher, "fine", 20_000 * SUM)
    assert pay_calls.list_pay_amounts(teacher, teacher) == [
        ("bonus", 100_000 * SUM), ("fine", -20_000 * SUM), ("fixed", 400_000 * SUM), ("lesson", 50_000 * SUM),
        ("lesson", 50_000 * SUM), ("percent", 85_500 * SUM),
    ]  # fmt: skip
    with pay_calls.freeze_at(2026, 12, 1, 9):
        closed = {
            month["teacher"]["id"]: month["total"]["amount"]
            for month in pay_calls.close_month(admin, "2026-11").json["months"]
        }
        assert closed == {str(teacher.pk): 665_500 * SUM, str(other_teacher.pk): 45_000 * SUM}
    with pay_calls.freeze_at(2026, 12, 2, 9):
        for person, amount in ((teacher, 665_500 * SUM), (other_teacher, 45_000 * SUM)):
            assert pay_calls.post_payout(admin, person, amount).status == 201
            assert pay_calls.get_teacher_balance(person) == 0
    with pay_calls.freeze_at(2026, 12, 3, 9):
        substitute_teacher(actor=admin, lesson=second, teacher=other_teacher)
        fresh = reload_payment(payment_due)
        refunds.refund_payment(actor=admin, payment=fresh, amount=200_000 * SUM, reason="moved away", desk=shift.desk)
        pay_calls.run_pay_job()
        corrected = pay_calls.list_pay_lines(admin, teacher, "2026-12")
        assert [(line["amount"]["amount"] // SUM, line["corrects"]) for line in corrected] == [
            (-50_000, "2026-11"), (-20_000, "2026-11"), (600_000, None),
        ]  # fmt: skip
        assert pay_calls.list_pay_amounts(admin, other_teacher, "2026-12") == [("correction", 45_000 * SUM)]
    with pay_calls.freeze_at(2027, 1, 2, 9):
        pay_calls.close_month(admin, "2026-12")
    assert pay_calls.get_teacher_balance(teacher) == 530_000 * SUM
    assert pay_calls.get_teacher_balance(other_teacher) == 45_000 * SUM
