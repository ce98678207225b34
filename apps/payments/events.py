"""Realtime events of payments: for the pupil, the payer, guardians who see payments, and the stream `staff`."""

from typing import Annotated, Any, Self

from apps.core.event_types import Example, StudentId, UzsAmount
from apps.events.publishing import Event
from apps.payments.models import Payment, PaymentProof, ProviderTransaction

PaymentId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8021")]
ProofId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8022")]


class _TransactionEvent(Event):
    payment: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8021")]
    reference: Annotated[str, Example("1000018")]
    student: StudentId
    amount: UzsAmount
    provider: Annotated[str, Example("payme")]
    status: Annotated[str, Example("completed")]

    @classmethod
    def from_transaction(cls, money: ProviderTransaction, payment: Payment | None, amount: int) -> Self:
        """Return the event of `amount` (minor units) of this transaction, with the payment's current status."""
        return cls(
            payment=str(payment.pk) if payment else None,
            reference=payment.reference if payment else "",
            student=str(money.student_id),
            amount={"amount": amount, "currency": money.currency},
            provider=money.provider,
            status=payment.status if payment else "",
        )


class PaymentReceived(_TransactionEvent, type="payment.received"):
    """Money arrived for a pupil; `payment` is the payment it was paid for, null for a top-up of the balance."""


class PaymentRefunded(_TransactionEvent, type="payment.refunded", example={"status": "refunded"}):
    """Money was refunded."""


class PaymentReversed(_TransactionEvent, type="payment.reversed", example={"provider": "cash", "status": "pending"}):
    """A receipt was a mistake: the money was never here, and what it paid is owed again."""


class _PaymentEvent(Event):
    payment: PaymentId
    reference: Annotated[str, Example("1000018")]
    student: StudentId


class PaymentChanged(_PaymentEvent, type="payment.changed"):
    """A payment was created, or its status or amount changed; `what` is the step in the payment history."""

    what: Annotated[str, Example("repriced")]
    status: Annotated[str, Example("pending")]
    outstanding: Annotated[dict[str, Any], Example({"amount": 41000000, "currency": "UZS"})]

    @classmethod
    def from_payment(cls, payment: Payment, what: str) -> Self:
        """Return the event of the payment's current values after this step."""
        return cls(**_get_payment_fields(payment), what=what, status=payment.status)


class PaymentOverdue(_PaymentEvent, type="payment.overdue"):
    """The due day of a payment has passed."""

    due_on: Annotated[str, Example("2026-11-05")]
    outstanding: UzsAmount

    @classmethod
    def from_payment(cls, payment: Payment) -> Self:
        """Return the event of a payment that became overdue."""
        return cls(**_get_payment_fields(payment), due_on=payment.due_on.isoformat())


class ProofSent(_PaymentEvent, type="payment.proof_sent"):
    """A transfer proof waits for the office."""

    proof: ProofId
    amount: UzsAmount

    @classmethod
    def from_proof(cls, proof: PaymentProof) -> Self:
        """Return the event of a proof that was sent."""
        amount = {"amount": proof.amount, "currency": proof.payment.currency}
        return cls(**_get_owner_fields(proof.payment), proof=str(proof.pk), amount=amount)


class ProofDecided(Event, type="payment.proof_decided"):
    """A transfer proof no longer waits: `state` is `approved`, `refused`, or `withdrawn` by who sent it."""

    payment: PaymentId
    proof: ProofId
    state: Annotated[str, Example("approved")]


class WebhookRefused(Event, type="payment.webhook_refused"):
    """A provider's genuine message did not match our data (wrong amount, currency or order); nothing was credited."""

    delivery: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8023")]
    provider: Annotated[str, Example("stripe")]
    code: Annotated[str, Example("wrong_amount")]


def _get_owner_fields(payment: Payment) -> dict[str, Any]:
    return {"payment": str(payment.pk), "reference": payment.reference, "student": str(payment.student_id)}


def _get_payment_fields(payment: Payment) -> dict[str, Any]:
    outstanding = {"amount": payment.amount - payment.settled, "currency": payment.currency}
    return {**_get_owner_fields(payment), "outstanding": outstanding}
