"""What is owed: payments are made, become due, change, are cancelled or forgiven; `adjustments` makes them dearer or
cheaper.

Every change is posted (docs/domain.md, table of postings), written into the payment's history and told on the sockets
in one transaction. Each service locks the pupil's account before the payment (`locks`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, get_violated_constraint
from apps.core.local_days import get_local_day
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
    """A payment that is to be made; the fields are those of `Payment`. `gross` less discounts is `amount`."""

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
    """Make a payment; what the pupil has paid in advance covers it at once, but for an order.

    A period of a membership is owed once: the one that stands is returned as it is. An amount of nothing is completed
    from the start. Raises Invalid on "amount" for one that is negative, above the highest or above `gross`.
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
    """A draft becomes due. Conflict for one that is none any more."""
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        if held.status != PaymentStatus.DRAFT:
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        if actor is not None:
            write_audit_log(actor=actor, action="payments.issue", obj=held, changes={"amount": (None, held.amount)})
        return _charge(held, what="issued", from_status=held.status, actor=actor, reason="")


def update_payment(*, actor: User | None, payment: Payment, **values: Any) -> Payment:
    """Other words or days of a payment: `due_on`, `title`, `note`, `payer`, `refundable`; never its amount.

    An overdue one whose new day is not over is pending again. Conflict while a provider works on it.
    """
    unknown = values.keys() - {"due_on", "title", "note", "payer", "refundable"}
    if unknown:
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(held)
        changes = {name: (getattr(held, name), value) for name, value in values.items() if getattr(held, name) != value}
        if not changes:
            return held
        was = held.status
        for name, (_old, value) in changes.items():
            setattr(held, name, value)
        if was == PaymentStatus.OVERDUE and held.due_on >= get_local_day(timezone.now(), held.branch.zone):
            held.status = PaymentStatus.PENDING
        held.save(update_fields=[*changes, "status", "updated_at"])
        write_audit_log(actor=actor, action="payments.change", obj=held, changes=changes)
        payment_history.record_change(held, "changed", from_status=was, by=actor, facts={"fields": sorted(changes)})
        publish_to_watchers(
            PaymentChanged.from_transaction(held, "changed"),
            student=held.student,
            payer=held.payer,
            branch=held.branch_id,
        )
        return held


def cancel_payment(*, actor: User | None, payment: Payment, reason: str) -> Payment:
    """The payment is not owed after all; what had covered part of it covers others.

    Conflict `payment_in_progress` while a provider works on it, `payment_closed` for a completed or closed one.
    """
    return _close_unpaid(actor, payment, PaymentStatus.CANCELLED, "cancelled", reason)


def fail_payment(*, payment: Payment, reason: str) -> Payment:
    """An order's time is over, or its money did not arrive; as `cancel_payment`."""
    return _close_unpaid(None, payment, PaymentStatus.FAILED, "failed", reason)


def write_off(*, actor: User | None, payment: Payment, amount: int, reason: str) -> Payment:
    """Forgive part of what is outstanding, or all of it. Invalid on "amount" for more than that or nothing."""
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(held)
        if held.status not in OPEN_STATUSES:
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        if not 0 < amount <= held.amount - held.settled:
            raise Invalid.field("amount", _("At most the outstanding amount can be written off."))
        before, was = held.amount, held.status
        payment_history.post_change(
            held,
            TransferKind.WRITE_OFF,
            f"revision:{held.revision + 1}:write_off",
            [
                debit(payment_history.get_branch_account(held, AccountKind.WRITE_OFFS), amount),
                credit(payment_history.get_student_account(held), amount),
            ],
            actor,
            reason,
        )
        held.written_off += amount
        payment_history.store_price(held, held.gross, held.amount - amount, held.lines)
        payment_history.complete_if_covered(held)
        write_audit_log(actor=actor, action="payments.write_off", obj=held, changes={"amount": (before, held.amount)})
        payment_history.record_change(held, "written_off", from_status=was, before=before, by=actor, reason=reason)
        publish_to_watchers(
            PaymentChanged.from_transaction(held, "written_off"),
            student=held.student,
            payer=held.payer,
            branch=held.branch_id,
        )
        return held


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
    if payment.due_on < get_local_day(timezone.now(), payment.branch.zone):
        payment.status = PaymentStatus.OVERDUE
    payment.save(update_fields=["status", "updated_at"])
    payment_history.record_change(payment, what, from_status=from_status, by=actor, reason=reason)
    publish_webhook_event(PaymentDueWebhook.from_payment(payment))
    allocation.cover_payment(payment)
    payment_history.complete_if_covered(payment)
    publish_to_watchers(
        PaymentChanged.from_transaction(payment, what),
        student=payment.student,
        payer=payment.payer,
        branch=payment.branch_id,
    )
    return payment


def _close_unpaid(actor: User | None, payment: Payment, status: PaymentStatus, what: str, reason: str) -> Payment:
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(held)
        if held.status not in (*OPEN_STATUSES, PaymentStatus.DRAFT):
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        was = held.status
        if was != PaymentStatus.DRAFT:
            _reverse_charge(held, actor, reason)
        if held.settled:
            allocation.release_money(held, held.settled)
        held.status = status
        held.save(update_fields=["status", "settled", "updated_at"])
        if actor is not None:
            write_audit_log(actor=actor, action="payments.cancel", obj=held, changes={"status": (was, status)})
        payment_history.record_change(held, what, from_status=was, by=actor, reason=reason)
        payment_effects.handle_unpaid_payment(held)
        allocation.cover_open_payments(held.student, held.currency)
        publish_to_watchers(
            PaymentChanged.from_transaction(held, what), student=held.student, payer=held.payer, branch=held.branch_id
        )
        return held


def _reverse_charge(payment: Payment, actor: User | None, reason: str) -> None:
    """Undo what stands in the books for the payment, which is owed no more: the price, and what was taken off."""
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
