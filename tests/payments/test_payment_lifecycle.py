"""What is owed and what is paid, and how both stand in the books."""

from django.db.models import Sum

from apps.payments import queries
from apps.payments.models import LedgerAccount, PaymentHistory
from apps.payments.services import payments_due
from tests.payments import payment_data

HALF = payment_data.PRICE // 2


def books():
    """The balances by kind of account."""
    rows = LedgerAccount.objects.values("kind").annotate(total=Sum("balance")).order_by()
    return {row["kind"]: row["total"] for row in rows if row["total"]}


def test_payment_is_debt_until_paid_in_cash(payment_due, shift, pupil):
    assert payment_data.get_student_balance(pupil) == -payment_data.PRICE
    payment_data.pay_cash(payment_due, shift)
    assert payment_data.get_student_balance(pupil) == 0
    assert books() == {"revenue": payment_data.PRICE, "desk": payment_data.PRICE}
    paid = payment_data.reload_payment(payment_due)
    assert (paid.status, paid.settled, paid.outstanding) == ("completed", payment_data.PRICE, 0)
    assert list(
        PaymentHistory.objects.filter(payment=payment_due).order_by("created_at").values_list("what", flat=True)
    ) == ["created", "received", "completed"]


def test_discount_is_posted_to_its_own_account(pupil, group):
    payment_data.create_payment_due(pupil, group, HALF, gross=payment_data.PRICE)
    assert books() == {"student": -HALF, "revenue": payment_data.PRICE, "discounts": HALF}


def test_free_credit_covers_the_next_payment(pupil, group, branch, manager):
    payment_data.top_up(pupil, branch, payment_data.PRICE + HALF, manager)
    assert queries.get_free_credit(pupil.pk, "UZS") == payment_data.PRICE + HALF
    first, second = payment_data.create_payment_due(pupil, group), payment_data.create_payment_due(pupil, group)
    assert (first.status, second.status, second.settled) == ("completed", "pending", HALF)
    assert payment_data.get_student_balance(pupil) == -HALF
    assert queries.get_free_credit(pupil.pk, "UZS") == 0


def test_lower_price_of_a_paid_month_covers_the_next_month(payment_due, pupil, group, shift, admin):
    payment_data.pay_cash(payment_due, shift)
    payment_data.reprice(payment_due, HALF, admin)
    assert queries.get_free_credit(pupil.pk, "UZS") == payment_data.PRICE - HALF
    assert payment_data.create_payment_due(pupil, group).settled == payment_data.PRICE - HALF
    assert payment_data.reload_payment(payment_due).status == "completed"


def test_higher_price_of_a_paid_month_makes_one_correction(payment_due, shift, admin):
    payment_data.pay_cash(payment_due, shift)
    price = payment_data.PRICE + 10_000
    for _time in range(3):
        payment_data.reprice(payment_due, price, admin)
    assert [(correction.kind, correction.amount) for correction in payment_due.corrections.all()] == [
        ("correction", 10_000)
    ]
    payment_data.reprice(payment_due, HALF, admin)
    assert payment_due.corrections.get().amount == 0
    assert payment_data.reload_payment(payment_due).amount == HALF


def test_write_off_stays_when_the_price_changes(payment_due, admin):
    payments_due.write_off(actor=admin, payment=payment_due, amount=5_000_000, reason="hardship")
    payment_data.reprice(payment_due, HALF, admin)
    assert payment_data.reload_payment(payment_due).amount == HALF - 5_000_000
    assert books() == {"student": -(HALF - 5_000_000), "revenue": HALF, "write_offs": 5_000_000}


def test_write_off_of_a_correction_is_not_charged_again(payment_due, shift, admin):
    payment_data.pay_cash(payment_due, shift)

    def costs():
        rows = [payment_data.reload_payment(payment_due), *payment_due.corrections.order_by("created_at")]
        return [(row.amount, row.written_off) for row in rows]

    payment_data.reprice(payment_due, payment_data.PRICE + 10_000, admin)
    payments_due.write_off(actor=admin, payment=payment_due.corrections.get(), amount=4_000, reason="hardship")
    payment_data.reprice(payment_due, payment_data.PRICE + 10_000, admin)
    assert costs() == [(payment_data.PRICE, 0), (6_000, 4_000)]
    payment_data.reprice(payment_due, payment_data.PRICE + 3_000, admin)
    assert costs() == [(payment_data.PRICE - 1_000, 0), (0, 4_000)]
    payment_data.reprice(payment_due, 1_000, admin)
    assert costs() == [(0, 0), (0, 1_000)]
    payment_data.reprice(payment_due, 0, admin)
    assert costs() == [(0, 0), (0, 0)]
