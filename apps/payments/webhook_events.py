"""Outgoing webhooks of payments: amounts in minor units (tiyin) with their currency, never card or payer data."""

from typing import Annotated, Self

from apps.core.event_types import Example, StudentId, UzsAmount
from apps.core.outgoing_events import WebhookEvent
from apps.payments.models import Payment, ProviderTransaction

PAYMENT_ID = "01890a5d-ac96-774b-bcce-b302099a8021"


class PaymentWebhook(WebhookEvent):
    """The current values of a payment; `outstanding` is the unpaid part of `amount`."""

    payment: Annotated[str, Example(PAYMENT_ID)]
    reference: Annotated[str, Example("1000018")]
    student: StudentId
    status: Annotated[str, Example("pending")]
    amount: UzsAmount
    outstanding: UzsAmount
    due_on: Annotated[str, Example("2026-09-05")]

    @classmethod
    def from_payment(cls, payment: Payment) -> Self:
        """Return the event of this payment."""
        return cls(
            payment=str(payment.pk),
            reference=payment.reference,
            student=str(payment.student_id),
            status=str(payment.status),
            amount={"amount": payment.amount, "currency": payment.currency},
            outstanding={"amount": payment.amount - payment.settled, "currency": payment.currency},
            due_on=payment.due_on.isoformat(),
        )


class PaymentDueWebhook(PaymentWebhook, type="payment.due"):
    """A new payment is due."""


class PaymentOverdueWebhook(PaymentWebhook, type="payment.overdue", example={"status": "overdue"}):
    """The due day of a payment has passed."""


class PaymentPaidWebhook(
    PaymentWebhook,
    type="payment.paid",
    example={"status": "completed", "outstanding": {"amount": 0, "currency": "UZS"}},
):
    """A payment is fully paid."""


class _TransactionWebhook(WebhookEvent):
    payment: Annotated[str | None, Example(PAYMENT_ID)]
    student: StudentId
    amount: UzsAmount
    provider: Annotated[str, Example("payme")]

    @classmethod
    def from_transaction(cls, money: ProviderTransaction, payment: Payment | None, amount: int) -> Self:
        """Return the event of `amount` (minor units) of this transaction."""
        return cls(
            payment=str(payment.pk) if payment else None,
            student=str(money.student_id),
            amount={"amount": amount, "currency": money.currency},
            provider=money.provider,
        )


class PaymentRefundedWebhook(_TransactionWebhook, type="payment.refunded"):
    """`amount` was refunded to the payer; `payment` is null when the money was paid for no payment."""


class PaymentReversedWebhook(_TransactionWebhook, type="payment.reversed", example={"provider": "cash"}):
    """A receipt of `amount` was a mistake: the money was never here, and what it paid is owed again."""
