"""What a payment opens and closes: called in the transaction that completes, ends or refunds it."""

from apps.payments.models import Payment, PaymentKind
from apps.payments.services import orders


def completed(payment: Payment) -> None:
    """The payment is paid."""
    if payment.kind == PaymentKind.ORDER:
        orders.fulfil(payment=payment)


def ended(payment: Payment) -> None:
    """The payment ended unpaid."""
    if payment.kind == PaymentKind.ORDER:
        orders.release(payment=payment)


def refunded(payment: Payment) -> None:
    """All of the payment was paid back."""
    if payment.kind == PaymentKind.ORDER:
        orders.take_back(payment=payment)
