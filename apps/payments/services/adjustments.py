"""Another price for a payment that stands: open ones change, completed ones are corrected.

Each service locks the pupil's account before the payment (`locks`).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.local_days import get_local_day
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
    """What the payment should cost by now (`amount`: after discounts); the payment that carries the change.

    What was written off of it stays forgiven, as far as there is something to forgive.

    A draft or open one changes itself. A completed one stays closed: cheaper, it frees what covers too much of it for
    other payments; dearer, the difference is a new payment that `corrects` it. Nothing happens when nothing changes, so
    it is safe to repeat. Whoever pays is written to when it gets dearer or cheaper. Conflict `payment_in_progress`
    while a provider works on it, `payment_closed` for one that ended unpaid.
    """
    if not 0 <= amount <= gross <= MAX_AMOUNT:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        before = _get_total_cost(held)
        if held.status == PaymentStatus.COMPLETED:
            carrier = _adjust_completed(held, gross, amount, lines, actor, reason)
            _notify_price_change(held, before, reason)
            return carrier
        if (held.gross, held.amount + held.written_off) == (gross, amount):
            return held
        payment_history.check_not_in_progress(held)
        if held.status not in (*OPEN_STATUSES, PaymentStatus.DRAFT):
            raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
        carrier = _apply_price(held, gross, amount, lines, actor, reason)
        _notify_price_change(held, before, reason)
        return carrier


def _get_total_cost(held: Payment) -> int:
    """What the payment costs with its corrections, after what was forgiven; a draft costs nothing yet."""
    if held.status in (*OPEN_STATUSES, PaymentStatus.DRAFT):
        return held.amount if held.status in OPEN_STATUSES else 0
    rows = Payment.objects.filter(
        Q(pk=held.pk) | Q(corrects=held), status__in=(*OPEN_STATUSES, PaymentStatus.COMPLETED)
    )
    return int(rows.aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def _notify_price_change(held: Payment, before: int, reason: str) -> None:
    """Write to whoever pays, once, when it costs more or less than `before`."""
    now = _get_total_cost(held)
    if now != before:
        amount = Money(now, held.currency).format()
        data = {"title": get_payment_title(held), **get_student_data(held.student), "amount": amount, "reason": reason}
        notify_users(list_payers(held.student, held.payer), "payments.changed", data)


def _apply_price(
    held: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]], actor: User | None, reason: str
) -> Payment:
    """Another price for a payment that is held: a draft or open one, or a completed one that gets cheaper; down to what
    was paid back of it, it counts as refunded.
    """
    before, was = held.amount, held.status
    forgiven = min(held.written_off, amount)
    owed = amount - forgiven
    if owed < held.refunded:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    if was != PaymentStatus.DRAFT:
        _post_difference(held, gross, amount, forgiven, actor, reason)
    if owed < held.settled:
        allocation.release_money(held, held.settled - owed)
    held.written_off = forgiven
    payment_history.store_price(held, gross, owed, lines)
    if was == PaymentStatus.COMPLETED and 0 < owed == held.refunded:
        held.status = PaymentStatus.REFUNDED
        held.save(update_fields=["status", "updated_at"])
    payment_history.record_change(held, "repriced", from_status=was, before=before, by=actor, reason=reason)
    if held.status != was:
        payment_effects.handle_refunded_payment(held)
    if was != PaymentStatus.DRAFT:
        allocation.cover_payment(held)
        payment_history.complete_if_covered(held)
        allocation.cover_open_payments(held.student, held.currency)
        publish_to_watchers(
            PaymentChanged.from_transaction(held, "repriced"),
            student=held.student,
            payer=held.payer,
            branch=held.branch_id,
        )
    return held


def _adjust_completed(
    held: Payment, gross: int, amount: int, lines: Sequence[dict[str, Any]], actor: User | None, reason: str
) -> Payment:
    """What a completed payment and its corrections should cost together.

    Dearer: an open correction grows, else a new one is made. Cheaper: the corrections shrink first, the newest before
    the others, then the payment.
    """
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).filter(
        corrects=held, status__in=POSTED_STATUSES
    )
    corrections = list(rows.select_related("student", "payer", "branch", "group"))
    corrections.sort(key=lambda one: one.created_at, reverse=True)
    difference = (
        amount
        - held.written_off
        - held.amount
        - sum(correction.amount + correction.written_off for correction in corrections)
    )
    if difference == 0:
        return held
    for one in (held, *corrections):
        payment_history.check_not_in_progress(one)
    if difference > 0:
        growing = next((correction for correction in corrections if correction.status in OPEN_STATUSES), None)
        if growing is None:
            return _create_correction(held, difference, lines, actor, reason)
        price = growing.amount + growing.written_off + difference
        return _apply_price(growing, price, price, _correction_lines(held, price, lines), actor, reason)
    carrier = held
    for one, less in _split_reduction([*corrections, held], -difference):
        price = one.amount + one.written_off - less
        if one is held:
            carrier = _apply_price(held, max(price, gross), price, lines, actor, reason)
        else:
            carrier = _apply_price(one, price, price, _correction_lines(held, price, lines), actor, reason)
    return carrier


def _split_reduction(rows: Sequence[Payment], less: int) -> list[tuple[Payment, int]]:
    """How much cheaper each becomes: first what is owed, then what was forgiven of it, never what was paid back.

    Conflict where all of it is not enough.
    """
    cuts = [0] * len(rows)
    for most in ([row.amount - row.refunded for row in rows], [row.written_off for row in rows]):
        for place, amount in enumerate(most):
            cut = min(less, amount)
            cuts[place] += cut
            less -= cut
    if less:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    return [(one, cut) for one, cut in zip(rows, cuts, strict=True) if cut]


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
            due_on=max(payment.due_on, get_local_day(timezone.now(), payment.branch.zone)),
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
    """Post what changes when the price becomes `gross`, after discounts `amount`, with `forgiven` of it written off."""
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
