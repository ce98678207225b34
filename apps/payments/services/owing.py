"""What is owed: payments are made, become due, change, are cancelled or forgiven; `price_changes` makes them dearer or
cheaper.

Every change is posted (docs/domain.md, table of postings), written into the payment's history and told on the sockets
in one transaction. Each service locks the pupil's account before the payment (`holding`).
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
from apps.core.outgoing_events import emit
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.payments.events import PaymentChanged
from apps.payments.models import (
    HIGHEST,
    OPEN,
    AccountKind,
    Payment,
    PaymentKind,
    PaymentSchedule,
    PaymentStatus,
    TransferKind,
)
from apps.payments.services import changing, fulfilling, holding, settling
from apps.payments.services.ledger import Entry, credit, debit
from apps.payments.services.numbering import next_reference
from apps.payments.services.telling import announce
from apps.payments.webhook_events import PaymentDue
from apps.settings.models import Branch
from apps.settings.services import write_audit_log


@dataclass(frozen=True)
class Bill:
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


def bill(*, actor: User | None, bill: Bill, reason: str = "", draft: bool = False) -> Payment:
    """Make a payment; what the pupil has paid in advance covers it at once, but for an order.

    A period of a membership is owed once: the one that stands is returned as it is. An amount of nothing is completed
    from the start. Raises Invalid on "amount" for one that is negative, above the highest or above `gross`.
    """
    if not 0 <= bill.amount <= bill.gross <= HIGHEST:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        holding.hold_account(bill.student.pk, bill.currency)
        try:
            with transaction.atomic():
                payment = _create(bill, PaymentStatus.DRAFT)
        except IntegrityError as error:
            if get_violated_constraint(error) != "payment_period_once":
                raise
            return Payment.objects.get(membership=bill.membership, period_key=bill.period_key)
        if draft:
            changing.write_down(payment, "drafted", from_status="", by=actor, reason=reason)
            return payment
        return _owe(payment, what="created", from_status="", actor=actor, reason=reason)


def issue(*, actor: User | None, payment: Payment) -> Payment:
    """A draft becomes due. Conflict for one that is none any more."""
    with unit_of_work():
        held = holding.hold_payment(payment.pk)
        if held.status != PaymentStatus.DRAFT:
            raise Conflict(changing.CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        if actor is not None:
            write_audit_log(actor=actor, action="payments.issue", obj=held, changes={"amount": (None, held.amount)})
        return _owe(held, what="issued", from_status=held.status, actor=actor, reason="")


def change(*, actor: User | None, payment: Payment, **values: Any) -> Payment:
    """Other words or days of a payment: `due_on`, `title`, `note`, `payer`, `refundable`; never its amount.

    An overdue one whose new day is not over is pending again. Conflict while a provider works on it.
    """
    unknown = values.keys() - {"due_on", "title", "note", "payer", "refundable"}
    if unknown:
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    with unit_of_work():
        held = holding.hold_payment(payment.pk)
        changing.check_free(held)
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
        changing.write_down(held, "changed", from_status=was, by=actor, facts={"fields": sorted(changes)})
        announce(
            PaymentChanged.of(held, "changed"),
            student=held.student,
            payer=held.payer,
            branch=held.branch_id,
        )
        return held


def cancel(*, actor: User | None, payment: Payment, reason: str) -> Payment:
    """The payment is not owed after all; what had covered part of it covers others.

    Conflict `payment_in_progress` while a provider works on it, `payment_closed` for a completed or closed one.
    """
    return _end(actor, payment, PaymentStatus.CANCELLED, "cancelled", reason)


def fail(*, payment: Payment, reason: str) -> Payment:
    """An order's time is over, or its money did not arrive; as `cancel`."""
    return _end(None, payment, PaymentStatus.FAILED, "failed", reason)


def write_off(*, actor: User | None, payment: Payment, amount: int, reason: str) -> Payment:
    """Forgive part of what is outstanding, or all of it. Invalid on "amount" for more than that or nothing."""
    with unit_of_work():
        held = holding.hold_payment(payment.pk)
        changing.check_free(held)
        if held.status not in OPEN:
            raise Conflict(changing.CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        if not 0 < amount <= held.amount - held.settled:
            raise Invalid.field("amount", _("At most the outstanding amount can be written off."))
        before, was = held.amount, held.status
        changing.post(
            held,
            TransferKind.WRITE_OFF,
            f"revision:{held.revision + 1}:write_off",
            [
                debit(changing.of_branch(held, AccountKind.WRITE_OFFS), amount),
                credit(changing.of_student(held), amount),
            ],
            actor,
            reason,
        )
        held.written_off += amount
        changing.store_price(held, held.gross, held.amount - amount, held.lines)
        changing.settle_status(held)
        write_audit_log(actor=actor, action="payments.write_off", obj=held, changes={"amount": (before, held.amount)})
        changing.write_down(held, "written_off", from_status=was, before=before, by=actor, reason=reason)
        announce(
            PaymentChanged.of(held, "written_off"),
            student=held.student,
            payer=held.payer,
            branch=held.branch_id,
        )
        return held


def _create(bill: Bill, status: PaymentStatus) -> Payment:
    return Payment.objects.create(
        reference=next_reference(),
        kind=bill.kind,
        status=status,
        student=bill.student,
        payer=bill.payer,
        branch=bill.branch,
        group=bill.group,
        membership=bill.membership,
        schedule=bill.schedule,
        corrects=bill.corrects,
        period_key=bill.period_key,
        period_start=bill.period_start,
        period_end=bill.period_end,
        title=bill.title,
        lines=list(bill.lines),
        gross=bill.gross,
        amount=bill.amount,
        currency=bill.currency,
        due_on=bill.due_on,
        expires_at=bill.expires_at,
        note=bill.note,
    )


def _owe(payment: Payment, *, what: str, from_status: str, actor: User | None, reason: str) -> Payment:
    holding.hold_places([(payment.branch_id, payment.currency)])
    student, revenue = changing.of_student(payment), changing.of_branch(payment, AccountKind.REVENUE)
    if payment.gross:
        changing.post(
            payment,
            TransferKind.CHARGE,
            "charge",
            [debit(student, payment.gross), credit(revenue, payment.gross)],
            actor,
            reason,
        )
    discount = payment.gross - payment.amount
    if discount:
        changing.post(
            payment,
            TransferKind.DISCOUNT,
            "discount",
            [debit(changing.of_branch(payment, AccountKind.DISCOUNTS), discount), credit(student, discount)],
            actor,
            reason,
        )
    payment.status = PaymentStatus.PENDING
    if payment.due_on < get_local_day(timezone.now(), payment.branch.zone):
        payment.status = PaymentStatus.OVERDUE
    payment.save(update_fields=["status", "updated_at"])
    changing.write_down(payment, what, from_status=from_status, by=actor, reason=reason)
    emit(PaymentDue.of(payment))
    settling.cover(payment)
    changing.settle_status(payment)
    announce(
        PaymentChanged.of(payment, what),
        student=payment.student,
        payer=payment.payer,
        branch=payment.branch_id,
    )
    return payment


def _end(actor: User | None, payment: Payment, status: PaymentStatus, what: str, reason: str) -> Payment:
    with unit_of_work():
        held = holding.hold_payment(payment.pk)
        changing.check_free(held)
        if held.status not in (*OPEN, PaymentStatus.DRAFT):
            raise Conflict(changing.CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        was = held.status
        if was != PaymentStatus.DRAFT:
            _take_back_charge(held, actor, reason)
        if held.settled:
            settling.free(held, held.settled)
        held.status = status
        held.save(update_fields=["status", "settled", "updated_at"])
        if actor is not None:
            write_audit_log(actor=actor, action="payments.cancel", obj=held, changes={"status": (was, status)})
        changing.write_down(held, what, from_status=was, by=actor, reason=reason)
        fulfilling.ended(held)
        settling.spread(held.student, held.currency)
        announce(PaymentChanged.of(held, what), student=held.student, payer=held.payer, branch=held.branch_id)
        return held


def _take_back_charge(payment: Payment, actor: User | None, reason: str) -> None:
    """Undo what stands in the books for the payment, which is owed no more: the price, and what was taken off."""
    student, revenue = changing.of_student(payment), changing.of_branch(payment, AccountKind.REVENUE)
    entries: list[Entry] = [debit(revenue, payment.gross)] if payment.gross else []
    off = {
        changing.of_branch(payment, AccountKind.DISCOUNTS): payment.gross - payment.amount - payment.written_off,
        changing.of_branch(payment, AccountKind.WRITE_OFFS): payment.written_off,
        student: payment.amount,
    }
    entries += [credit(account, amount) for account, amount in off.items() if amount]
    if entries:
        step = f"cancelled:{payment.revision}"
        changing.post(payment, TransferKind.CANCELLED, step, entries, actor, reason)
