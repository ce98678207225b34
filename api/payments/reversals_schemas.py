"""Request and response schemas of reversals, refunds in cash that wait, and cash carried from desk to desk or bank."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, ReadWith, build_example, get_schema_example
from api.lists import PageQuery
from api.money_schemas import MoneyIn, MoneyOut, build_money_reader
from api.payments import single_payments_schemas as payments
from api.payments.detail_schemas import ReceiptOut
from api.shared_schemas import PERSON, PersonOut
from apps.payments.models import DeskTransfer, TerminalDeposit

StateName = Literal["waiting", "handed_out", "withdrawn", "lapsed"]
WhyText = Annotated[str, Field(min_length=1, max_length=300)]

CASH_REFUND_ID = "01890a5d-ac96-774b-bcce-b302099a8033"
DESK_TRANSFER_ID = "01890a5d-ac96-774b-bcce-b302099a8032"
SAFE: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8034", "name": "Safe"}


def get_reversal_id(row: DeskTransfer | TerminalDeposit) -> UUID | None:
    """Return the id of the row that reversed this one."""
    reversal = getattr(row, "reversed_by", None)
    return reversal.pk if reversal else None


class PrintedReceiptOut(Out):
    """The texts of a receipt in the reader's language, as on its PDF.

    `rows` and `covers` are pairs of name and value.
    """

    model_config = build_example(
        id="01890a5d-ac96-774b-bcce-b302099a8035", student=PERSON,
        centre="Ilm ziyo", place="Chilonzor", legal=["Ilm ziyo MChJ · STIR 123456789"], heading="Receipt",
        number="2026-000123", made_at="03.11.2026 14:00", rows=[["Pupil", "Jasur Oripov · 1042"]],
        covers_label="Paid for", covers=[["Lessons, A2 morning · 1000018", "450,000.00 soʻm"]], amount_label="Total",
        amount="450,000.00 soʻm", in_words="Four hundred fifty thousand soʻm 00 tiyin", taken_label="Received by",
        taken_by="Malika Karimova", signature_label="Signature", reference="1000018", qr="<svg/>", reversed=False,
    )  # fmt: skip

    id: UUID
    student: PersonOut
    centre: str
    place: str
    legal: list[str]
    heading: str
    number: str
    made_at: str
    rows: list[list[str]]
    covers_label: str
    covers: list[list[str]]
    amount_label: str
    amount: str
    in_words: str
    taken_label: str
    taken_by: str
    signature_label: str
    reference: str
    qr: str = Field(description="The reference as a QR code (SVG).")
    reversed: bool


class ReceiptReverseIn(In):
    """Why the receipt was a mistake; the family reads it."""

    model_config = build_example(reason="It was the brother who paid.")

    reason: WhyText


class ReopenedPaymentOut(Out):
    """A payment that the money of a receipt covered, as it is now."""

    model_config = build_example(id=payments.PAYMENT_ID, reference="1000018", status="pending")

    id: UUID
    reference: str
    status: payments.StatusName
    outstanding: Annotated[MoneyOut, build_money_reader("outstanding")]


class ReceiptReversalOut(Out):
    """The receipt of a reversal, the receipt that it reverses, and the payments that are no longer covered by it.

    Free credit of the pupil may cover them again at once.
    """

    model_config = build_example(
        receipt={**get_schema_example(ReceiptOut), "number": "2026-000124", "kind": "reversal"}
    )

    receipt: ReceiptOut
    reverses: ReceiptOut
    payments: list[ReopenedPaymentOut]


class DeskTransfersQuery(PageQuery):
    """Filters of the list of desk transfers."""

    model_config = build_example(ordering="-created_at", **{"from": "2026-11-01", "to": "2026-11-30"})

    desk: UUID | None = Field(None, description="Only cash from or to this cash desk.")
    bank: bool | None = Field(None, description="True: only cash carried to the bank; false: only to another desk.")
    cashier: UUID | None = Field(None, description="Only what this user recorded.")
    first: Day | None = Field(None, alias="from", description="First day.")
    last: Day | None = Field(None, alias="to", description="Last day.")


class DeskTransferIn(In):
    """Cash carried to another cash desk of the same currency."""

    model_config = build_example(to=SAFE["id"], amount=payments.AMOUNT, note="Change for the evening")

    to: UUID
    amount: MoneyIn
    note: payments.Reason = ""


class DeskTransferReverseIn(In):
    """Why the desk transfer is reversed."""

    model_config = build_example(reason="Wrong cash desk")

    reason: WhyText


class MovedDeskOut(Out):
    """A cash desk with its name."""

    model_config = build_example(id=payments.DESK_ID, name="Front desk")

    id: UUID
    name: str


class DeskTransferOut(Out):
    """Cash carried from a cash desk to another one, or with `to` null to the bank account of the branch.

    `reverses`: the desk transfer that this one reverses, the other way round; `reversed_by`: the one that reversed it.
    """

    model_config = build_example(
        id=DESK_TRANSFER_ID, to=SAFE, note="Change for the evening", by=payments.CASHIER,
        created_at="2026-11-03T14:00:00Z",
    )  # fmt: skip

    id: UUID
    branch: payments.PlaceOut
    desk: MovedDeskOut
    to: MovedDeskOut | None = Field(validation_alias="to_desk")
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    note: str
    by: PersonOut
    reverses: UUID | None = Field(validation_alias="reverses_id")
    reversed_by: Annotated[UUID | None, ReadWith(get_reversal_id)]
    created_at: datetime


class CashRefundsQuery(PageQuery):
    """Filters of the list of refunds in cash."""

    model_config = build_example(state="waiting", ordering="-created_at")

    state: StateName | None = Field(None, description="Only refunds in this state.")
    desk: UUID | None = Field(None, description="Only refunds at this cash desk.")
    student: UUID | None = Field(None, description="Only refunds of this pupil.")


class RefundedPaymentOut(Out):
    """The payment of a refund."""

    model_config = build_example(id=payments.PAYMENT_ID, reference="1000018")

    id: UUID
    reference: str


class CashRefundOut(Out):
    """A refund in cash that was decided. Nothing is posted until the cashier has handed it out.

    `payment`: null for a refund of free credit. `closed_by`: who handed it out or withdrew it. `receipts`: ids of the
    receipts that it led to.
    """

    model_config = build_example(
        id=CASH_REFUND_ID, state="waiting", student=payments.STUDENT, payment=get_schema_example(RefundedPaymentOut),
        reason="The pupil moves away.", decided_by=payments.CASHIER, created_at="2026-11-03T09:00:00Z",
        expires_at="2026-11-10T09:00:00Z", receipts=[],
    )  # fmt: skip

    id: UUID
    state: StateName
    student: PersonOut
    payment: RefundedPaymentOut | None
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    desk: MovedDeskOut
    reason: str
    decided_by: PersonOut
    created_at: datetime
    expires_at: datetime
    closed_by: PersonOut | None
    closed_at: datetime | None
    receipts: list[UUID]
