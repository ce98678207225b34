"""Outgoing webhooks of payments: amounts in minor units (tiyin) with their currency, never card or payer data."""

from typing import Any, ClassVar, Self

from apps.core.outgoing_events import WebhookEvent
from apps.payments.models import Payment, ProviderTransaction

STUDENT_ID = "01890a5d-ac96-774b-bcce-b302099a8002"
PAYMENT_ID = "01890a5d-ac96-774b-bcce-b302099a8021"
EXAMPLE_AMOUNT = {"amount": 45000000, "currency": "UZS"}


class PaymentWebhook(WebhookEvent):
    """The current values of a payment; `outstanding` is the unpaid part of `amount`."""

    example: ClassVar[dict[str, Any]] = {
        "payment": PAYMENT_ID,
        "reference": "1000018",
        "student": STUDENT_ID,
        "status": "pending",
        "amount": EXAMPLE_AMOUNT,
        "outstanding": EXAMPLE_AMOUNT,
        "due_on": "2026-09-05",
    }

    payment: str
    reference: str
    student: str
    status: str
    amount: dict[str, Any]
    outstanding: dict[str, Any]
    due_on: str

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


class PaymentDueWebhook(PaymentWebhook):
    """A new payment is due."""

    type: ClassVar[str] = "payment.due"


class PaymentOverdueWebhook(PaymentWebhook):
    """The due day of a payment has passed."""

    type: ClassVar[str] = "payment.overdue"
    example: ClassVar[dict[str, Any]] = PaymentWebhook.example | {"status": "overdue"}


class PaymentPaidWebhook(PaymentWebhook):
    """A payment is fully paid."""

    type: ClassVar[str] = "payment.paid"
    example: ClassVar[dict[str, Any]] = PaymentWebhook.example | {
        "status": "completed",
        "outstanding": {"amount": 0, "currency": "UZS"},
    }


class PaymentRefundedWebhook(WebhookEvent):
    """`amount` was refunded to the payer; `payment` is null when the money was paid for no payment."""

    type: ClassVar[str] = "payment.refunded"
    example: ClassVar[dict[str, Any]] = {
        "payment": PAYMENT_ID,
        "student": STUDENT_ID,
        "amount": EXAMPLE_AMOUNT,
        "provider": "payme",
    }

    payment: str | None
    student: str
    amount: dict[str, Any]
    provider: str

    @classmethod
    def from_transaction(cls, money: ProviderTransaction, payment: Payment | None, amount: int) -> Self:
        """Return the event of a refund of `amount` (minor units) from this transaction."""
        return cls(
            payment=str(payment.pk) if payment else None,
            student=str(money.student_id),
            amount={"amount": amount, "currency": money.currency},
            provider=money.provider,
        )


WEBHOOK_EVENTS = [PaymentDueWebhook, PaymentOverdueWebhook, PaymentPaidWebhook, PaymentRefundedWebhook]
