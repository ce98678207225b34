"""Allocation: which money covers which payment.

Money covers the payment it names, then the oldest due; a new payment is covered by credit, oldest money first. Orders
are covered only by money that names them, and a payment with an open provider transaction by nothing else. The caller
holds the pupil's account.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.utils import timezone

from apps.accounts.models import User
from apps.core.outgoing_events import publish_webhook_event
from apps.payments import queries
from apps.payments.models import OPEN_STATUSES, Payment, PaymentKind, PaymentStatus, ProviderTransaction, Settlement
from apps.payments.services import payment_effects, payment_history
from apps.payments.webhook_events import PaymentPaidWebhook

T = TypeVar("T")


def cover_payment_with_credit(payment: Payment) -> None:
    """Cover an open payment with credit; not an order."""
    if payment.kind == PaymentKind.ORDER or payment.status not in OPEN_STATUSES or payment.settled == payment.amount:
        return
    for money in queries.list_unspent_transactions(payment.student_id, payment.currency):
        allocate_money(payment, money, money.left)
        if payment.settled == payment.amount:
            break


def cover_open_payments_with_credit(student: User, currency: str) -> None:
    """Cover the pupil's open payments with credit, the oldest due first, and complete covered ones."""
    if not queries.get_free_credit(student.pk, currency):
        return
    rows = Payment.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("student", "payer", "branch", "group")
    open_ones = rows.filter(student=student, currency=currency, status__in=OPEN_STATUSES)
    locked = {payment.pk: payment for payment in open_ones.exclude(kind=PaymentKind.ORDER).order_by("pk")}
    live = ProviderTransaction.objects.filter(payment__in=locked, state=1).values_list("payment_id", flat=True)
    for pk in list(live):
        del locked[pk]
    for payment in sorted(locked.values(), key=lambda item: (item.due_on, item.pk)):
        cover_payment_with_credit(payment)
        complete_if_covered(payment)


def allocate_money(payment: Payment, money: ProviderTransaction, available: int) -> int:
    """Cover the outstanding part with at most `available` of this money; return how much."""
    part = min(available, payment.amount - payment.settled)
    if part <= 0:
        return 0
    Settlement.objects.create(payment=payment, money=money, amount=part)
    payment.settled += part
    payment.save(update_fields=["settled", "updated_at"])
    return part


def release_money(payment: Payment, amount: int) -> None:
    """Free `amount` of the money that covers the payment, the newest first; the caller saves `settled`. Refunded money
    stays.
    """
    parts, left = split_amount_over_available(list_covering_money(payment), amount)
    for money, part in parts:
        Settlement.objects.create(payment=payment, money=money, amount=-part)
    if left:
        raise ValueError("more is freed than covers the payment")
    payment.settled -= amount


def list_covering_money(
    payment: Payment, only_transaction: ProviderTransaction | None = None
) -> list[tuple[ProviderTransaction, int]]:
    """Return the money (or only `only_transaction`) that covers the payment and was not refunded, the newest first,
    with its amounts.
    """
    rows = Settlement.objects.filter(payment=payment).select_related("money__branch", "money__cash_desk")
    parts: dict[ProviderTransaction, int] = {}
    for row in rows.order_by("-money__number", "pk"):
        parts[row.money] = parts.get(row.money, 0) + row.amount
    return [(money, amount) for money, amount in parts.items() if amount > 0 and only_transaction in (None, money)]


def split_amount_over_available(available: Iterable[tuple[T, int]], amount: int) -> tuple[list[tuple[T, int]], int]:
    """Return how much to take of each, in this order, for `amount` in all; and what is missing of it."""
    parts, left = [], amount
    for item, most in available:
        part = min(left, most)
        if part > 0:
            parts.append((item, part))
            left -= part
    return parts, left


def complete_if_covered(payment: Payment) -> None:
    """Complete an open payment that is fully covered and run its effects, once; the caller holds it.

    One whose money was all refunded, before the rest was reversed and then forgiven, counts as refunded.
    """
    if payment.status not in OPEN_STATUSES or payment.settled != payment.amount:
        return
    old_status = payment.status
    if 0 < payment.refunded == payment.settled:
        payment.status = PaymentStatus.REFUNDED
        payment.save(update_fields=["status", "updated_at"])
        payment_history.record_payment_step(payment, "refunded", from_status=old_status, by=None)
        return
    payment.status = PaymentStatus.COMPLETED
    payment.completed_at = timezone.now()
    payment.save(update_fields=["status", "completed_at", "updated_at"])
    payment_history.record_payment_step(payment, "completed", from_status=old_status, by=None)
    publish_webhook_event(PaymentPaidWebhook.from_payment(payment))
    payment_effects.fulfil_paid_order(payment)
