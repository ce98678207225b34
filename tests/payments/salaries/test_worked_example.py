"""The example of `docs/salaries.md`, played."""

import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.lessons.services import substitute
from apps.payments.services import returning
from tests.payments import steps as money
from tests.payments.salaries import steps

pytestmark = pytest.mark.django_db
SUM = steps.SUM


def test_two_teachers_and_three_lessons(
    admin: User, teacher: User, other_teacher: User, group: Group, pupil: User, second_pupil: User
) -> None:
    steps.set_rate(admin, teacher, amount=steps.money(50_000 * SUM))
    steps.set_rate(admin, teacher, "percent", percent_hundredths=1_000)
    steps.set_rate(admin, teacher, "fixed", amount=steps.money(600_000 * SUM), starts_on="2026-11-11")
    steps.set_rate(admin, other_teacher, "hour", amount=steps.money(30_000 * SUM))
    _first, second, third = (steps.held(group, 2026, 11, day, 10) for day in (3, 5, 10))
    substitute(actor=admin, lesson=third, teacher=other_teacher)
    shift = money.open_shift(money.make_desk(group.branch), admin)
    whole = money.owe(pupil, group, 450_000 * SUM)
    for payment in (whole, money.owe(second_pupil, group, 405_000 * SUM, gross=450_000 * SUM)):
        money.pay_cash(payment, shift)
    steps.entry(admin, teacher, "bonus", 100_000 * SUM)
    steps.entry(admin, teacher, "fine", 20_000 * SUM)
    assert steps.amounts(teacher, teacher) == [
        ("bonus", 100_000 * SUM), ("fine", -20_000 * SUM), ("fixed", 400_000 * SUM), ("lesson", 50_000 * SUM),
        ("lesson", 50_000 * SUM), ("percent", 85_500 * SUM),
    ]  # fmt: skip
    with steps.at(2026, 12, 1, 9):
        closed = {one["teacher"]["id"]: one["total"]["amount"] for one in steps.close(admin, "2026-11").json["months"]}
        assert closed == {str(teacher.pk): 665_500 * SUM, str(other_teacher.pk): 45_000 * SUM}
    with steps.at(2026, 12, 2, 9):
        for person, amount in ((teacher, 665_500 * SUM), (other_teacher, 45_000 * SUM)):
            assert steps.pay_out(admin, person, amount).status == 201
            assert steps.balance(person) == 0
    with steps.at(2026, 12, 3, 9):
        substitute(actor=admin, lesson=second, teacher=other_teacher)
        fresh = money.fresh(whole.pk)
        returning.refund(actor=admin, payment=fresh, amount=200_000 * SUM, reason="moved away", desk=shift.desk)
        steps.reckon_pay()
        corrected = steps.lines(admin, teacher, "2026-12")
        assert [(line["amount"]["amount"] // SUM, line["corrects"]) for line in corrected] == [
            (-50_000, "2026-11"), (-20_000, "2026-11"), (600_000, None),
        ]  # fmt: skip
        assert steps.amounts(admin, other_teacher, "2026-12") == [("correction", 45_000 * SUM)]
    with steps.at(2027, 1, 2, 9):
        steps.close(admin, "2026-12")
    assert (steps.balance(teacher), steps.balance(other_teacher)) == (530_000 * SUM, 45_000 * SUM)
