"""What is owed and what is paid, and how both stand in the books."""

import pytest
from django.db.models import Sum

from apps.core.errors import Conflict
from apps.payments import queries
from apps.payments.models import LedgerAccount, LedgerEntry, PaymentHistory
from apps.payments.services import adjustments, ledger, payments_due, refunds
from tests.payments import payment_data

HALF = payment_data.MONTH_PRICE // 2


def books() -> dict[str, int]:
    """The balances by kind of account."""
    rows = LedgerAccount.objects.values("kind").annotate(total=Sum("balance")).order_by()
    return {row["kind"]: row["total"] for row in rows if row["total"]}


def balanced() -> bool:
    """Debits and credits of every transfer are equal."""
    sides = LedgerEntry.objects.values("transfer", "side").annotate(total=Sum("amount")).order_by("transfer")
    totals: dict[object, int] = {}
    for row in sides:
        totals[row["transfer"]] = totals.get(row["transfer"], 0) + (
            row["total"] if row["side"] == "debit" else -row["total"]
        )
    return not any(totals.values())


def test_payment_is_debt_until_paid_in_cash(payment_due, shift, pupil):
    assert ledger.get_student_balance(pupil, "UZS").amount == -payment_data.MONTH_PRICE
    payment_data.pay_cash(payment_due, shift)
    assert ledger.get_student_balance(pupil, "UZS").amount == 0
    assert books() == {"revenue": payment_data.MONTH_PRICE, "desk": payment_data.MONTH_PRICE}
    assert balanced()
    paid = payment_data.reload_payment(payment_due.pk)
    assert (paid.status, paid.settled, paid.outstanding) == ("completed", payment_data.MONTH_PRICE, 0)
    assert list(
        PaymentHistory.objects.filter(payment=payment_due).order_by("created_at").values_list("what", flat=True)
    ) == ["created", "received", "completed"]


def test_discount_is_posted_to_its_own_account(pupil, group):
    payment_data.create_payment_due(pupil, group, HALF, gross=payment_data.MONTH_PRICE)
    assert books() == {"student": -HALF, "revenue": payment_data.MONTH_PRICE, "discounts": HALF}
    assert balanced()


def test_free_credit_covers_the_next_payment(pupil, group, branch, manager):
    payment_data.top_up(pupil, branch, payment_data.MONTH_PRICE + HALF, manager)
    assert queries.get_free_credit(pupil.pk, "UZS") == payment_data.MONTH_PRICE + HALF
    first, second = payment_data.create_payment_due(pupil, group), payment_data.create_payment_due(pupil, group)
    assert (first.status, second.status, second.settled) == ("completed", "pending", HALF)
    assert ledger.get_student_balance(pupil, "UZS").amount == -HALF
    assert queries.get_free_credit(pupil.pk, "UZS") == 0


def test_top_up_covers_the_oldest_due_payment_first(pupil, group, branch, manager):
    later, sooner = (
        payment_data.create_payment_due(pupil, group, due_in=9),
        payment_data.create_payment_due(pupil, group, due_in=2),
    )
    payment_data.top_up(pupil, branch, payment_data.MONTH_PRICE, manager)
    assert (payment_data.reload_payment(sooner.pk).status, payment_data.reload_payment(later.pk).status) == (
        "completed",
        "pending",
    )


def test_lower_price_of_a_paid_month_covers_the_next_month(payment_due, pupil, group, shift, admin):
    payment_data.pay_cash(payment_due, shift)
    adjustments.adjust_price(
        actor=admin, payment=payment_due, gross=HALF, amount=HALF, lines=[], reason="two lessons were cancelled"
    )
    assert queries.get_free_credit(pupil.pk, "UZS") == payment_data.MONTH_PRICE - HALF
    following = payment_data.create_payment_due(pupil, group)
    assert following.settled == payment_data.MONTH_PRICE - HALF
    assert payment_data.reload_payment(payment_due.pk).status == "completed"
    assert balanced()


def test_higher_price_of_a_paid_month_makes_one_correction(payment_due, shift, admin):
    payment_data.pay_cash(payment_due, shift)
    price = payment_data.MONTH_PRICE + 10_000
    for _time in range(3):
        adjustments.adjust_price(
            actor=admin, payment=payment_due, gross=price, amount=price, lines=[], reason="a lesson more"
        )
    assert [(correction.kind, correction.amount) for correction in payment_due.corrections.all()] == [
        ("correction", 10_000)
    ]
    adjustments.adjust_price(
        actor=admin, payment=payment_due, gross=HALF, amount=HALF, lines=[], reason="fewer after all"
    )
    assert payment_due.corrections.get().amount == 0
    assert payment_data.reload_payment(payment_due.pk).amount == HALF
    assert balanced()


def test_write_off_stays_when_the_price_changes(payment_due, admin):
    payments_due.write_off(actor=admin, payment=payment_due, amount=5_000_000, reason="hardship")
    adjustments.adjust_price(actor=admin, payment=payment_due, gross=HALF, amount=HALF, lines=[], reason="half a month")
    assert payment_data.reload_payment(payment_due.pk).amount == HALF - 5_000_000
    assert books() == {"student": -(HALF - 5_000_000), "revenue": HALF, "write_offs": 5_000_000}
    assert balanced()


def test_write_off_of_a_correction_is_not_charged_again(payment_due, shift, admin):
    payment_data.pay_cash(payment_due, shift)

    def reprice(price: int) -> None:
        adjustments.adjust_price(
            actor=admin, payment=payment_due, gross=price, amount=price, lines=[], reason="recounted"
        )

    def costs() -> list[tuple[int, int]]:
        rows = [payment_data.reload_payment(payment_due.pk), *payment_due.corrections.order_by("created_at")]
        return [(row.amount, row.written_off) for row in rows]

    reprice(payment_data.MONTH_PRICE + 10_000)
    payments_due.write_off(actor=admin, payment=payment_due.corrections.get(), amount=4_000, reason="hardship")
    reprice(payment_data.MONTH_PRICE + 10_000)
    assert costs() == [(payment_data.MONTH_PRICE, 0), (6_000, 4_000)]
    reprice(payment_data.MONTH_PRICE + 3_000)
    assert costs() == [(payment_data.MONTH_PRICE - 1_000, 0), (0, 4_000)]
    reprice(1_000)
    assert costs() == [(0, 0), (0, 1_000)]
    reprice(0)
    assert costs() == [(0, 0), (0, 0)]
    assert balanced()


def test_cancelled_payment_leaves_no_debt_and_frees_its_money(payment_due, pupil, shift, admin):
    payment_data.pay_cash(payment_due, shift, HALF)
    payments_due.cancel_payment(actor=admin, payment=payment_due, reason="a mistake")
    assert queries.get_free_credit(pupil.pk, "UZS") == HALF == ledger.get_student_balance(pupil, "UZS").amount
    assert books() == {"student": HALF, "desk": HALF}
    assert balanced()
    with pytest.raises(Conflict):
        payments_due.cancel_payment(actor=admin, payment=payment_due, reason="again")


def test_payment_is_refunded_in_two_parts_but_not_more(payment_due, shift, admin):
    payment_data.pay_cash(payment_due, shift)
    refunds.refund_payment(actor=admin, payment=payment_due, amount=HALF, reason="left early", desk=shift.desk)
    assert (payment_data.reload_payment(payment_due.pk).status, books()["desk"]) == ("completed", HALF)
    with pytest.raises(Conflict):
        refunds.refund_payment(actor=admin, payment=payment_due, amount=HALF + 1, reason="too much", desk=shift.desk)
    refunds.refund_payment(actor=admin, payment=payment_due, amount=HALF, reason="the rest", desk=shift.desk)
    assert payment_data.reload_payment(payment_due.pk).status == "refunded"
    assert books() == {}
    assert balanced()


def test_cash_desk_never_pays_out_more_than_it_has(payment_due, shift, admin, desk):
    payment_data.pay_cash(payment_due, shift)
    other = payment_data.create_cash_desk(desk.branch, "Second desk")
    with pytest.raises(Conflict) as refused:
        refunds.refund_payment(actor=admin, payment=payment_due, amount=HALF, reason="left early", desk=other)
    assert refused.value.code == "not_enough_money"
    assert payment_data.reload_payment(payment_due.pk).refunded == 0
    assert balanced()
