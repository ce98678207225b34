"""What a payment opens and closes: called in the transaction that completes, ends or refunds it."""

from apps.payments.models import Payment, PaymentKind
from apps.payments.services import order_fulfilment


def handle_completed_payment(payment: Payment) -> None:
    """The payment is paid."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.fulfil_order(payment=payment)


def handle_unpaid_payment(payment: Payment) -> None:
    """The payment ended unpaid."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.notify_if_order_failed(payment=payment)


def handle_refunded_payment(payment: Payment) -> None:
    """All of the payment was paid back."""
    if payment.kind == PaymentKind.ORDER:
        order_fulfilment.revoke_order(payment=payment)
