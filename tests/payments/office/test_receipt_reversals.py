"""Receipts that were a mistake: reversed by the cashier at once, later by who may, with all that they paid."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

import apps.accounts.models as accounts
from apps.core import clock
from apps.core.permissions import Role
from apps.notifications.models import Notification
from apps.payments.models import AccountKind, PaymentHistory, PaymentProof, ProviderTransaction, Receipt
from apps.payments.queries import get_free_credit
from apps.payments.queries.periods import ReportPeriod
from apps.payments.queries.receipts import find_reversal
from apps.payments.queries.revenue import By, get_revenue_report
from apps.payments.services import payments_due
from apps.settings.models import AuditLog
from tests import factories
from tests.payments import payment_data
from tests.payments.office import office_calls
from tests.payments.office.office_calls import (
    confirm_payment,
    get_balance,
    get_desk_balance,
    post_shift,
    reverse_receipt,
)
from tests.payments.office.pdf_text import read_characters
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, reload_payment, uzs

PART = 10_000_000


def newest_receipt():
    return Receipt.objects.latest("pk")


@pytest.fixture
def receptionist(branch):
    """A cashier who may not reverse what others took, nor later."""
    may = ["payments.confirm", "payments.see_all", "payments.read", "payments.desks", "payments.manage"]
    role = accounts.OwnRole.objects.create(name={"en": "Reception"}, permissions=may)
    person = factories.make_user(Role.MANAGER, "Sarvar", email="sarvar@example.uz")
    accounts.User.objects.filter(pk=person.pk).update(own_role=role)
    return accounts.User.objects.get(pk=person.pk)


def test_cashier_reverses_a_part_payment_in_the_same_shift(client_for, manager, pupil, desk, payment_due, shift):
    client = client_for(manager)
    assert confirm_payment(client, payment_due, amount=uzs(PART)).status == 200
    receipt = newest_receipt()
    done = reverse_receipt(client, receipt, key="rev-1")
    assert (done.status, done.json["receipt"]["kind"], done.json["receipt"]["amount"]) == (201, "reversal", uzs(PART))
    assert done.json["reverses"]["id"] == str(receipt.pk)
    assert [(row["status"], row["outstanding"]) for row in done.json["payments"]] == [("pending", uzs(PRICE))]
    assert reverse_receipt(client, receipt, key="rev-1").json == done.json
    assert (get_desk_balance(desk), get_student_balance(pupil)) == (0, -PRICE)
    shown = client.get(f"/payments/{payment_due.pk}/").json
    assert [row["kind"] for row in shown["receipts"]] == ["reversal", "payment"]
    assert [(row["state"], row["refunded"]) for row in shown["transactions"]] == [(-2, uzs(PART))]
    assert PaymentHistory.objects.get(payment=payment_due, what="reversed").by == manager
    assert AuditLog.objects.filter(actor=manager, action="payments.reverse").count() == 1
    assert Notification.objects.filter(user=pupil, type="payments.reversed").count() == 1
    report = client.get(f"/payments/cash-desks/{desk.pk}/shift/{shift.pk}/").json
    assert [report[name] for name in ("taken", "reversed", "paid_back", "expected")] == [
        uzs(PART), uzs(PART), uzs(0), uzs(0),
    ]  # fmt: skip
    assert reverse_receipt(client, receipt).refusal == (409, "already_reversed")
    assert reverse_receipt(client, done.json["receipt"]["id"]).refusal == (409, "already_reversed")
    paper = client_for(pupil).get(f"/payments/{payment_due.pk}/receipt/").content
    assert set("Reversal of a receipt Reversed receipt".replace(" ", "")) <= set(read_characters(paper))
    assert find_reversal(receipt).pk == UUID(done.json["receipt"]["id"])
    reversed_paper = client_for(pupil).get(f"/payments/{payment_due.pk}/receipt/", {"receipt": str(receipt.pk)}).content
    assert set("Not valid: reversed by".replace(" ", "")) <= set(read_characters(reversed_paper))


def test_reversal_takes_with_it_what_the_money_settled_elsewhere(
    client_for, manager, pupil, group, branch, desk, payment_due, shift
):
    client, other = client_for(manager), create_payment_due(pupil, group, PART, due_in=-3)
    more = uzs(PRICE + PART + 500)
    assert confirm_payment(client, payment_due, amount=more, advance=True).json["status"] == "completed"
    assert reload_payment(other).status == "completed"
    assert get_free_credit(pupil.pk, "UZS") == 500
    receipt = newest_receipt()
    assert (
        confirm_payment(client, create_payment_due(pupil, group, 700), amount=uzs(200), method="transfer").status == 200
    )
    done = reverse_receipt(client, receipt)
    states = {row["reference"]: (row["status"], row["outstanding"]["amount"]) for row in done.json["payments"]}
    assert (states[payment_due.reference], states[other.reference]) == (("pending", PRICE), ("overdue", PART))
    assert len(states) == 3
    assert get_desk_balance(desk) == get_free_credit(pupil.pk, "UZS") == 0
    assert get_student_balance(pupil) == -(PRICE + PART + 500)
    report = get_revenue_report(manager, group_by=By.PROVIDER, period=_today(branch))
    assert [(row.received, row.paid_back) for row in report.totals] == [(200, 0)]


def test_other_credit_covers_what_was_reversed(client_for, manager, pupil, branch, payment_due, shift):
    client = client_for(manager)
    assert confirm_payment(client, payment_due).status == 200
    receipt = newest_receipt()
    payment_data.top_up(pupil, branch, PRICE, manager)
    assert [row["status"] for row in reverse_receipt(client, receipt).json["payments"]] == ["completed"]
    assert get_free_credit(pupil.pk, "UZS") == 0


def test_after_the_shift_it_needs_the_right_a_step_up_and_the_money(
    client_for, manager, admin, receptionist, desk, payment_due
):
    client, late = client_for(receptionist), client_for(manager)
    assert post_shift(client, desk, "open", 0).status == 200
    assert confirm_payment(client, payment_due).status == 200
    receipt = newest_receipt()
    assert reverse_receipt(late, receipt).refusal == (409, "shift_needed")
    assert post_shift(client, desk, "close", PRICE).status == 200
    assert reverse_receipt(client, receipt).refusal == (403, "forbidden")
    assert reverse_receipt(client_for(manager, stepped_up=False), receipt).refusal == (403, "step_up_required")
    assert reverse_receipt(late, receipt).refusal == (409, "shift_needed")
    assert post_shift(late, desk, "open", PRICE).status == 200
    bank = f"/payments/cash-desks/{desk.pk}/bank/"
    assert office_calls.post_with_key(late, bank, {"amount": uzs(PRICE - 1)}).status == 201
    assert reverse_receipt(late, receipt).refusal == (409, "not_enough_money")
    assert reload_payment(payment_due).status == "completed"
    other = create_payment_due(payment_due.student, payment_due.group, PRICE)
    assert confirm_payment(late, other).status == 200
    assert reverse_receipt(late, receipt).status == 201
    assert (get_desk_balance(desk), reload_payment(payment_due).status) == (1, "pending")


def test_transfer_is_reversed_by_who_took_it_on_the_same_day(
    client_for, manager, receptionist, branch, pupil, payment_due
):
    client = client_for(receptionist)
    assert confirm_payment(client, payment_due, method="transfer").status == 200
    receipt = newest_receipt()
    money = receipt.money
    proof = PaymentProof.objects.create(
        payment=payment_due, amount=PRICE, state="approved", sent_by=pupil, money=money, decided_at=timezone.now()
    )
    yesterday = clock.now_ms() - 24 * 3600 * 1000
    ProviderTransaction.objects.filter(pk=money.pk).update(perform_time=yesterday)
    assert reverse_receipt(client, receipt).status == 403
    ProviderTransaction.objects.filter(pk=money.pk).update(perform_time=clock.now_ms())
    assert reverse_receipt(client, receipt).status == 201
    assert (get_balance(AccountKind.BANK, branch=branch), get_student_balance(pupil)) == (0, -PRICE)
    proof.refresh_from_db()
    assert (proof.state, proof.answer) == ("refused", "It was his brother.")
    assert confirm_payment(client, payment_due, method="transfer").json["status"] == "completed"


def test_only_what_is_left_after_refunds_is_reversed(client_for, admin, pupil, desk, payment_due):
    client = client_for(admin)
    assert post_shift(client, desk, "open", 0).status == 200
    assert confirm_payment(client, payment_due).status == 200
    receipt = newest_receipt()
    assert office_calls.refund_payment(client, payment_due, amount=uzs(PART)).status == 200
    done = reverse_receipt(client, receipt)
    assert (done.json["receipt"]["amount"], get_desk_balance(desk)) == (uzs(PRICE - PART), 0)
    open_again = reload_payment(payment_due)
    assert (open_again.status, open_again.outstanding, open_again.refunded) == ("pending", PRICE - PART, PART)
    assert get_student_balance(pupil) == -(PRICE - PART)
    payments_due.cancel_payment(actor=admin, payment=open_again, reason="He left.")
    closed = reload_payment(payment_due)
    assert (closed.status, closed.amount, get_student_balance(pupil)) == ("refunded", PART, 0)
    other = create_payment_due(pupil, payment_due.group)
    assert confirm_payment(client, other).status == 200
    assert office_calls.refund_payment(client, other).status == 200
    paid = Receipt.objects.get(kind="payment", money__payment=other)
    assert reverse_receipt(client, paid).refusal == (409, "already_reversed")


def test_forgiving_the_rest_of_a_partly_refunded_payment_closes_it(client_for, admin, pupil, desk, payment_due):
    client = client_for(admin)
    assert post_shift(client, desk, "open", 0).status == 200
    assert confirm_payment(client, payment_due).status == 200
    receipt = newest_receipt()
    assert office_calls.refund_payment(client, payment_due, amount=uzs(PART)).status == 200
    assert reverse_receipt(client, receipt).status == 201
    payments_due.write_off(actor=admin, payment=payment_due, amount=PRICE - PART, reason="In need.")
    assert (reload_payment(payment_due).status, get_student_balance(pupil)) == ("refunded", 0)


def test_providers_money_and_payments_in_progress_are_refused(client_for, manager, group, pupil, payment_due, shift):
    client = client_for(manager)
    payment_data.perform_payme(payment_data.open_payme_for(payment_due, "p1"))
    assert reverse_receipt(client, newest_receipt()).refusal == (409, "refund_at_provider")
    other = create_payment_due(pupil, group)
    assert confirm_payment(client, other, amount=uzs(PART)).status == 200
    receipt = newest_receipt()
    payment_data.open_payme_for(other, "p2")
    assert reverse_receipt(client, receipt).refusal == (409, "payment_in_progress")
    assert reverse_receipt(client, receipt, reason="").refused_fields == (422, ["reason"])
    assert reverse_receipt(client, other.pk).status == 404
    assert client.post(f"/payments/receipts/{receipt.pk}/reverse/", {"reason": "x"}).status == 400


def test_receipt_of_another_branch_is_not_found(client_for, manager, branch, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due).status == 200
    away = payment_data.limit_to_branch(manager, payment_data.create_second_branch())
    assert reverse_receipt(client_for(away), newest_receipt()).status == 404


def test_price_of_a_reopened_payment_counts_its_corrections(client_for, manager, admin, pupil, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due).status == 200
    receipt = newest_receipt()
    correction = payment_data.reprice(payment_due, PRICE + 300, admin)
    assert reverse_receipt(client_for(manager), receipt).status == 201
    payment_data.reprice(payment_due, PRICE + 300, admin)
    assert get_student_balance(pupil) == -(PRICE + 300)
    payment_data.reprice(payment_due, PRICE + 1_000, admin)
    assert (reload_payment(payment_due).amount, reload_payment(correction).amount) == (PRICE + 700, 300)
    payment_data.reprice(payment_due, PRICE, admin)
    assert get_student_balance(pupil) == -PRICE


def _today(branch):
    day = payment_data.local_today(branch)
    return ReportPeriod(day - timedelta(days=1), day)
