"""Adjustments: a new price for an existing payment. Open payments change; completed ones get corrections.

The pupil's account is locked before the payment (`locks`).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.events import PaymentChanged
from apps.payments.models import (
    MAX_AMOUNT,
    OPEN_STATUSES,
    POSTED_STATUSES,
    AccountKind,
    Payment,
    PaymentKind,
    PaymentStatus,
    TransferKind,
)
from apps.payments.services import allocation, locks, payment_effects, payment_history, payments_due
from apps.payments.services.ledger import credit, debit
from apps.payments.services.notifications import (
    get_payment_title,
    get_student_data,
    list_payers,
    notify_users,
    publish_to_watchers,
)


def adjust_price(
    *, actor: User | None, payment: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]], reason: str
) -> Payment:
    """Set what the payment should cost (`amount`: after discounts); return the payment that carries the change.

    A draft or open payment changes itself. A completed one stays closed: a lower price frees money for other payments,
    a higher one creates a payment that `corrects` it. A write-off is kept as far as possible. Repeats change nothing.
    Payers are notified. Conflict `payment_in_progress` while a provider transaction is open, `payment_closed` for one
    that ended unpaid.
    """
    if not 0 <= amount <= gross <= MAX_AMOUNT:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        locked_payment = locks.lock_payment(payment.pk)
        before = _get_total_cost(locked_payment)
        if locked_payment.status == PaymentStatus.COMPLETED:
            carrier = _adjust_completed(locked_payment, gross, amount, lines, actor, reason)
            _notify_price_change(locked_payment, before, reason)
            return carrier
        if (locked_payment.gross, locked_payment.amount + locked_payment.written_off) == (gross, amount):
            return locked_payment
        payment_history.check_not_in_progress(locked_payment)
        if locked_payment.status not in (*OPEN_STATUSES, PaymentStatus.DRAFT):
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        carrier = _apply_price(locked_payment, gross, amount, lines, actor, reason)
        _notify_price_change(locked_payment, before, reason)
        return carrier


def _get_total_cost(payment: Payment) -> int:
    """Return the cost of the payment with its corrections, after write-offs; 0 for a draft."""
    if payment.status in (*OPEN_STATUSES, PaymentStatus.DRAFT):
        return payment.amount if payment.status in OPEN_STATUSES else 0
    rows = Payment.objects.filter(
        Q(pk=payment.pk) | Q(corrects=payment), status__in=(*OPEN_STATUSES, PaymentStatus.COMPLETED)
    )
    return int(rows.aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def _notify_price_change(payment: Payment, before: int, reason: str) -> None:
    """Notify the payers once when the cost differs from `before`."""
    now = _get_total_cost(payment)
    if now != before:
        amount = Money(now, payment.currency).format()
        data = {
            "title": get_payment_title(payment),
            **get_student_data(payment.student),
            "amount": amount,
            "reason": reason,
        }
        notify_users(list_payers(payment.student, payment.payer), "payments.changed", data)


def _apply_price(
    payment: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]], actor: User | None, reason: str
) -> Payment:
    """Set the price of a locked payment: open, draft, or completed and cheaper.

    When it falls to the amount refunded, the payment counts as refunded.
    """
    before, old_status = payment.amount, payment.status
    forgiven = min(payment.written_off, amount)
    owed = amount - forgiven
    if owed < payment.refunded:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    if old_status != PaymentStatus.DRAFT:
        _post_difference(payment, gross, amount, forgiven, actor, reason)
    if owed < payment.settled:
        allocation.release_money(payment, payment.settled - owed)
    payment.written_off = forgiven
    payment_history.store_price(payment, gross, owed, lines)
    if old_status == PaymentStatus.COMPLETED and 0 < owed == payment.refunded:
        payment.status = PaymentStatus.REFUNDED
        payment.save(update_fields=["status", "updated_at"])
    payment_history.record_change(payment, "repriced", from_status=old_status, before=before, by=actor, reason=reason)
    if payment.status != old_status:
        payment_effects.handle_refunded_payment(payment)
    if old_status != PaymentStatus.DRAFT:
        allocation.cover_payment(payment)
        payment_history.complete_if_covered(payment)
        allocation.cover_open_payments(payment.student, payment.currency)
        publish_to_watchers(
            PaymentChanged.from_payment(payment, "repriced"),
            student=payment.student,
            payer=payment.payer,
            branch=payment.branch_id,
        )
    return payment


def _adjust_completed(
    payment: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]], actor: User | None, reason: str
) -> Payment:
    """Set the cost of a completed payment with its corrections.

    Higher: an open correction grows, or a new one is created. Lower: corrections shrink first, the newest first, then
    the payment.
    """
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).filter(
        corrects=payment, status__in=POSTED_STATUSES
    )
    corrections = list(rows.select_related("student", "payer", "branch", "group"))
    corrections.sort(key=lambda item: item.created_at, reverse=True)
    difference = (
        amount
        - payment.written_off
        - payment.amount
        - sum(correction.amount + correction.written_off for correction in corrections)
    )
    if difference == 0:
        return payment
    for row in (payment, *corrections):
        payment_history.check_not_in_progress(row)
    if difference > 0:
        growing = next((correction for correction in corrections if correction.status in OPEN_STATUSES), None)
        if growing is None:
            return _create_correction(payment, difference, lines, actor, reason)
        price = growing.amount + growing.written_off + difference
        return _apply_price(growing, price, price, _correction_lines(payment, price, lines), actor, reason)
    carrier = payment
    for row, less in _split_reduction([*corrections, payment], -difference):
        price = row.amount + row.written_off - less
        if row is payment:
            carrier = _apply_price(payment, max(price, gross), price, lines, actor, reason)
        else:
            carrier = _apply_price(row, price, price, _correction_lines(payment, price, lines), actor, reason)
    return carrier


def _split_reduction(rows: Sequence[Payment], less: int) -> list[tuple[Payment, int]]:
    """Return how much cheaper each payment becomes: the owed part first, then write-offs, never refunded money.

    Conflict when that is not enough.
    """
    cuts = [0] * len(rows)
    for most in ([row.amount - row.refunded for row in rows], [row.written_off for row in rows]):
        for place, amount in enumerate(most):
            cut = min(less, amount)
            cuts[place] += cut
            less -= cut
    if less:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    return [(row, cut) for row, cut in zip(rows, cuts, strict=True) if cut]


def _create_correction(
    payment: Payment, more: int, lines: Sequence[dict[str, Any]], actor: User | None, reason: str
) -> Payment:
    return payments_due.create_payment(
        actor=actor,
        reason=reason,
        new_payment=payments_due.NewPayment(
            student=payment.student,
            payer=payment.payer,
            branch=payment.branch,
            kind=PaymentKind.CORRECTION,
            gross=more,
            amount=more,
            currency=payment.currency,
            due_on=max(payment.due_on, get_today(payment.branch.zone)),
            lines=_correction_lines(payment, more, lines),
            title=payment.title,
            group=payment.group,
            corrects=payment,
            period_start=payment.period_start,
            period_end=payment.period_end,
        ),
    )


def _correction_lines(payment: Payment, amount: int, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"what": "correction", "of": payment.reference, "amount": amount}, {"what": "now", "lines": list(lines)}]


def _post_difference(payment: Payment, gross: int, amount: int, forgiven: int, actor: User | None, reason: str) -> None:
    """Post the difference to the price `gross`, with `amount` after discounts and `forgiven` written off."""
    locks.lock_branch_accounts([(payment.branch_id, payment.currency)])
    step = f"revision:{payment.revision + 1}"
    discount_before = payment.gross - payment.amount - payment.written_off
    moves = (
        (TransferKind.CORRECTION, "price", AccountKind.REVENUE, payment.gross - gross),
        (TransferKind.DISCOUNT, "discount", AccountKind.DISCOUNTS, gross - amount - discount_before),
        (TransferKind.WRITE_OFF, "write_off", AccountKind.WRITE_OFFS, forgiven - payment.written_off),
    )
    student = payment_history.get_student_account(payment)
    for kind, name, account, less in moves:
        if less:
            pair = (debit, credit) if less > 0 else (credit, debit)
            entries = [
                pair[0](payment_history.get_branch_account(payment, account), abs(less)),
                pair[1](student, abs(less)),
            ]
            payment_history.post_change(payment, kind, f"{step}:{name}", entries, actor, reason)
