"""A share of what money covers of payments: whose, of which month, and what goes back."""

import pytest

from apps.courses.services import change_group
from apps.payments.services import refunds
from tests.payments import payment_data
from tests.payments.salaries import pay_calls

TENTH = 1_000


@pytest.fixture
def shared(admin, teacher):
    """A tenth for `teacher`."""
    return pay_calls.create_rate(admin, teacher, "percent", percent_hundredths=TENTH)


def test_share_is_of_received_money(shared, teacher, group, pupil, second_pupil, shift):
    payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 30_000_005, gross=45_000_000), shift)
    payment_data.pay_cash(payment_data.create_payment_due(second_pupil, group, 45_000_000), shift, 10_000_000)
    (line,) = pay_calls.list_pay_lines(teacher, teacher)
    assert (line["kind"], line["amount"]["amount"]) == ("percent", 4_000_001)
    assert line["facts"]["of"] == 40_000_005
    assert line["facts"]["percent_hundredths"] == 1000
    assert line["facts"]["payments"] == 2


def test_share_counts_on_the_day_of_the_money(shared, teacher, group, pupil, manager, desk):
    with pay_calls.freeze_at(2026, 9, 20, 10):
        early, late = (
            payment_data.create_payment_due(pupil, group, 100),
            payment_data.create_payment_due(pupil, group, 5_000),
        )
    with pay_calls.freeze_at(2026, 10, 31, 23, 59):
        shift = payment_data.open_shift(desk, manager)
        payment_data.pay_cash(early, shift)
    with pay_calls.freeze_at(2026, 11, 1, 0, 1):
        payment_data.pay_cash(late, shift)
    assert [pay_calls.list_pay_amounts(teacher, teacher, month) for month in ("2026-09", "2026-10", "2026-11")] == [
        [], [("percent", 10)], [("percent", 500)],
    ]  # fmt: skip


def test_top_up_counts_when_it_covers_a_payment(shared, teacher, group, pupil, manager):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        payment_data.top_up(pupil, group.branch, 1_000_000, manager)
    assert pay_calls.list_pay_amounts(teacher, teacher, "2026-10") == []
    payment_data.create_payment_due(pupil, group, 600_000)
    assert pay_calls.list_pay_amounts(teacher, teacher) == [("percent", 60_000)]


def test_lead_teacher_of_the_day_gets_the_share(shared, admin, teacher, other_teacher, group, pupil, manager):
    pay_calls.create_rate(admin, other_teacher, "percent", percent_hundredths=5_000)
    with pay_calls.freeze_at(2026, 11, 4, 10):
        shift = payment_data.open_shift(payment_data.create_cash_desk(group.branch), manager)
        payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 1_000), shift)
    with pay_calls.freeze_at(2026, 11, 5, 10):
        change_group(group=group, actor=admin, lead_teacher=other_teacher)
        payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 2_000), shift)
    payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 4_000), shift)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("percent", 100)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == [("percent", 3_000)]


def test_refund_is_subtracted_on_the_day_of_the_money(shared, admin, teacher, other_teacher, group, pupil, manager):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        shift = payment_data.open_shift(payment_data.create_cash_desk(group.branch), manager)
        payment = payment_data.create_payment_due(pupil, group, 10_000)
        payment_data.pay_cash(payment, shift)
    change_group(group=group, actor=admin, lead_teacher=other_teacher)
    refunds.refund_payment(
        actor=admin, payment=payment_data.reload_payment(payment), amount=4_000, reason="ill", desk=shift.desk
    )
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("percent", 600)]
    assert pay_calls.get_payroll(admin, teacher=teacher.pk)["totals"] == [payment_data.uzs(0)]
    assert pay_calls.close_month(admin, "2026-10").status == 200
    refunds.refund_payment(
        actor=admin, payment=payment_data.reload_payment(payment), amount=6_000, reason="ill", desk=shift.desk
    )
    pay_calls.run_pay_job()
    (line,) = pay_calls.list_pay_lines(admin, teacher)
    assert (line["kind"], line["amount"]["amount"], line["corrects"]) == ("correction", -600, "2026-10")
    assert (line["reason"], line["facts"]["was"], line["facts"]["now"]) == (
        "The payments behind the share changed.", 600, 0,
    )  # fmt: skip
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("percent", 600)]


def test_freed_money_counts_where_it_is_used(shared, admin, teacher, other_teacher, group, other_group, pupil, shift):
    pay_calls.create_rate(admin, other_teacher, "percent", percent_hundredths=TENTH)
    payment = payment_data.create_payment_due(pupil, group, 10_000)
    payment_data.pay_cash(payment, shift)
    payment_data.reprice(payment_data.reload_payment(payment), 6_000, admin)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("percent", 600)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == []
    payment_data.create_payment_due(pupil, other_group, 3_000)
    assert pay_calls.list_pay_amounts(admin, teacher) == [("percent", 600)]
    assert pay_calls.list_pay_amounts(admin, other_teacher) == [("percent", 300)]


def test_specific_and_ended_shares(shared, admin, teacher, group, pupil, manager):
    pay_calls.create_rate(
        admin, teacher, "percent", percent_hundredths=2_000, group=str(group.pk), starts_on="2026-11-05",
        ends_on="2026-11-05",
    )  # fmt: skip
    shift = payment_data.open_shift(payment_data.create_cash_desk(group.branch), manager)
    for day in (4, 5, 6):
        with pay_calls.freeze_at(2026, 11, day, 10):
            payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 1_000), shift)
    assert sorted(pay_calls.list_pay_amounts(admin, teacher)) == [("percent", 200), ("percent", 200)]
    assert sorted(line["facts"]["of"] for line in pay_calls.list_pay_lines(admin, teacher)) == [1_000, 2_000]
