"""A share of what money covers of payments: whose, of which month, and what goes back."""

import pytest

from apps.courses.services import change_group
from apps.payments.services import adjustments, refunds
from tests.payments import payment_data as money
from tests.payments.salaries import pay_calls

pytestmark = pytest.mark.django_db
TENTH = 1_000


@pytest.fixture
def shared(admin, teacher):
    """A tenth for `teacher`."""
    return pay_calls.create_rate(admin, teacher, "percent", percent_hundredths=TENTH)


def test_share_is_of_received_money(shared, teacher, group, pupil, second_pupil, shift):
    discounted = money.create_payment_due(pupil, group, 30_000_005, gross=45_000_000)
    money.pay_cash(discounted, shift)
    money.pay_cash(money.create_payment_due(second_pupil, group, 45_000_000), shift, 10_000_000)
    (line,) = pay_calls.list_pay_lines(teacher, teacher)
    assert (line["kind"], line["amount"]["amount"]) == ("percent", 4_000_001)
    assert (line["facts"]["of"], line["facts"]["percent_hundredths"], line["facts"]["payments"]) == (
        40_000_005,
        1000,
        2,
    )


def test_share_counts_on_the_day_of_the_money(shared, teacher, group, pupil, manager, desk):
    with pay_calls.freeze_at(2026, 9, 20, 10):
        early, late = money.create_payment_due(pupil, group, 100), money.create_payment_due(pupil, group, 5_000)
    with pay_calls.freeze_at(2026, 10, 31, 23, 59):
        shift = money.open_shift(desk, manager)
        money.pay_cash(early, shift)
    with pay_calls.freeze_at(2026, 11, 1, 0, 1):
        money.pay_cash(late, shift)
    assert [pay_calls.list_pay_amounts(teacher, teacher, month) for month in ("2026-09", "2026-10", "2026-11")] == [
        [], [("percent", 10)], [("percent", 500)],
    ]  # fmt: skip


def test_top_up_counts_when_it_covers_a_payment(shared, teacher, group, pupil, manager):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        money.top_up(pupil, group.branch, 1_000_000, manager)
    assert pay_calls.list_pay_amounts(teacher, teacher, "2026-10") == []
    money.create_payment_due(pupil, group, 600_000)
    assert pay_calls.list_pay_amounts(teacher, teacher) == [("percent", 60_000)]


def test_lead_teacher_of_the_day_gets_the_share(shared, admin, teacher, other_teacher, group, pupil, manager):
    pay_calls.create_rate(admin, other_teacher, "percent", percent_hundredths=5_000)
    with pay_calls.freeze_at(2026, 11, 4, 10):
        shift = money.open_shift(money.create_cash_desk(group.branch), manager)
        money.pay_cash(money.create_payment_due(pupil, group, 1_000), shift)
    with pay_calls.freeze_at(2026, 11, 5, 10):
        change_group(group=group, actor=admin, lead_teacher=other_teacher)
        money.pay_cash(money.create_payment_due(pupil, group, 2_000), shift)
    money.pay_cash(money.create_payment_due(pupil, group, 4_000), shift)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("percent", 100)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == [("percent", 3_000)]


def test_refund_is_subtracted_on_the_day_of_the_money(shared, admin, teacher, other_teacher, group, pupil, manager):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        shift = money.open_shift(money.create_cash_desk(group.branch), manager)
        payment = money.create_payment_due(pupil, group, 10_000)
        money.pay_cash(payment, shift)
    change_group(group=group, actor=admin, lead_teacher=other_teacher)
    refunds.refund_payment(
        actor=admin, payment=money.reload_payment(payment.pk), amount=4_000, reason="ill", desk=shift.desk
    )
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("percent", 600)]
    assert pay_calls.get_payroll(admin, teacher=teacher.pk)["totals"] == [pay_calls.money_json(0)]
    assert pay_calls.close_month(admin, "2026-10").status == 200
    refunds.refund_payment(
        actor=admin, payment=money.reload_payment(payment.pk), amount=6_000, reason="ill", desk=shift.desk
    )
    pay_calls.run_pay_job()
    (line,) = pay_calls.list_pay_lines(admin, teacher)
    assert (line["kind"], line["amount"]["amount"], line["corrects"]) == ("correction", -600, "2026-10")
    assert (line["reason"], line["facts"]["was"], line["facts"]["now"]) == (
        "The payments behind the share changed.", 600, 0,
    )  # fmt: skip
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("percent", 600)]


def test_freed_money_counts_where_it_is_used(
    shared, admin, teacher, other_teacher, group, other_group, pupil,
    shift,
):  # fmt: skip
    pay_calls.create_rate(admin, other_teacher, "percent", percent_hundredths=TENTH)
    payment = money.create_payment_due(pupil, group, 10_000)
    money.pay_cash(payment, shift)
    adjustments.adjust_price(
        actor=admin, payment=money.reload_payment(payment.pk), gross=6_000, amount=6_000, lines=[], reason="absent"
    )
    assert (pay_calls.list_pay_amounts(admin, teacher), pay_calls.list_pay_amounts(admin, other_teacher)) == (
        [("percent", 600)],
        [],
    )
    money.create_payment_due(pupil, other_group, 3_000)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("percent", 600)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == [("percent", 300)]


def test_specific_and_ended_shares(shared, admin, teacher, group, pupil, manager):
    pay_calls.create_rate(
        admin, teacher, "percent", percent_hundredths=2_000, group=str(group.pk), starts_on="2026-11-05",
        ends_on="2026-11-05",
    )  # fmt: skip
    shift = money.open_shift(money.create_cash_desk(group.branch), manager)
    for day in (4, 5, 6):
        with pay_calls.freeze_at(2026, 11, day, 10):
            money.pay_cash(money.create_payment_due(pupil, group, 1_000), shift)
    assert sorted(pay_calls.list_pay_amounts(admin, teacher)) == [("percent", 200), ("percent", 200)]
    assert sorted(line["facts"]["of"] for line in pay_calls.list_pay_lines(admin, teacher)) == [1_000, 2_000]
