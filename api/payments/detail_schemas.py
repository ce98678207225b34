"""Response schemas of one payment with its transactions, proofs, receipts, grants and ledger entries."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, ReadWith, TextsOut, build_example, get_schema_example
from api.money_schemas import MoneyOut, build_money_reader
from api.payments import single_payments_schemas as payments
from api.shared_schemas import PersonOut
from apps.core.file_types import MATERIAL_TYPES
from apps.core.files.links import build_file_download_link
from apps.payments.access import can_see_branch_payments
from apps.payments.documents import format_receipt_number
from apps.payments.models import LedgerEntry, Payment, PaymentProof, ProviderTransaction
from apps.payments.queries import office


class PaymentTransactionOut(Out):
    """A transaction that pays for a payment; states as in Payme: 1 created, 2 performed, −1 cancelled, −2 reversed."""

    model_config = build_example(
        id=payments.MONEY_ID,
        number=100001,
        provider="cash",
        state=2,
        refunded=payments.ZERO,
        created_at="2026-11-03T09:00:00Z",
        performed_at="2026-11-03T09:00:00Z",
        taken_by=payments.CASHIER,
    )

    id: UUID
    number: int
    provider: str
    state: Literal[1, 2, -1, -2]
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    refunded: Annotated[MoneyOut, build_money_reader("refunded")]
    created_at: datetime
    performed_at: datetime | None
    cancelled_at: datetime | None
    reason: int | None
    taken_by: PersonOut | None

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

    model_config = build_example(
        id=payments.PROOF_ID,
        state="sent",
        note="From my husband's card",
        file="/api/v1/files/3q2-7wAAx/",
        content_type="image/jpeg",
        sent_by=payments.PAYER,
        created_at="2026-11-03T09:00:00Z",
        answer="",
    )

    id: UUID
    state: Literal["sent", "approved", "refused", "withdrawn"]
    amount: Annotated[MoneyOut, build_money_reader("amount", "payment__currency")]
    note: str
    file: str | None
    content_type: str | None = Field(validation_alias="file__content_type")
    sent_by: PersonOut | None
    created_at: datetime
    decided_by: PersonOut | None
    decided_at: datetime | None
    answer: str

    @staticmethod
    def resolve_file(proof: PaymentProof) -> str | None:
        """Return a link to the file, null once the file was erased."""
        if proof.file is None:
            return None
        ending = MATERIAL_TYPES.get(proof.file.content_type, "bin")
        return build_file_download_link(proof.file, name=f"{proof.payment.reference}.{ending}")


class ReceiptOut(Out):
    """A receipt. Its PDF: `GET /payments/{id}/receipt/?receipt=`, or for money of no payment
    `GET /payments/balance/{student_id}/receipt/?receipt=`.
    """

    model_config = build_example(
        id=payments.RECEIPT_ID, number="2026-000123", kind="payment", created_at="2026-11-03T09:00:00Z"
    )

    id: UUID
    number: Annotated[str, ReadWith(format_receipt_number)]
    kind: Literal["payment", "refund", "refund_undone", "reversal"]
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    created_at: datetime


class CreditRefundOut(Out):
    """A refund of free credit with its receipts, and the free credit that is left."""

    model_config = build_example(
        student=payments.STUDENT,
        paid_back={"amount": 5000000, "currency": "UZS"},
        free_credit=payments.ZERO,
        receipts=[
            {**get_schema_example(ReceiptOut), "kind": "refund", "amount": {"amount": 5000000, "currency": "UZS"}}
        ],
    )

    student: PersonOut = Field(validation_alias="refund__student")
    paid_back: Annotated[MoneyOut, build_money_reader("refund__amount", "refund__currency")]
    free_credit: Annotated[MoneyOut, build_money_reader("left", "refund__currency")]
    receipts: list[ReceiptOut]


class GrantOut(Out):
    """A course that the payment opens. `state`: state of the enrolment, null until the payment is completed."""

    model_config = build_example(
        course="01890a5d-ac96-774b-bcce-b302099a8007",
        title={"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"},
        state="active",
        until=None,
    )

    course: UUID = Field(validation_alias="course_id")
    title: TextsOut = Field(validation_alias="course__title")
    state: str | None = Field(None, validation_alias="enrollment__state")
    until: datetime | None = Field(None, validation_alias="enrollment__until")


class PaymentEntryOut(Out):
    """A ledger entry of the payment."""

    model_config = build_example(
        id=1,
        what="charge",
        on="2026-11-01",
        account="student",
        side="debit",
        reason="",
        by=payments.CASHIER,
        created_at="2026-11-01T04:00:00Z",
    )

    id: int
    what: str = Field(validation_alias="transfer__kind")
    on: date = Field(validation_alias="transfer__on")
    account: str = Field(validation_alias="account__kind")
    side: Literal["debit", "credit"]
    amount: Annotated[MoneyOut, build_money_reader("amount", "transfer__currency")]
    reason: str = Field(validation_alias="transfer__reason")
    by: PersonOut | None = Field(validation_alias="transfer__by")
    created_at: datetime = Field(validation_alias="transfer__created_at")


class PaymentDetailOut(payments.PaymentOut):
    """A payment with its details. `lines` explain the amount. `note` and `ledger_entries` are null for users outside
    the office.
    """

    model_config = build_example(
        **payments.PAYMENT, period_start="2026-11-01", period_end="2026-11-30",
        lines=[{"what": "month", "amount": 45000000}], note="", ledger_entries=[get_schema_example(PaymentEntryOut)],
    )  # fmt: skip

    gross: Annotated[MoneyOut, build_money_reader("gross")]
    period_start: date | None
    period_end: date | None
    expires_at: datetime | None
    completed_at: datetime | None
    corrects: UUID | None = Field(validation_alias="corrects_id")
    corrections: list[UUID]
    lines: list[dict[str, Any]]
    grants: Annotated[list[GrantOut], ReadWith(office.list_order_items)]
    transactions: Annotated[list[PaymentTransactionOut], ReadWith(office.list_payment_transactions)]
    proofs: Annotated[list[ProofOut], ReadWith(office.list_payment_proofs)]
    receipts: Annotated[list[ReceiptOut], ReadWith(office.list_payment_receipts)]
    note: str | None
    ledger_entries: list[PaymentEntryOut] | None

    @staticmethod
    def resolve_corrections(payment: Payment) -> list[UUID]:
        """Return the ids of corrections, which charge a later price increase."""
        return list(payment.corrections.order_by("pk").values_list("pk", flat=True))

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

    model_config = build_example(
        what="repriced",
        from_status="pending",
        to_status="pending",
        before=payments.AMOUNT,
        after={"amount": 41000000, "currency": "UZS"},
        reason="A lesson was cancelled.",
        by=payments.CASHIER,
        at="2026-11-02T09:00:00Z",
    )

    what: str
    from_status: str
    to_status: str
    before: Annotated[MoneyOut | None, build_money_reader("amount_before", "payment__currency")]
    after: Annotated[MoneyOut, build_money_reader("amount_after", "payment__currency")]
    reason: str
    by: PersonOut | None
    at: datetime = Field(validation_alias="created_at")


def _moment(milliseconds: int) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None


def _reads_books(payment: Payment, context: Any) -> bool:
    return can_see_branch_payments(context["request"].auth.user, payment.branch_id)
