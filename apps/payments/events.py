"""Events about money: to the streams of the payer, the pupil and whoever sees the pupil's payments, and to `staff`."""

from typing import Any, ClassVar

from apps.payments.models import Payment, ProviderTransaction
from realtime.events import Event

EXAMPLE_ID = "01890a5d-ac96-774b-bcce-b302099a8021"
STUDENT_ID = "01890a5d-ac96-774b-bcce-b302099a8002"


class PaymentReceived(Event):
    """Money arrived for a pupil; `payment` is what it names, null for a top-up of the balance."""

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
        """What arrived by this transaction, and how the payment it names stands now."""
        return cls(**_transaction_fields(money, payment, money.amount))


class PaymentChanged(Event):
    """A payment was made, or its status or amount changed; `what` is the step of its history."""

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
    def from_transaction(cls, payment: Payment, what: str) -> "PaymentChanged":
        """How the payment stands after this step."""
        return cls(
            payment=str(payment.pk),
            reference=payment.reference,
            student=str(payment.student_id),
            what=what,
            status=payment.status,
            outstanding={"amount": payment.amount - payment.settled, "currency": payment.currency},
        )


class PaymentOverdue(Event):
    """The day a payment was due is over."""

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
    def from_transaction(cls, payment: Payment) -> "PaymentOverdue":
        """This payment, which is overdue from now on."""
        return cls(
            payment=str(payment.pk),
            reference=payment.reference,
            student=str(payment.student_id),
            due_on=payment.due_on.isoformat(),
            outstanding={"amount": payment.amount - payment.settled, "currency": payment.currency},
        )


class PaymentRefunded(Event):
    """Money went back."""

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
        """So much of this transaction's money went back; how the payment it was paid for stands now."""
        return cls(**_transaction_fields(money, payment, amount))


class ProofSent(Event):
    """A photo of a transfer waits for the office."""

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
    """The office decided on a photo of a transfer: `state` is `approved` or `refused`."""

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
    """A provider's message was valid and did not fit our books (a wrong amount, currency or order): nothing was
    credited.
    """

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
