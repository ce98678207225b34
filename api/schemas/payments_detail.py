"""Response schemas of one payment with its transactions, proofs, receipts, grants and ledger entries."""

from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.base import Out, build_example
from api.schemas.courses import PersonOut
from api.schemas.money import MoneyOut
from api.schemas.payments import (
    AMOUNT,
    CASHIER,
    MONEY_ID,
    PAYER,
    PAYMENT,
    PROOF_ID,
    RECEIPT_ID,
    STUDENT,
    ZERO,
    PaymentOut,
)
from apps.core.file_types import MATERIAL_TYPES
from apps.core.files.links import create_file_download_link
from apps.core.money import Money
from apps.payments.access import can_see_branch
from apps.payments.documents import format_receipt_number
from apps.payments.models import (
    LedgerEntry,
    OrderItem,
    Payment,
    PaymentHistory,
    PaymentProof,
    ProviderTransaction,
    Receipt,
)
from apps.payments.queries import office
from apps.payments.services.credit_refunds import CreditRefundResult

TRANSACTION: dict[str, Any] = {
    "id": MONEY_ID,
    "number": 100001,
    "provider": "cash",
    "state": 2,
    "amount": AMOUNT,
    "refunded": ZERO,
    "created_at": "2026-11-03T09:00:00Z",
    "performed_at": "2026-11-03T09:00:00Z",
    "cancelled_at": None,
    "reason": None,
    "taken_by": CASHIER,
}
PROOF: dict[str, Any] = {
    "id": PROOF_ID,
    "state": "sent",
    "amount": AMOUNT,
    "note": "From my husband's card",
    "file": "/api/v1/files/3q2-7wAAx/",
    "content_type": "image/jpeg",
    "sent_by": PAYER,
    "created_at": "2026-11-03T09:00:00Z",
    "decided_by": None,
    "decided_at": None,
    "answer": "",
}
RECEIPT: dict[str, Any] = {
    "id": RECEIPT_ID,
    "number": "2026-000123",
    "kind": "payment",
    "amount": AMOUNT,
    "created_at": "2026-11-03T09:00:00Z",
}
GRANT: dict[str, Any] = {
    "course": "01890a5d-ac96-774b-bcce-b302099a8007",
    "title": {"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"},
    "state": "active",
    "until": None,
}
ENTRY: dict[str, Any] = {
    "id": 1,
    "what": "charge",
    "on": "2026-11-01",
    "account": "student",
    "side": "debit",
    "amount": AMOUNT,
    "reason": "",
    "by": CASHIER,
    "created_at": "2026-11-01T04:00:00Z",
}
STEP: dict[str, Any] = {
    "what": "repriced",
    "from_status": "pending",
    "to_status": "pending",
    "before": AMOUNT,
    "after": {"amount": 41000000, "currency": "UZS"},
    "reason": "A lesson was cancelled.",
    "by": CASHIER,
    "at": "2026-11-02T09:00:00Z",
}


class PaymentTransactionOut(Out):
    """A transaction that pays for a payment; states as in Payme: 1 created, 2 performed, −1 cancelled, −2 reversed."""

    model_config = build_example(**TRANSACTION)

    id: UUID
    number: int
    provider: str
    state: Literal[1, 2, -1, -2]
    amount: MoneyOut
    refunded: MoneyOut
    created_at: datetime
    performed_at: datetime | None
    cancelled_at: datetime | None
    reason: int | None
    taken_by: PersonOut | None

    @staticmethod
    def resolve_amount(money: ProviderTransaction) -> Money:
        """Return the whole amount."""
        return Money(money.amount, money.currency)

    @staticmethod
    def resolve_refunded(money: ProviderTransaction) -> Money:
        """Return the refunded amount."""
        return Money(money.refunded, money.currency)

    @staticmethod
    def resolve_performed_at(money: ProviderTransaction) -> datetime | None:
        """Return when it was performed, by the server's clock."""
        return _moment(money.perform_time)

    @staticmethod
    def resolve_cancelled_at(money: ProviderTransaction) -> datetime | None:
        """Return when it was cancelled, by the server's clock."""
        return _moment(money.cancel_time)


class ProofOut(Out):
    """A transfer proof; `file` is a link that is valid for five minutes."""

    model_config = build_example(**PROOF)

    id: UUID
    state: Literal["sent", "approved", "refused"]
    amount: MoneyOut
    note: str
    file: str | None
    content_type: str | None
    sent_by: PersonOut | None
    created_at: datetime
    decided_by: PersonOut | None
    decided_at: datetime | None
    answer: str

    @staticmethod
    def resolve_amount(proof: PaymentProof) -> Money:
        """Return the amount that the sender stated."""
        return Money(proof.amount, proof.payment.currency)

    @staticmethod
    def resolve_file(proof: PaymentProof) -> str | None:
        """Return a link to the file, null once the file was erased."""
        if proof.file is None:
            return None
        ending = MATERIAL_TYPES.get(proof.file.content_type, "bin")
        return create_file_download_link(proof.file, name=f"{proof.payment.reference}.{ending}")

    @staticmethod
    def resolve_content_type(proof: PaymentProof) -> str | None:
        """Return the content type found in the bytes of the file."""
        return proof.file.content_type if proof.file else None


class ReceiptOut(Out):
    """A receipt. Its PDF: `GET /payments/{id}/receipt/?receipt=`, or for money of no payment
    `GET /payments/balance/{student_id}/receipt/?receipt=`.
    """

    model_config = build_example(**RECEIPT)

    id: UUID
    number: str
    kind: Literal["payment", "refund", "refund_undone"]
    amount: MoneyOut
    created_at: datetime

    @staticmethod
    def resolve_number(receipt: Receipt) -> str:
        """Return year and number."""
        return format_receipt_number(receipt)

    @staticmethod
    def resolve_amount(receipt: Receipt) -> Money:
        """Return the amount received or refunded."""
        return Money(receipt.amount, receipt.currency)


class CreditRefundOut(Out):
    """A refund of free credit with its receipts, and the free credit that is left."""

    model_config = build_example(
        student=STUDENT,
        paid_back={"amount": 5000000, "currency": "UZS"},
        free_credit=ZERO,
        receipts=[{**RECEIPT, "kind": "refund", "amount": {"amount": 5000000, "currency": "UZS"}}],
    )

    student: PersonOut = Field(validation_alias="refund.student")
    paid_back: MoneyOut
    free_credit: MoneyOut
    receipts: list[ReceiptOut]

    @staticmethod
    def resolve_paid_back(paid: CreditRefundResult) -> Money:
        """Return the refunded amount, in the currency of the credit."""
        return Money(paid.refund.amount, paid.refund.currency)

    @staticmethod
    def resolve_free_credit(paid: CreditRefundResult) -> Money:
        """Return the free credit that is left, in the same currency."""
        return Money(paid.left, paid.refund.currency)


class GrantOut(Out):
    """A course that the payment opens. `state`: state of the enrolment, null until the payment is completed."""

    model_config = build_example(**GRANT)

    course: UUID = Field(validation_alias="course_id")
    title: dict[str, str] = Field(validation_alias="course.title")
    state: str | None = Field(None, validation_alias="enrollment.state")
    until: datetime | None = Field(None, validation_alias="enrollment.until")


class PaymentEntryOut(Out):
    """A ledger entry of the payment."""

    model_config = build_example(**ENTRY)

    id: int
    what: str = Field(validation_alias="transfer.kind")
    on: date = Field(validation_alias="transfer.on")
    account: str = Field(validation_alias="account.kind")
    side: Literal["debit", "credit"]
    amount: MoneyOut
    reason: str = Field(validation_alias="transfer.reason")
    by: PersonOut | None = Field(validation_alias="transfer.by")
    created_at: datetime = Field(validation_alias="transfer.created_at")

    @staticmethod
    def resolve_amount(entry: LedgerEntry) -> Money:
        """Return the amount, above 0."""
        return Money(entry.amount, entry.transfer.currency)


class PaymentDetailOut(PaymentOut):
    """A payment with its details. `lines` explain the amount. `note` and `ledger_entries` are null for users outside
    the office.
    """

    model_config = build_example(
        **PAYMENT, gross=AMOUNT, period_start="2026-11-01", period_end="2026-11-30", expires_at=None,
        completed_at=None, corrects=None, corrections=[], lines=[{"what": "month", "amount": 45000000}], grants=[GRANT],
        transactions=[TRANSACTION], proofs=[PROOF], receipts=[RECEIPT], note="", ledger_entries=[ENTRY],
    )  # fmt: skip

    gross: MoneyOut
    period_start: date | None
    period_end: date | None
    expires_at: datetime | None
    completed_at: datetime | None
    corrects: UUID | None = Field(validation_alias="corrects_id")
    corrections: list[UUID]
    lines: list[dict[str, Any]]
    grants: list[GrantOut]
    transactions: list[PaymentTransactionOut]
    proofs: list[ProofOut]
    receipts: list[ReceiptOut]
    note: str | None
    ledger_entries: list[PaymentEntryOut] | None

    @staticmethod
    def resolve_gross(payment: Payment) -> Money:
        """Return the amount before discounts."""
        return Money(payment.gross, payment.currency)

    @staticmethod
    def resolve_corrections(payment: Payment) -> list[UUID]:
        """Return the ids of corrections, which charge a later price increase."""
        return list(payment.corrections.order_by("pk").values_list("pk", flat=True))

    @staticmethod
    def resolve_grants(payment: Payment) -> list[OrderItem]:
        """Return the courses of the order, if the payment is for one."""
        return list(office.list_ordered_courses(payment))

    @staticmethod
    def resolve_transactions(payment: Payment) -> list[ProviderTransaction]:
        """Return the transactions, oldest first."""
        return list(office.list_payment_transactions(payment))

    @staticmethod
    def resolve_proofs(payment: Payment) -> list[PaymentProof]:
        """Return the transfer proofs, newest first."""
        return list(office.list_payment_proofs(payment))

    @staticmethod
    def resolve_receipts(payment: Payment) -> list[Receipt]:
        """Return the receipts, newest first."""
        return list(office.list_payment_receipts(payment))

    @staticmethod
    def resolve_note(payment: Payment, context: Any) -> str | None:
        """Return the internal note, for the office only."""
        return payment.note if _reads_books(payment, context) else None

    @staticmethod
    def resolve_ledger_entries(payment: Payment, context: Any) -> list[LedgerEntry] | None:
        """Return the ledger entries in order, for the office only."""
        return list(office.list_payment_entries(payment)) if _reads_books(payment, context) else None


class PaymentStepOut(Out):
    """A change of a payment, with the amounts before and after it."""

    model_config = build_example(**STEP)

    what: str
    from_status: str
    to_status: str
    before: MoneyOut | None
    after: MoneyOut
    reason: str
    by: PersonOut | None
    at: datetime = Field(validation_alias="created_at")

    @staticmethod
    def resolve_before(step: PaymentHistory) -> Money | None:
        """Return the amount before, null when it did not change."""
        return None if step.amount_before is None else Money(step.amount_before, step.payment.currency)

    @staticmethod
    def resolve_after(step: PaymentHistory) -> Money:
        """Return the amount after the change."""
        return Money(step.amount_after, step.payment.currency)


def _moment(milliseconds: int) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None


def _reads_books(payment: Payment, context: Any) -> bool:
    return can_see_branch(context["request"].auth.user, payment.branch_id)
