"""Things of the access matrix that are about money; without a prefix they are the child's and the first branch's."""

import base64
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from apps.core.models import StoredFile
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.courses.models import Course, CoursePrice
from apps.payments import models
from apps.payments.services import discount_codes, ledger, locks, opening_balances, payments_due, terminal_deposits
from tests.payments import payment_data

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def create_payment_objects(world: Any) -> dict[str, Any]:
    """One of each kind, and its counterpart (`other_…`) in the other branch."""
    result: dict[str, Any] = {"online_course": _course()}
    result["discount_code"] = discount_codes.create_code(actor=world.admin, code="YOZ2026", percent_hundredths=1500)
    result["reconciliation"] = models.Reconciliation.objects.create(
        provider="payme", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30), rows=0, matched=0, total_theirs=0,
        total_ours=0, state="matches",
    )  # fmt: skip
    sides = (
        ("", world.group, world.child, world.membership, world.teacher, world.manager),
        ("other_", world.other_group, world.other_pupil, world.other_membership, world.other_teacher, world.admin),
    )
    for prefix, group, student, membership, teacher, cashier in sides:
        things = {
            "payment": payment_data.create_payment_due(student, group),
            "paid": payment_data.create_payment_due(student, group),
            "proved": payment_data.create_payment_due(student, group),
            "cancelled_payment": payments_due.cancel_payment(
                actor=cashier, payment=payment_data.create_payment_due(student, group), reason="A mistake"
            ),
            "schedule": models.PaymentSchedule.objects.create(
                group=group, amount=payment_data.PRICE, valid_from=date(2026, 9, 1)
            ),
            "discount": models.Discount.objects.create(
                name={"en": "Early"}, kind="percent", percent_hundredths=500, group=group, branch=None
            ),
            "override": models.PriceOverride.objects.create(
                membership=membership, amount=1000, starts_on=date(2027, 9, 1), reason="A promise"
            ),
            "prepaid": models.PrepaidPeriod.objects.create(
                membership=membership, paid_until=date(2020, 1, 1), on=date(2020, 1, 1)
            ),
            "opening": opening_balances.open_balance(
                actor=cashier,
                opening=opening_balances.NewOpeningBalance(
                    student, group.branch, models.OpeningSide.CREDIT, Money(1000, "EUR"), group
                ),
            ),
            "desk": payment_data.create_cash_desk(group.branch),
            "closed_desk": payment_data.create_cash_desk(group.branch, "Closed"),
            "pay_rate": models.PayRate.objects.create(
                teacher=teacher, branch=group.branch, kind="lesson", amount=5_000_000, starts_on=date(2027, 9, 1)
            ),
        }
        things["shift"] = payment_data.open_shift(things["desk"], cashier)
        things["proof"] = _proof(things["proved"], student)
        things["expense"] = _expense(group.branch, cashier)
        things["expense_category"] = models.ExpenseCategory.objects.get_or_create(
            key="gifts", defaults={"name": {"en": "Gifts"}}
        )[0]
        models.BooksMonth.objects.create(branch=group.branch, month=date(2026, 8, 1), closed_at=timezone.now())
        things["debt_contact"] = models.DebtContact.objects.create(
            student=student, branch=group.branch, by=cashier, on=payment_data.local_today(group.branch),
            how="message", note="reminder", sent_here=True,
        )  # fmt: skip
        things["order"] = _order(student, group, result["online_course"])
        things["approval"] = _approval(group.branch, world.pending)
        things["own_approval"] = _approval(group.branch, student)
        things["refused_cash"] = _approval(
            group.branch, world.pending, act="payment", method="cash", payment=things["payment"], student=student,
            desk=things["desk"], shift=things["shift"], state="refused", decided_by=cashier, decided_at=timezone.now(),
        )  # fmt: skip
        with unit_of_work():
            held = locks.lock_payment(things["paid"].pk)
            payment_data.take_money(student, group.branch, held.amount, cashier, payment=held)
            things["credit"] = payment_data.take_money(student, group.branch, 1000, cashier, currency="USD")
        things["receipt"] = models.Receipt.objects.get(money__payment=things["paid"])
        things["cash_refund"] = models.CashRefund.objects.create(
            student=student, payment=things["payment"], desk=things["closed_desk"], amount=1000, currency="UZS",
            reason="He moves away", decided_by=world.admin, expires_at=timezone.now() + timedelta(days=7),
        )  # fmt: skip
        things["desk_transfer"] = _desk_transfer(things["closed_desk"], cashier)
        things["terminal_deposit"] = _terminal_deposit(group.branch, cashier)
        things["payout"] = _payout(group.branch, group.lead_teacher, world.admin)
        result.update({f"{prefix}{name}": thing for name, thing in things.items()})
    return result


def _course() -> Course:
    course = Course.objects.create(
        title={"en": "English online"}, slug="english-online", mode="online", status="published"
    )
    CoursePrice.objects.create(course=course, amount=payment_data.PRICE, currency="UZS")
    return course


def _proof(payment: Any, student: Any) -> models.PaymentProof:
    file = StoredFile.objects.create(
        path=f"proof/00/{payment.pk}", sha256="0" * 64, size=9, content_type="image/png", owner=student
    )
    return models.PaymentProof.objects.create(payment=payment, file=file, amount=payment.amount, sent_by=student)


def _expense(branch: Any, by: Any) -> models.Expense:
    spent = ledger.ensure_branch_account(models.AccountKind.EXPENSES, branch, "UZS")
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    with unit_of_work():
        transfer = ledger.post_transfer(
            kind=models.TransferKind.EXPENSE, cause=f"expense:{branch.pk}", branch=branch,
            on=payment_data.local_today(branch),
            entries=[ledger.build_debit_entry(spent, 1000), ledger.build_credit_entry(bank, 1000)],
        )  # fmt: skip
    return models.Expense.objects.create(
        branch=branch,
        category="supplies",
        amount=1000,
        on=payment_data.local_today(branch),
        text="Paper",
        by=by,
        transfer=transfer,
    )


def _payout(branch: Any, teacher: Any, by: Any) -> models.PayOut:
    paid = ledger.ensure_teacher_account(teacher, "UZS")
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    with unit_of_work():
        transfer = ledger.post_transfer(
            kind=models.TransferKind.PAY_OUT, cause=f"pay_out:{branch.pk}", branch=branch, by=by,
            entries=[ledger.build_debit_entry(paid, 1000), ledger.build_credit_entry(bank, 1000)],
        )  # fmt: skip
    return models.PayOut.objects.create(
        teacher=teacher, branch=branch, amount=1000, currency="UZS", by=by, transfer=transfer
    )


def _approval(branch: Any, by: Any, **more: Any) -> models.Approval:
    values = {"act": "expense", "arguments": {"category": "rent", "text": "Rent", "on": None}, **more}
    return models.Approval.objects.create(
        branch=branch, amount=3_000_000_000, currency="UZS", requested_by=by,
        expires_at=timezone.now() + timedelta(days=7), **values,
    )  # fmt: skip


def _desk_transfer(desk: models.CashDesk, by: Any) -> models.DeskTransfer:
    """Of a shift that was closed: reversed by who may reverse later, in a shift of their own."""
    now = timezone.now()
    shift = models.Shift.objects.create(
        desk=desk, cashier=by, opened_at=now, opened_with=1000, closed_at=now, closed_by=by, counted=0, expected=0
    )
    bank, found = (
        ledger.ensure_branch_account(kind, desk.branch, "UZS")
        for kind in (models.AccountKind.BANK, models.AccountKind.DIFFERENCES)
    )
    drawer = ledger.ensure_desk_account(desk)
    with unit_of_work():
        transfers = [
            ledger.post_transfer(
                kind=models.TransferKind.BANKED, cause=f"{cause}:{desk.pk}", branch=desk.branch, by=by,
                entries=[ledger.build_debit_entry(more, 1000), ledger.build_credit_entry(less, 1000)],
            )
            for cause, more, less in (("found", drawer, found), ("carried", bank, drawer))
        ]  # fmt: skip
    return models.DeskTransfer.objects.create(
        desk=desk, shift=shift, branch=desk.branch, amount=1000, currency="UZS", by=by, transfer=transfers[-1]
    )


def _terminal_deposit(branch: Any, by: Any) -> models.TerminalDeposit:
    """Of yesterday: reversed by who may reverse later. Some money is still on its way."""
    terminal = ledger.ensure_provider_account("terminal", branch, "UZS")
    opening = ledger.ensure_branch_account(models.AccountKind.OPENING, branch, "UZS")
    with unit_of_work():
        ledger.post_transfer(
            kind=models.TransferKind.OPENING, cause=f"terminal:{branch.pk}", branch=branch, by=by,
            entries=[ledger.build_debit_entry(terminal, 3000), ledger.build_credit_entry(opening, 3000)],
        )  # fmt: skip
    row = terminal_deposits.record_terminal_deposit(actor=by, branch=branch, amount=Money(1000, "UZS"))
    models.TerminalDeposit.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=1))
    return row


def _order(buyer: Any, group: Any, course: Course) -> models.Order:
    payment = payment_data.create_payment_due(buyer, group, kind=models.PaymentKind.ORDER)
    type(payment).objects.filter(pk=payment.pk).update(expires_at=timezone.now() + timedelta(days=1))
    order = models.Order.objects.create(buyer=buyer, learner=buyer, payment=payment)
    models.OrderItem.objects.create(order=order, course=course, amount=payment.amount)
    return order
