"""Adjustments: a new price for an existing payment. Open payments change; completed ones get corrections.

The pupil's account is locked before the payment (`locks`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.errors import PaymentClosed
from apps.payments.models.ledger import MAX_AMOUNT, TransferKind
from apps.payments.models.payments import OPEN_STATUSES, POSTED_STATUSES, Payment, PaymentKind, PaymentStatus
from apps.payments.services import allocation, locks, payment_effects, payment_history, payments_due
from apps.payments.services.notifications import notify_payer_or_family, publish_payment_change


@dataclass(frozen=True)
class _NewPrice:
    """What a payment should cost: `amount` after discounts, explained by `lines`; set by `actor` for a `reason`."""

    gross: int
    amount: int
    lines: Sequence[dict[str, Any]]
    actor: User | None
    reason: str


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
    new = _NewPrice(gross, amount, lines, actor, reason)
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        before = _get_total_cost(payment)
        if payment.status == PaymentStatus.COMPLETED or _is_reopened_with_corrections(payment):
            carrier = _adjust_with_corrections(payment, new)
        elif (payment.gross, payment.amount + payment.written_off) == (gross, amount):
            return payment
        else:
            payment_history.check_not_in_progress(payment)
            if payment.status not in (*OPEN_STATUSES, PaymentStatus.DRAFT):
                raise PaymentClosed()
            carrier = _apply_price(payment, new)
        now = _get_total_cost(payment)
        if now != before:
            notify_payer_or_family(
                payment, "payments.changed", amount=Money(now, payment.currency).format(), reason=reason
            )
        return carrier


def get_charged_amount(payment: Payment) -> int:
    """Return what the payment and its corrections charge, before write-offs: what `adjust_price` compares with."""
    corrections = Payment.objects.filter(corrects=payment, status__in=POSTED_STATUSES)
    sums = corrections.aggregate(total=Coalesce(Sum(F("amount") + F("written_off")), 0))
    return payment.amount + payment.written_off + int(sums["total"])


def _is_reopened_with_corrections(payment: Payment) -> bool:
    """Return whether it was completed and corrected before its money was reversed: only then an open one has any."""
    corrections = Payment.objects.filter(corrects=payment, status__in=POSTED_STATUSES)
    return payment.status in OPEN_STATUSES and corrections.exists()


def _get_total_cost(payment: Payment) -> int:
    """Return the cost of the payment with its corrections, after write-offs; 0 for a draft."""
    rows = Payment.objects.filter(Q(pk=payment.pk) | Q(corrects=payment))
    rows = rows.filter(status__in=(*OPEN_STATUSES, PaymentStatus.COMPLETED))
    return int(rows.aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def _apply_price(payment: Payment, new: _NewPrice) -> Payment:
    """Set the price of a locked payment: open, draft, or completed and cheaper.

    When it falls to the amount refunded, the payment counts as refunded.
    """
    before, old_status = payment.amount, payment.status
    forgiven = min(payment.written_off, new.amount)
    owed = new.amount - forgiven
    if owed < payment.refunded:
        raise PaymentClosed()
    if old_status != PaymentStatus.DRAFT:
        _post_difference(payment, new, forgiven)
    if owed < payment.settled:
        allocation.release_money(payment, payment.settled - owed)
    payment.written_off = forgiven
    payment_history.store_price_revision(payment, new.gross, owed, new.lines)
    if old_status == PaymentStatus.COMPLETED and 0 < owed == payment.refunded:
        payment.status = PaymentStatus.REFUNDED
        payment.save(update_fields=["status", "updated_at"])
    payment_history.record_payment_step(
        payment, "repriced", from_status=old_status, before=before, by=new.actor, reason=new.reason
    )
    if payment.status != old_status:
        payment_effects.revoke_unpaid_order(payment)
    if old_status != PaymentStatus.DRAFT:
        allocation.cover_payment_with_credit(payment)
        allocation.complete_if_covered(payment)
        allocation.cover_open_payments_with_credit(payment.student, payment.currency)
        publish_payment_change(payment, "repriced")
    return payment


def _adjust_with_corrections(payment: Payment, new: _NewPrice) -> Payment:
    """Set the cost of a payment that is or was completed, with its corrections.

    Higher: the payment grows if it is open again, else an open correction, or a new one is created. Lower: corrections
    shrink first, the newest first, then the payment.
    """
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).filter(corrects=payment)
    posted = rows.filter(status__in=POSTED_STATUSES)
    corrections = list(posted.select_related("student", "payer", "branch", "group"))
    corrections.sort(key=lambda item: item.created_at, reverse=True)
    difference = new.amount - sum(row.amount + row.written_off for row in (payment, *corrections))
    if difference == 0:
        return payment
    for row in (payment, *corrections):
        payment_history.check_not_in_progress(row)
    if difference > 0 and payment.status in OPEN_STATUSES:
        price = payment.amount + payment.written_off + difference
        return _apply_price(payment, replace(new, gross=max(price, payment.gross + difference), amount=price))
    if difference > 0:
        growing = next((correction for correction in corrections if correction.status in OPEN_STATUSES), None)
        if growing is None:
            return _create_correction(payment, difference, new)
        return _apply_price(growing, _price_correction(payment, growing, difference, new))
    carrier = payment
    for planned, less in _split_reduction([*corrections, payment], -difference):
        # Money that the former rows freed may cover this one by now.
        row = locks.lock_payment_after_account(planned.pk)
        if planned is payment:
            price = row.amount + row.written_off - less
            carrier = _apply_price(row, replace(new, gross=max(price, new.gross), amount=price))
        else:
            carrier = _apply_price(row, _price_correction(payment, row, -less, new))
    return carrier


def _price_correction(payment: Payment, correction: Payment, more: int, new: _NewPrice) -> _NewPrice:
    """Return the price of a correction that costs `more` than now."""
    price = correction.amount + correction.written_off + more
    return replace(new, gross=price, amount=price, lines=_correction_lines(payment, price, new.lines))


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
        raise PaymentClosed()
    return [(row, cut) for row, cut in zip(rows, cuts, strict=True) if cut]


def _create_correction(payment: Payment, more: int, new: _NewPrice) -> Payment:
    return payments_due.create_payment(
        actor=new.actor,
        reason=new.reason,
        new_payment=payments_due.NewPayment(
            student=payment.student,
            payer=payment.payer,
            branch=payment.branch,
            kind=PaymentKind.OPENING if payment.kind == PaymentKind.OPENING else PaymentKind.CORRECTION,
            gross=more,
            amount=more,
            currency=payment.currency,
            due_on=max(payment.due_on, get_today(payment.branch.zone)),
            lines=_correction_lines(payment, more, new.lines),
            title=payment.title,
            group=payment.group,
            corrects=payment,
            period_start=payment.period_start,
            period_end=payment.period_end,
        ),
    )


def _correction_lines(payment: Payment, amount: int, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"what": "correction", "of": payment.reference, "amount": amount}, {"what": "now", "lines": list(lines)}]


def _post_difference(payment: Payment, new: _NewPrice, forgiven: int) -> None:
    """Post the difference to the new price, with `forgiven` written off."""
    locks.lock_branch_pricing_accounts([(payment.branch_id, payment.currency)], locks.get_priced_accounts(payment))
    discount_before = payment.gross - payment.amount - payment.written_off
    amounts = {
        TransferKind.CORRECTION: new.gross - payment.gross,
        TransferKind.DISCOUNT: new.gross - new.amount - discount_before,
        TransferKind.WRITE_OFF: forgiven - payment.written_off,
    }
    payment_history.post_price_difference(payment, f"revision:{payment.revision + 1}:", amounts, new.actor, new.reason)
