"""Realtime events of payments: for the pupil, the payer, guardians who see payments, and the stream `staff`."""

from typing import Any, ClassVar

from apps.events.publishing import Event
from apps.payments.models import Payment, ProviderTransaction

EXAMPLE_ID = "01890a5d-ac96-774b-bcce-b302099a8021"
STUDENT_ID = "01890a5d-ac96-774b-bcce-b302099a8002"


class PaymentReceived(Event):
    """Money arrived for a pupil; `payment` is the payment it was paid for, null for a top-up of the balance."""

    type: ClassVar[str] = "payment.received"
    example: ClassVar[dict[str, Any]] = {
        "payment": EXAMPLE_ID,
        "reference": "1000018",
        "student": STUDENT_ID,
        "amount": {"amount": 45000000, "currency": "UZS"},
        "provider": "payme",
        "status": "completed",
    }

    payment: str | None
    reference: str
    student: str
    amount: dict[str, Any]
    provider: str
    status: str

    @classmethod
    def from_transaction(cls, money: ProviderTransaction, payment: Payment | None) -> "PaymentReceived":
        """Return the event of this transaction with the current status of the payment."""
        return cls(**_transaction_fields(money, payment, money.amount))


class PaymentChanged(Event):
    """A payment was created, or its status or amount changed; `what` is the step in the payment history."""

    type: ClassVar[str] = "payment.changed"
    example: ClassVar[dict[str, Any]] = {
        "payment": EXAMPLE_ID,
        "reference": "1000018",
        "student": STUDENT_ID,
        "what": "repriced",
        "status": "pending",
        "outstanding": {"amount": 41000000, "currency": "UZS"},
    }

    payment: str
    reference: str
    student: str
    what: str
    status: str
    outstanding: dict[str, Any]

    @classmethod
    def from_payment(cls, payment: Payment, what: str) -> "PaymentChanged":
        """Return the event of the payment's current values after this step."""
        return cls(
            payment=str(payment.pk),
            reference=payment.reference,
            student=str(payment.student_id),
            what=what,
            status=payment.status,
            outstanding={"amount": payment.amount - payment.settled, "currency": payment.currency},
        )


class PaymentOverdue(Event):
    """The due day of a payment has passed."""

    type: ClassVar[str] = "payment.overdue"
    example: ClassVar[dict[str, Any]] = {
        "payment": EXAMPLE_ID,
        "reference": "1000018",
        "student": STUDENT_ID,
        "due_on": "2026-11-05",
        "outstanding": {"amount": 45000000, "currency": "UZS"},
    }

    payment: str
    reference: str
    student: str
    due_on: str
    outstanding: dict[str, Any]

    @classmethod
    def from_payment(cls, payment: Payment) -> "PaymentOverdue":
        """Return the event of a payment that became overdue."""
        return cls(
            payment=str(payment.pk),
            reference=payment.reference,
            student=str(payment.student_id),
            due_on=payment.due_on.isoformat(),
            outstanding={"amount": payment.amount - payment.settled, "currency": payment.currency},
        )


class PaymentRefunded(Event):
    """Money was refunded."""

    type: ClassVar[str] = "payment.refunded"
    example: ClassVar[dict[str, Any]] = {
        "payment": EXAMPLE_ID,
        "reference": "1000018",
        "student": STUDENT_ID,
        "amount": {"amount": 45000000, "currency": "UZS"},
        "provider": "payme",
        "status": "refunded",
    }

    payment: str | None
    reference: str
    student: str
    amount: dict[str, Any]
    provider: str
    status: str

    @classmethod
    def from_transaction(cls, money: ProviderTransaction, payment: Payment | None, amount: int) -> "PaymentRefunded":
        """Return the event of a refund of `amount` (minor units) from this transaction, with the payment's current
        status.
        """
        return cls(**_transaction_fields(money, payment, amount))


class ProofSent(Event):
    """A transfer proof waits for the office."""

    type: ClassVar[str] = "payment.proof_sent"
    example: ClassVar[dict[str, Any]] = {
        "payment": EXAMPLE_ID,
        "reference": "1000018",
        "student": STUDENT_ID,
        "proof": "01890a5d-ac96-774b-bcce-b302099a8022",
        "amount": {"amount": 45000000, "currency": "UZS"},
    }

    payment: str
    reference: str
    student: str
    proof: str
    amount: dict[str, Any]


class ProofDecided(Event):
    """The office decided on a transfer proof: `state` is `approved` or `refused`."""

    type: ClassVar[str] = "payment.proof_decided"
    example: ClassVar[dict[str, Any]] = {
        "payment": EXAMPLE_ID,
        "proof": "01890a5d-ac96-774b-bcce-b302099a8022",
        "state": "approved",
    }

    payment: str
    proof: str
    state: str


class WebhookRefused(Event):
    """A provider's genuine message did not match our data (wrong amount, currency or order); nothing was credited."""

    type: ClassVar[str] = "payment.webhook_refused"
    example: ClassVar[dict[str, Any]] = {
        "delivery": "01890a5d-ac96-774b-bcce-b302099a8023",
        "provider": "stripe",
        "code": "wrong_amount",
    }

    delivery: str
    provider: str
    code: str


def _transaction_fields(money: ProviderTransaction, payment: Payment | None, amount: int) -> dict[str, Any]:
    return {
        "payment": str(payment.pk) if payment else None,
        "reference": payment.reference if payment else "",
        "student": str(money.student_id),
        "amount": {"amount": amount, "currency": money.currency},
        "provider": money.provider,
        "status": payment.status if payment else "",
    }


EVENTS = [PaymentReceived, PaymentChanged, PaymentOverdue, PaymentRefunded, ProofSent, ProofDecided, WebhookRefused]
