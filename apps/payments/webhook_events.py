"""What other systems are told of money: whole minor units (tiyin) with their currency, never who paid by which card."""

from typing import Any, ClassVar, Self

from apps.core.outgoing_events import WebhookEvent
from apps.payments.models import Payment, ProviderTransaction

STUDENT = "01890a5d-ac96-774b-bcce-b302099a8002"
PAYMENT = "01890a5d-ac96-774b-bcce-b302099a8021"
SUM = {"amount": 45000000, "currency": "UZS"}


class PaymentEvent(WebhookEvent):
    """A payment, as it stands now; `outstanding` is what is left to pay of `amount`."""

    example: ClassVar[dict[str, Any]] = {
        "payment": PAYMENT,
        "reference": "1000018",
        "student": STUDENT,
        "status": "pending",
        "amount": SUM,
        "outstanding": SUM,
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
    def of(cls, payment: Payment) -> Self:
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


class PaymentDue(PaymentEvent):
    """A pupil owes something new."""

    type: ClassVar[str] = "payment.due"


class PaymentOverdue(PaymentEvent):
    """The day on which it was due is over."""

    type: ClassVar[str] = "payment.overdue"


class PaymentPaid(PaymentEvent):
    """The payment is covered in full."""

    type: ClassVar[str] = "payment.paid"
    example: ClassVar[dict[str, Any]] = PaymentEvent.example | {
        "status": "completed",
        "outstanding": {"amount": 0, "currency": "UZS"},
    }


class PaymentRefunded(WebhookEvent):
    """Money went back to whoever paid: `amount` of it; `payment` is null for what was no payment's."""

    type: ClassVar[str] = "payment.refunded"
    example: ClassVar[dict[str, Any]] = {"payment": PAYMENT, "student": STUDENT, "amount": SUM, "provider": "payme"}

    payment: str | None
    student: str
    amount: dict[str, Any]
    provider: str

    @classmethod
    def of(cls, money: ProviderTransaction, payment: Payment | None, amount: int) -> Self:
        """So much of this transaction's money."""
        return cls(
            payment=str(payment.pk) if payment else None,
            student=str(money.student_id),
            amount={"amount": amount, "currency": money.currency},
            provider=money.provider,
        )


WEBHOOK_EVENTS = [PaymentDue, PaymentOverdue, PaymentPaid, PaymentRefunded]
