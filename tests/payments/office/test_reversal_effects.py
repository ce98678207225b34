"""What a reversal undoes besides the money: courses of an order, a teacher's share."""

from datetime import date

from apps.learning.models import Enrollment
from apps.payments.models import LedgerTransfer, Receipt
from apps.payments.services import receipt_reversals
from tests.payments import payment_data
from tests.payments.months.month_calls import close_books
from tests.payments.office.office_calls import confirm_payment, reverse_receipt
from tests.payments.orders.conftest import online_course  # noqa: F401
from tests.payments.payment_data import reload_payment
from tests.payments.salaries import pay_calls
from tests.payments.stripe import stripe_calls


def test_order_is_to_be_paid_again_and_its_course_is_closed(client_for, manager, pupil, online_course, shift):  # noqa: F811
    client, order = client_for(manager), stripe_calls.place_order(pupil, online_course)
    expires_at = reload_payment(order.payment).expires_at
    assert confirm_payment(client, order.payment).json["status"] == "completed"
    assert reverse_receipt(client, Receipt.objects.get()).json["payments"][0]["status"] == "pending"
    assert stripe_calls.list_enrolment_states(pupil) == ["refunded"]
    assert reload_payment(order.payment).expires_at > expires_at
    assert confirm_payment(client, order.payment).json["status"] == "completed"
    assert Enrollment.objects.filter(user=pupil, state="active").count() == 1


def test_teachers_share_of_a_closed_month_is_corrected(admin, teacher, group, pupil, manager):
    pay_calls.create_rate(admin, teacher, "percent", percent_hundredths=1_000)
    with pay_calls.freeze_at(2026, 10, 5, 10):
        shift = payment_data.open_shift(payment_data.create_cash_desk(group.branch), manager)
        money = payment_data.pay_cash(payment_data.create_payment_due(pupil, group, 10_000), shift)
    assert pay_calls.list_pay_amounts(admin, teacher, "2026-10") == [("percent", 1_000)]
    assert pay_calls.close_month(admin, "2026-10").status == 200
    receipt = Receipt.objects.select_related("money__student").get(money=money)
    with pay_calls.freeze_at(2026, 11, 20, 10):
        receipt_reversals.reverse_receipt(actor=manager, receipt=receipt, reason="wrong", late=False)
        pay_calls.run_pay_job()
        assert pay_calls.list_pay_amounts(admin, teacher, "2026-11") == [("correction", -1_000)]


def test_reversal_of_a_closed_month_counts_today_and_names_the_month(client_for, admin, group, pupil, manager):
    with pay_calls.freeze_at(2026, 10, 5, 10):
        payment = payment_data.create_payment_due(pupil, group)
        assert confirm_payment(client_for(manager), payment, method="transfer").status == 200
    assert close_books(admin, group.branch, "2026-10").status == 200
    assert reverse_receipt(client_for(manager), Receipt.objects.get()).status == 201
    transfer = LedgerTransfer.objects.get(kind="reversal")
    assert (f"{transfer.corrects_month:%Y-%m}", transfer.on > date(2026, 10, 31)) == ("2026-10", True)
