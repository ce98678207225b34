"""Effects of a payment's final status; called in the transaction that completes, ends or refunds it."""

from apps.payments.models import Payment, PaymentKind
from apps.payments.services import order_fulfilment


def handle_completed_payment(payment: Payment) -> None:
    """Fulfil the order of a paid payment."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.fulfil_order(payment=payment)


def handle_unpaid_payment(payment: Payment) -> None:
    """Notify of an order that ended unpaid."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.notify_payers_if_order_failed(payment=payment)


def handle_refunded_payment(payment: Payment) -> None:
    """Revoke the order of a fully refunded payment."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.revoke_order(payment=payment)
