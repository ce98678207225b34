"""Effects of a payment's final status; called in the transaction that completes, ends or refunds it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import raise_on_constraint_violation
from apps.payments.errors import PaymentClosed
from apps.payments.models import OpeningBalance, Payment, PaymentKind, PaymentStatus
from apps.payments.services import order_fulfilment


def fulfil_paid_order(payment: Payment) -> None:
    """Fulfil the order that this payment pays; do nothing for other payments."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.fulfil_order(payment=payment)


def notify_payers_of_failed_order(payment: Payment) -> None:
    """Notify the payers of an order that ended unpaid."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.notify_payers_if_order_failed(payment=payment)


def give_back_code_of_unpaid_order(payment: Payment) -> None:
    """Give back the discount code of an order that ended unpaid; one that was refunded keeps it."""
    if payment.kind == PaymentKind.ORDER and payment.status != PaymentStatus.REFUNDED:
        order_fulfilment.give_back_code(payment=payment)


def revoke_unpaid_order(payment: Payment) -> None:
    """Revoke the order of a payment that was fully refunded, or whose money was reversed."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.revoke_order(payment=payment)


def record_opening_debt_cancelled(payment: Payment, actor: User | None, reason: str) -> None:
    """Record that an opening balance was taken back with its payment, so that it can be entered anew."""
    if payment.kind == PaymentKind.OPENING:
        now = timezone.now()
        rows = OpeningBalance.objects.filter(payment=payment, reversed_at__isnull=True)
        rows.update(reversed_at=now, reversed_by=actor, reason=reason, updated_at=now)


def record_opening_debt_restored(payment: Payment) -> None:
    """Record that an opening balance holds again; Conflict `payment_closed` when another one was entered meanwhile."""
    if payment.kind == PaymentKind.OPENING:
        another = PaymentClosed(_("The pupil has another opening balance by now."))
        with raise_on_constraint_violation(opening_balance_once=another):
            OpeningBalance.objects.filter(payment=payment).update(
                reversed_at=None, reversed_by=None, reason="", updated_at=timezone.now()
            )
