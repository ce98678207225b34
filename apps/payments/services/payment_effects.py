"""Effects of a payment's final status; called in the transaction that completes, ends or refunds it."""

from apps.payments.models import Payment, PaymentKind
from apps.payments.services import order_fulfilment


def fulfil_paid_order(payment: Payment) -> None:
    """Fulfil the order that this payment pays; do nothing for other payments."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.fulfil_order(payment=payment)


def notify_payers_of_failed_order(payment: Payment) -> None:
    """Notify the payers of an order that ended unpaid."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.notify_payers_if_order_failed(payment=payment)


def revoke_refunded_order(payment: Payment) -> None:
    """Revoke the order of a fully refunded payment."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.revoke_order(payment=payment)
