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
from apps.core.errors import Invalid, get_violated_constraint
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.payments.errors import PaymentClosed
from apps.payments.models.ledger import MAX_AMOUNT, LedgerEntry, TransferKind
from apps.payments.models.payments import OPEN_STATUSES, Payment, PaymentKind, PaymentStatus
from apps.payments.models.pricing import PaymentSchedule
from apps.payments.services import allocation, ledger, locks, payment_effects, payment_history
from apps.payments.services.ledger import build_credit_entry, build_debit_entry
from apps.payments.services.notifications import publish_payment_change
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

    def build(self, reference: str, status: PaymentStatus) -> Payment:
        """Return the payment, not saved yet."""
        return Payment(**{**vars(self), "lines": list(self.lines)}, reference=reference, status=status)


def create_payment(*, actor: User | None, new_payment: NewPayment, reason: str = "", draft: bool = False) -> Payment:
    """Create a payment; credit of the pupil covers it at once, except for an order.

    A period of a membership is owed once: an existing payment is returned unchanged. A zero amount is completed at
    once. Invalid on "amount" for a negative one or one above `gross` or the maximum.
    """
    if not 0 <= new_payment.amount <= new_payment.gross <= MAX_AMOUNT:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        locks.lock_student_account(new_payment.student.pk, new_payment.currency)
        try:
            with transaction.atomic():
                payment = new_payment.build(reference=next_payment_reference(), status=PaymentStatus.DRAFT)
                payment.save(force_insert=True)
        except IntegrityError as error:
            if get_violated_constraint(error) != "payment_period_once":
                raise
            return Payment.objects.get(membership=new_payment.membership, period_key=new_payment.period_key)
        if draft:
            payment_history.record_payment_step(payment, "drafted", from_status="", by=actor, reason=reason)
            return payment
        return _charge(payment, what="created", from_status="", actor=actor, reason=reason)


def issue_draft(*, actor: User | None, payment: Payment) -> Payment:
    """Make a draft due. Conflict `payment_closed` when it is not a draft."""
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        if payment.status != PaymentStatus.DRAFT:
            raise PaymentClosed()
        if actor is not None:
            changes = {"amount": (None, payment.amount)}
            write_audit_log(actor=actor, action="payments.issue", obj=payment, changes=changes)
        return _charge(payment, what="issued", from_status=payment.status, actor=actor, reason="")


def update_payment(*, actor: User | None, payment: Payment, **values: Any) -> Payment:
    """Change details of a payment: `due_on`, `title`, `note`, `payer`, `refundable`; never its amount.

    An overdue payment with a new due day in the future is pending again. Conflict `payment_in_progress`.
    """
    unknown = values.keys() - {"due_on", "title", "note", "payer", "refundable"}
    if unknown:
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(payment)
        pairs = {name: (getattr(payment, name), value) for name, value in values.items()}
        changes = {name: (old, new) for name, (old, new) in pairs.items() if old != new}
        if not changes:
            return payment
        old_status = payment.status
        for name, (_old, value) in changes.items():
            setattr(payment, name, value)
        if old_status == PaymentStatus.OVERDUE:
            payment.status = payment_history.get_overdue_or_pending_status(payment.due_on, payment.branch)
        payment.save(update_fields=[*changes, "status", "updated_at"])
        write_audit_log(actor=actor, action="payments.change", obj=payment, changes=changes)
        facts = {"fields": sorted(changes)}
        payment_history.record_payment_step(payment, "changed", from_status=old_status, by=actor, facts=facts)
        publish_payment_change(payment, "changed")
        return payment


def cancel_payment(*, actor: User | None, payment: Payment, reason: str) -> Payment:
    """Cancel an open payment or draft; money that covered it covers other payments.

    One that was partly refunded before the rest of its money was reversed is reduced to that part and counts as
    refunded.
    Conflict `payment_in_progress` while a provider transaction is open, `payment_closed` for a completed or closed one.
    """
    return _close_unpaid(actor, payment, PaymentStatus.CANCELLED, "cancelled", reason)


def fail_payment(*, payment: Payment, reason: str) -> Payment:
    """Fail an order that expired or whose money did not arrive; otherwise as `cancel_payment`."""
    return _close_unpaid(None, payment, PaymentStatus.FAILED, "failed", reason)


def write_off(*, actor: User | None, payment: Payment, amount: int, reason: str) -> Payment:
    """Forgive part or all of the outstanding amount. Invalid on "amount" for zero or more than is outstanding."""
    with unit_of_work():
        payment = lock_open_payment(payment)
        if not 0 < amount <= payment.amount - payment.settled:
            raise Invalid.field("amount", _("At most the outstanding amount can be written off."))
        before, old_status = payment.amount, payment.status
        step = f"revision:{payment.revision + 1}:"
        payment_history.post_price_difference(payment, step, {TransferKind.WRITE_OFF: amount}, actor, reason)
        payment.written_off += amount
        payment_history.store_price_revision(payment, payment.gross, payment.amount - amount, payment.lines)
        allocation.complete_if_covered(payment)
        changes = {"amount": (before, payment.amount)}
        write_audit_log(actor=actor, action="payments.write_off", obj=payment, changes=changes)
        payment_history.record_payment_step(
            payment, "written_off", from_status=old_status, before=before, by=actor, reason=reason
        )
        publish_payment_change(payment, "written_off")
        return payment


def lock_open_payment(payment: Payment, *, or_draft: bool = False) -> Payment:
    """Return the payment locked as by `locks.lock_payment`.

    Conflict `payment_in_progress` while a provider transaction is open, `payment_closed` unless something is owed (or
    it is a draft).
    """
    payment = locks.lock_payment(payment.pk)
    payment_history.check_not_in_progress(payment)
    if payment.status not in OPEN_STATUSES and not (or_draft and payment.status == PaymentStatus.DRAFT):
        raise PaymentClosed()
    return payment


def _charge(payment: Payment, *, what: str, from_status: str, actor: User | None, reason: str) -> Payment:
    locks.lock_branch_pricing_accounts([(payment.branch_id, payment.currency)], locks.get_priced_accounts(payment))
    amounts = {TransferKind.CHARGE: payment.gross, TransferKind.DISCOUNT: payment.gross - payment.amount}
    payment_history.post_price_difference(payment, "", amounts, actor, reason)
    payment.status = payment_history.get_overdue_or_pending_status(payment.due_on, payment.branch)
    payment.save(update_fields=["status", "updated_at"])
    payment_history.record_payment_step(payment, what, from_status=from_status, by=actor, reason=reason)
    publish_webhook_event(PaymentDueWebhook.from_payment(payment))
    allocation.cover_payment_with_credit(payment)
    allocation.complete_if_covered(payment)
    publish_payment_change(payment, what)
    return payment


def _close_unpaid(actor: User | None, payment: Payment, status: PaymentStatus, what: str, reason: str) -> Payment:
    with unit_of_work():
        payment = lock_open_payment(payment, or_draft=True)
        old_status = payment.status
        if payment.settled > payment.refunded:
            allocation.release_money(payment, payment.settled - payment.refunded)
        if payment.refunded:
            _reduce_to_refunded(payment, actor, reason)
            status = PaymentStatus.REFUNDED
        elif old_status != PaymentStatus.DRAFT:
            _reverse_charge(payment, actor, reason)
        payment.status = status
        payment.save(update_fields=["status", "settled", "updated_at"])
        if actor is not None:
            changes = {"status": (old_status, status)}
            write_audit_log(actor=actor, action="payments.cancel", obj=payment, changes=changes)
        payment_history.record_payment_step(payment, what, from_status=old_status, by=actor, reason=reason)
        payment_effects.notify_payers_of_failed_order(payment)
        payment_effects.record_opening_debt_cancelled(payment, actor, reason)
        payment_effects.give_back_code_of_unpaid_order(payment)
        allocation.cover_open_payments_with_credit(payment.student, payment.currency)
        publish_payment_change(payment, what)
        return payment


def _reduce_to_refunded(payment: Payment, actor: User | None, reason: str) -> None:
    """Take off what is owed of a payment that was partly refunded before the rest of its money was reversed."""
    less = payment.amount - payment.refunded
    step = f"revision:{payment.revision + 1}:"
    payment_history.post_price_difference(payment, step, {TransferKind.CORRECTION: -less}, actor, reason)
    payment_history.store_price_revision(payment, payment.gross - less, payment.refunded, payment.lines)


def _reverse_charge(payment: Payment, actor: User | None, reason: str) -> None:
    """Reverse the posted price, discounts and write-off of a payment that is no longer owed."""
    student = ledger.ensure_student_account(payment.student_id, payment.currency)
    revenue, discounts, write_offs = (
        ledger.ensure_branch_account(kind, payment.branch_id, payment.currency)
        for kind in locks.get_priced_accounts(payment)
    )
    entries: list[LedgerEntry] = [build_debit_entry(revenue, payment.gross)] if payment.gross else []
    off = {
        discounts: payment.gross - payment.amount - payment.written_off,
        write_offs: payment.written_off,
        student: payment.amount,
    }
    entries += [build_credit_entry(account, amount) for account, amount in off.items() if amount]
    if entries:
        step = f"cancelled:{payment.revision}"
        payment_history.post_payment_entries(payment, TransferKind.CANCELLED, step, entries, actor, reason)
