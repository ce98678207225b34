"""What other systems are told of money: whole minor units (tiyin) with their currency, never who paid by which card."""

from typing import Any, ClassVar, Self

from apps.core.outgoing_events import WebhookEvent
from apps.payments.models import Payment, ProviderTransaction

STUDENT_ID = "01890a5d-ac96-774b-bcce-b302099a8002"
PAYMENT_ID = "01890a5d-ac96-774b-bcce-b302099a8021"
EXAMPLE_AMOUNT = {"amount": 45000000, "currency": "UZS"}


class PaymentWebhook(WebhookEvent):
    """A payment, as it stands now; `outstanding` is what is left to pay of `amount`."""

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
    def from_transaction(cls, payment: Payment) -> Self:
        """This payment."""
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
    """A pupil owes something new."""

    type: ClassVar[str] = "payment.due"


class PaymentOverdueWebhook(PaymentWebhook):
    """The day on which it was due is over."""

    type: ClassVar[str] = "payment.overdue"


class PaymentPaidWebhook(PaymentWebhook):
    """The payment is covered in full."""

    type: ClassVar[str] = "payment.paid"
    example: ClassVar[dict[str, Any]] = PaymentWebhook.example | {
        "status": "completed",
        "outstanding": {"amount": 0, "currency": "UZS"},
    }


class PaymentRefundedWebhook(WebhookEvent):
    """Money went back to whoever paid: `amount` of it; `payment` is null for what was no payment's."""

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
        """So much of this transaction's money."""
        return cls(
            payment=str(payment.pk) if payment else None,
            student=str(money.student_id),
            amount={"amount": amount, "currency": money.currency},
            provider=money.provider,
        )


WEBHOOK_EVENTS = [PaymentDueWebhook, PaymentOverdueWebhook, PaymentPaidWebhook, PaymentRefundedWebhook]
