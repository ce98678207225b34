"""Request and response schemas under `/payments/` for single payments."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example, get_sent_fields
from api.lists import PageQuery
from api.money_schemas import HIGHEST, MoneyIn, MoneyOut, build_money_reader
from api.shared_schemas import PersonOut
from apps.core.money import Money
from apps.payments.models import OPEN_STATUSES, Payment

OfficeMethod = Literal["cash", "terminal", "transfer"]
StatusName = Literal["draft", "pending", "overdue", "completed", "cancelled", "failed", "refunded"]
KindName = Literal["period", "correction", "enrolment", "order", "other", "opening"]
Month = Annotated[str, Field(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$", description="`YYYY-MM`.")]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(max_length=300)]

Refundable = Annotated[bool, Field(description="False: the payment cannot be refunded (409 `not_refundable`).")]

Advance = Annotated[
    bool,
    Field(
        description="What is above the open sum is paid in advance; without it such a sum gets 409 `advance_needed`."
    ),
]

PAYMENT_ID = "01890a5d-ac96-774b-bcce-b302099a8021"
PROOF_ID = "01890a5d-ac96-774b-bcce-b302099a8022"
MONEY_ID = "01890a5d-ac96-774b-bcce-b302099a8024"
RECEIPT_ID = "01890a5d-ac96-774b-bcce-b302099a8026"
DESK_ID = "01890a5d-ac96-774b-bcce-b302099a8025"
STUDENT: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8002", "full_name": "Jasur Oripov"}
PAYER: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8003", "full_name": "Gulnora Oripova"}
CASHIER: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8004", "full_name": "Malika Yusupova"}
AMOUNT: dict[str, Any] = {"amount": 45000000, "currency": "UZS"}
ZERO: dict[str, Any] = {"amount": 0, "currency": "UZS"}
PAYMENT: dict[str, Any] = {
    "id": PAYMENT_ID,
    "reference": "1000018",
    "kind": "period",
    "status": "pending",
    "student": STUDENT,
    "payer": PAYER,
    "group": {"id": "01890a5d-ac96-774b-bcce-b302099a8006", "name": "A2 morning"},
    "title": "",
    "period": "2026-11",
    "refunded": ZERO,
    "due_on": "2026-11-05",
    "refundable": True,
    "proof_waits": False,
    "created_at": "2026-11-01T04:00:00Z",
}


class PaymentsQuery(PageQuery):
    """Filters of the list of payments."""

    model_config = build_example(status="overdue", period="2026-11", ordering="due_on")

    status: StatusName | None = Field(None, description="Only payments in this status.")
    kind: KindName | None = Field(None, description="Only payments of this kind.")
    group: UUID | None = Field(None, description="Only payments of this group.")
    student: UUID | None = Field(None, description="Only payments of this pupil.")
    branch: UUID | None = Field(None, description="Only payments of this branch.")
    period: Month = Field(
        "", description="Only payments for a period that begins in this month (`YYYY-MM`); without a period, due in it."
    )
    overdue: bool | None = Field(None, description="True: only overdue payments; false: only others.")
    open: bool | None = Field(None, description="True: only payments to be paid, overdue or not; false: only others.")
    proof: bool | None = Field(
        None, description="True: only payments with a transfer proof to decide on; false: only others."
    )


class PaymentHistoryQuery(PageQuery):
    """Paging of the history of a payment."""

    model_config = build_example(page=1)


class PaymentIn(In):
    """A payment that is not for a period or an order. A `draft` is due, and visible to the pupil, once it is issued."""

    model_config = build_example(
        student=STUDENT["id"], kind="other", title="Course book", amount=AMOUNT, due_on="2026-11-20", draft=False
    )

    student: UUID
    kind: Literal["other", "enrolment"] = "other"
    title: Title
    amount: MoneyIn
    due_on: Day
    payer: UUID | None = None
    group: UUID | None = Field(None, description="A group of the pupil; the payment then belongs to its branch.")
    branch: UUID | None = Field(None, description="Only without a group. Default: your home branch.")
    refundable: Refundable = True
    note: Note = ""
    draft: bool = False


class PaymentPatch(In):
    """Changes of a payment; fields that are not sent stay. `amount` needs a `reason`; on a completed payment it creates
    a correction or makes money free. `status` pending issues a draft.
    """

    model_config = build_example(due_on="2026-11-25", amount=AMOUNT, reason="A sister learns here too.")

    due_on: Day = date(2026, 11, 20)
    title: Annotated[str, Field(max_length=200)] = ""
    note: Note = ""
    payer: UUID | None = None
    refundable: Refundable = True
    amount: MoneyIn | None = None
    reason: Reason = ""
    status: Literal["pending"] | None = None

    def detail_changes(self) -> dict[str, Any]:
        """Return the fields that were sent, except payer, amount and status."""
        return {name: value for name, value in get_sent_fields(self).items() if name in DETAIL_FIELDS}


DETAIL_FIELDS = ("due_on", "title", "note", "refundable")


class ConfirmIn(In):
    """Money that was received. Default `amount`: all that is outstanding. `desk` is required with shifts at several
    desks.
    """

    model_config = build_example(method="cash", desk=DESK_ID, note="")

    method: OfficeMethod
    amount: MoneyIn | None = None
    desk: UUID | None = None
    note: Reason = ""
    advance: Advance = False


class PaymentRestoreIn(In):
    """Why the payment is due again."""

    model_config = build_example(reason="It was the brother who left.")

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class PaymentCancelIn(In):
    """Why the payment is cancelled."""

    model_config = build_example(reason="The pupil never came.")

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class RefundIn(In):
    """A refund. Default `amount`: all that is left to refund. `transaction`: refund only money of this transaction;
    without it, the newest money first. Cash comes from your own open shift, or waits for the cashier at `desk`.
    """

    model_config = build_example(amount=AMOUNT, reason="The pupil moves away.", desk=DESK_ID)

    amount: MoneyIn | None = None
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    desk: UUID | None = None
    transaction: UUID | None = None


class WriteOffIn(In):
    """The amount to write off, at most the outstanding amount; the rest stays due."""

    model_config = build_example(amount={"amount": 5000000, "currency": "UZS"}, reason="The family is in need.")

    amount: MoneyIn
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class CreditRefundIn(In):
    """A refund of free credit. `transaction`: refund only money of this transaction; without it, cash and transfers
    first, then the newest. Cash comes from your own open shift, or waits for the cashier at `desk`.
    """

    model_config = build_example(
        amount={"amount": 5000000, "currency": "UZS"}, reason="The pupil finished the course.", desk=DESK_ID
    )

    amount: MoneyIn
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    desk: UUID | None = None
    transaction: UUID | None = None


class ProofForm(In):
    """Fields sent with the file. Default `amount` (minor units): all that is outstanding."""

    model_config = build_example(amount=45000000, note="From my husband's card")

    amount: int | None = Field(None, ge=1, le=HIGHEST)
    note: Reason = ""


class ProofDecisionIn(In):
    """Approve the proof (`amount`: how much really arrived), or refuse it with an `answer`."""

    model_config = build_example(proof=PROOF_ID, decision="approve")

    proof: UUID
    decision: Literal["approve", "refuse"]
    amount: MoneyIn | None = None
    answer: Reason = ""
    advance: Advance = False


class ReceiptQuery(In):
    """Which receipt. Default: the newest."""

    model_config = build_example(receipt=RECEIPT_ID)

    receipt: UUID | None = None


class PlaceOut(Out):
    """A branch or a group."""

    model_config = build_example(id="01890a5d-ac96-774b-bcce-b302099a8005", name="Chilonzor")

    id: UUID
    name: str


class PaymentOut(Out):
    """A payment. `amount` is the amount due after discounts, `outstanding` is left to pay, `live` is the provider that
    works on it now and locks it. `proof_waits`: a transfer proof waits for a decision.
    """

    model_config = build_example(**PAYMENT)

    id: UUID
    reference: str
    kind: KindName
    status: StatusName
    student: PersonOut
    payer: PersonOut | None
    branch: PlaceOut
    group: PlaceOut | None
    title: str
    period: str = Field(validation_alias="period_key")
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    outstanding: MoneyOut
    refunded: Annotated[MoneyOut, build_money_reader("refunded")]
    due_on: date
    refundable: Refundable
    live: str | None
    proof_waits: bool
    created_at: datetime

    @staticmethod
    def resolve_outstanding(payment: Payment) -> Money:
        """Return the outstanding amount; 0 for a payment that is not due."""
        return Money(payment.outstanding if payment.status in OPEN_STATUSES else 0, payment.currency)
