"""Payments that are owed: created, issued, changed, cancelled, written off. `adjustments` changes their price.

Each change is posted (docs/domain.md, table of postings), recorded in the payment history and published on the sockets
in one transaction. The pupil's account is locked before the payment (`locks`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, get_violated_constraint
from apps.core.local_days import get_today
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.payments.events import PaymentChanged
from apps.payments.models import (
    MAX_AMOUNT,
    OPEN_STATUSES,
    AccountKind,
    Payment,
    PaymentKind,
    PaymentSchedule,
    PaymentStatus,
    TransferKind,
)
from apps.payments.services import allocation, locks, payment_effects, payment_history
from apps.payments.services.ledger import NewEntry, credit, debit
from apps.payments.services.notifications import publish_to_watchers
from apps.payments.services.numbers import next_payment_reference
from apps.payments.webhook_events import PaymentDueWebhook
from apps.settings.models import Branch
from apps.settings.services import write_audit_log


@dataclass(frozen=True)
class NewPayment:
    """A payment to create; fields as in `Payment`. `gross` less discounts is `amount`."""

    student: User
    branch: Branch
    kind: PaymentKind
    gross: int
    amount: int
    currency: str
    due_on: date
    lines: Sequence[dict[str, Any]] = field(default_factory=list)
    title: str = ""
    payer: User | None = None
    group: Group | None = None
    membership: Membership | None = None
    schedule: PaymentSchedule | None = None
    corrects: Payment | None = None
    period_key: str = ""
    period_start: date | None = None
    period_end: date | None = None
    expires_at: datetime | None = None
    note: str = ""


def create_payment(*, actor: User | None, new_payment: NewPayment, reason: str = "", draft: bool = False) -> Payment:
    """Create a payment; credit of the pupil covers it at once, except for an order.

    A period of a membership is owed once: an existing payment is returned unchanged. A zero amount is completed at
    once. Invalid on "amount" for a negative one or one above `gross` or the maximum.
    """
    if not 0 <= new_payment.amount <= new_payment.gross <= MAX_AMOUNT:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        locks.lock_account(new_payment.student.pk, new_payment.currency)
        try:
            with transaction.atomic():
                payment = _insert_payment(new_payment, PaymentStatus.DRAFT)
        except IntegrityError as error:
            if get_violated_constraint(error) != "payment_period_once":
                raise
            return Payment.objects.get(membership=new_payment.membership, period_key=new_payment.period_key)
        if draft:
            payment_history.record_change(payment, "drafted", from_status="", by=actor, reason=reason)
            return payment
        return _charge(payment, what="created", from_status="", actor=actor, reason=reason)


def issue_draft(*, actor: User | None, payment: Payment) -> Payment:
    """Make a draft due. Conflict `payment_closed` when it is not a draft."""
    with unit_of_work():
        locked_payment = locks.lock_payment(payment.pk)
        if locked_payment.status != PaymentStatus.DRAFT:
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        if actor is not None:
            write_audit_log(
                actor=actor,
                action="payments.issue",
                obj=locked_payment,
                changes={"amount": (None, locked_payment.amount)},
            )
        return _charge(locked_payment, what="issued", from_status=locked_payment.status, actor=actor, reason="")


def update_payment(*, actor: User | None, payment: Payment, **values: Any) -> Payment:
    """Change details of a payment: `due_on`, `title`, `note`, `payer`, `refundable`; never its amount.

    An overdue payment with a new due day in the future is pending again. Conflict `payment_in_progress`.
    """
    unknown = values.keys() - {"due_on", "title", "note", "payer", "refundable"}
    if unknown:
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    with unit_of_work():
        locked_payment = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(locked_payment)
        changes = {
            name: (getattr(locked_payment, name), value)
            for name, value in values.items()
            if getattr(locked_payment, name) != value
        }
        if not changes:
            return locked_payment
        old_status = locked_payment.status
        for name, (_old, value) in changes.items():
            setattr(locked_payment, name, value)
        if old_status == PaymentStatus.OVERDUE and locked_payment.due_on >= get_today(locked_payment.branch.zone):
            locked_payment.status = PaymentStatus.PENDING
        locked_payment.save(update_fields=[*changes, "status", "updated_at"])
        write_audit_log(actor=actor, action="payments.change", obj=locked_payment, changes=changes)
        payment_history.record_change(
            locked_payment, "changed", from_status=old_status, by=actor, facts={"fields": sorted(changes)}
        )
        publish_to_watchers(
            PaymentChanged.from_payment(locked_payment, "changed"),
            student=locked_payment.student,
            payer=locked_payment.payer,
            branch=locked_payment.branch_id,
        )
        return locked_payment


def cancel_payment(*, actor: User | None, payment: Payment, reason: str) -> Payment:
    """Cancel an open payment or draft; money that covered it covers other payments.

    Conflict `payment_in_progress` while a provider transaction is open, `payment_closed` for a completed or closed one.
    """
    return _close_unpaid(actor, payment, PaymentStatus.CANCELLED, "cancelled", reason)


def fail_payment(*, payment: Payment, reason: str) -> Payment:
    """Fail an order that expired or whose money did not arrive; otherwise as `cancel_payment`."""
    return _close_unpaid(None, payment, PaymentStatus.FAILED, "failed", reason)


def write_off(*, actor: User | None, payment: Payment, amount: int, reason: str) -> Payment:
    """Forgive part or all of the outstanding amount. Invalid on "amount" for zero or more than is outstanding."""
    with unit_of_work():
        locked_payment = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(locked_payment)
        if locked_payment.status not in OPEN_STATUSES:
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        if not 0 < amount <= locked_payment.amount - locked_payment.settled:
            raise Invalid.field("amount", _("At most the outstanding amount can be written off."))
        before, old_status = locked_payment.amount, locked_payment.status
        payment_history.post_change(
            locked_payment,
            TransferKind.WRITE_OFF,
            f"revision:{locked_payment.revision + 1}:write_off",
            [
                debit(payment_history.get_branch_account(locked_payment, AccountKind.WRITE_OFFS), amount),
                credit(payment_history.get_student_account(locked_payment), amount),
            ],
            actor,
            reason,
        )
        locked_payment.written_off += amount
        payment_history.store_price(
            locked_payment, locked_payment.gross, locked_payment.amount - amount, locked_payment.lines
        )
        payment_history.complete_if_covered(locked_payment)
        write_audit_log(
            actor=actor,
            action="payments.write_off",
            obj=locked_payment,
            changes={"amount": (before, locked_payment.amount)},
        )
        payment_history.record_change(
            locked_payment, "written_off", from_status=old_status, before=before, by=actor, reason=reason
        )
        publish_to_watchers(
            PaymentChanged.from_payment(locked_payment, "written_off"),
            student=locked_payment.student,
            payer=locked_payment.payer,
            branch=locked_payment.branch_id,
        )
        return locked_payment


def _insert_payment(new_payment: NewPayment, status: PaymentStatus) -> Payment:
    return Payment.objects.create(
        reference=next_payment_reference(),
        kind=new_payment.kind,
        status=status,
        student=new_payment.student,
        payer=new_payment.payer,
        branch=new_payment.branch,
        group=new_payment.group,
        membership=new_payment.membership,
        schedule=new_payment.schedule,
        corrects=new_payment.corrects,
        period_key=new_payment.period_key,
        period_start=new_payment.period_start,
        period_end=new_payment.period_end,
        title=new_payment.title,
        lines=list(new_payment.lines),
        gross=new_payment.gross,
        amount=new_payment.amount,
        currency=new_payment.currency,
        due_on=new_payment.due_on,
        expires_at=new_payment.expires_at,
        note=new_payment.note,
    )


def _charge(payment: Payment, *, what: str, from_status: str, actor: User | None, reason: str) -> Payment:
    locks.lock_branch_accounts([(payment.branch_id, payment.currency)])
    student, revenue = (
        payment_history.get_student_account(payment),
        payment_history.get_branch_account(payment, AccountKind.REVENUE),
    )
    if payment.gross:
        payment_history.post_change(
            payment,
            TransferKind.CHARGE,
            "charge",
            [debit(student, payment.gross), credit(revenue, payment.gross)],
            actor,
            reason,
        )
    discount = payment.gross - payment.amount
    if discount:
        payment_history.post_change(
            payment,
            TransferKind.DISCOUNT,
            "discount",
            [
                debit(payment_history.get_branch_account(payment, AccountKind.DISCOUNTS), discount),
                credit(student, discount),
            ],
            actor,
            reason,
        )
    payment.status = PaymentStatus.PENDING
    if payment.due_on < get_today(payment.branch.zone):
        payment.status = PaymentStatus.OVERDUE
    payment.save(update_fields=["status", "updated_at"])
    payment_history.record_change(payment, what, from_status=from_status, by=actor, reason=reason)
    publish_webhook_event(PaymentDueWebhook.from_payment(payment))
    allocation.cover_payment(payment)
    payment_history.complete_if_covered(payment)
    publish_to_watchers(
        PaymentChanged.from_payment(payment, what),
        student=payment.student,
        payer=payment.payer,
        branch=payment.branch_id,
    )
    return payment


def _close_unpaid(actor: User | None, payment: Payment, status: PaymentStatus, what: str, reason: str) -> Payment:
    with unit_of_work():
        locked_payment = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(locked_payment)
        if locked_payment.status not in (*OPEN_STATUSES, PaymentStatus.DRAFT):
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        old_status = locked_payment.status
        if old_status != PaymentStatus.DRAFT:
            _reverse_charge(locked_payment, actor, reason)
        if locked_payment.settled:
            allocation.release_money(locked_payment, locked_payment.settled)
        locked_payment.status = status
        locked_payment.save(update_fields=["status", "settled", "updated_at"])
        if actor is not None:
            write_audit_log(
                actor=actor, action="payments.cancel", obj=locked_payment, changes={"status": (old_status, status)}
            )
        payment_history.record_change(locked_payment, what, from_status=old_status, by=actor, reason=reason)
        payment_effects.handle_unpaid_payment(locked_payment)
        allocation.cover_open_payments(locked_payment.student, locked_payment.currency)
        publish_to_watchers(
            PaymentChanged.from_payment(locked_payment, what),
            student=locked_payment.student,
            payer=locked_payment.payer,
            branch=locked_payment.branch_id,
        )
        return locked_payment


def _reverse_charge(payment: Payment, actor: User | None, reason: str) -> None:
    """Reverse the posted price, discounts and write-off of a payment that is no longer owed."""
    student, revenue = (
        payment_history.get_student_account(payment),
        payment_history.get_branch_account(payment, AccountKind.REVENUE),
    )
    entries: list[NewEntry] = [debit(revenue, payment.gross)] if payment.gross else []
    off = {
        payment_history.get_branch_account(payment, AccountKind.DISCOUNTS): payment.gross
        - payment.amount
        - payment.written_off,
        payment_history.get_branch_account(payment, AccountKind.WRITE_OFFS): payment.written_off,
        student: payment.amount,
    }
    entries += [credit(account, amount) for account, amount in off.items() if amount]
    if entries:
        step = f"cancelled:{payment.revision}"
        payment_history.post_change(payment, TransferKind.CANCELLED, step, entries, actor, reason)
