"""What a payment is called: for people, providers and reports."""

from apps.payments.models import Payment


def get_payment_title(payment: Payment) -> str:
    """Return the payment's title, else group and period, else its reference."""
    if payment.title:
        return payment.title
    group = payment.group.name if payment.group else ""
    return f"{group} {payment.period_key}".strip() or payment.reference
