"""What goes in and out under `/payments/` for single payments."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import Day, In, Out, changes, example
from api.schemas.courses import PersonOut
from api.schemas.money import HIGHEST, MoneyIn, MoneyOut
from apps.core.money import Money
from apps.payments.models import OPEN, Payment

StatusName = Literal["draft", "pending", "overdue", "completed", "cancelled", "failed", "refunded"]
KindName = Literal["period", "correction", "enrolment", "order", "other"]
Month = Annotated[str, Field(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$", description="`YYYY-MM`.")]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(max_length=300)]

Refundable = Annotated[bool, Field(description="False: nothing of it is paid back (409 `not_refundable`).")]

PAYMENT_ID = "01890a5d-ac96-774b-bcce-b302099a8021"
PROOF_ID = "01890a5d-ac96-774b-bcce-b302099a8022"
MONEY_ID = "01890a5d-ac96-774b-bcce-b302099a8024"
RECEIPT_ID = "01890a5d-ac96-774b-bcce-b302099a8026"
DESK_ID = "01890a5d-ac96-774b-bcce-b302099a8025"
STUDENT: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8002", "full_name": "Jasur Oripov"}
PAYER: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8003", "full_name": "Gulnora Oripova"}
CASHIER: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8004", "full_name": "Malika Yusupova"}
PLACE: dict[str, Any] = {"id": "01890a5d-ac96-774b-bcce-b302099a8005", "name": "Chilonzor"}
AMOUNT: dict[str, Any] = {"amount": 45000000, "currency": "UZS"}
NOTHING: dict[str, Any] = {"amount": 0, "currency": "UZS"}
PAYMENT: dict[str, Any] = {
    "id": PAYMENT_ID,
    "reference": "1000018",
    "kind": "period",
    "status": "pending",
    "student": STUDENT,
    "payer": PAYER,
    "branch": PLACE,
    "group": {"id": "01890a5d-ac96-774b-bcce-b302099a8006", "name": "A2 morning"},
    "title": "",
    "period": "2026-11",
    "amount": AMOUNT,
    "outstanding": AMOUNT,
    "refunded": NOTHING,
    "due_on": "2026-11-05",
    "refundable": True,
    "live": None,
    "proof_waits": False,
    "created_at": "2026-11-01T04:00:00Z",
}


class PaymentsQuery(PageQuery):
    """Which payments."""

    model_config = example(status="overdue", period="2026-11", ordering="due_on")

    status: StatusName | None = Field(None, description="Only payments in this status.")
    kind: KindName | None = Field(None, description="Only payments for this.")
    group: UUID | None = Field(None, description="Only of this group.")
    student: UUID | None = Field(None, description="Only of this pupil.")
    branch: UUID | None = Field(None, description="Only of this branch.")
    period: Month = Field("", description="Periods that begin in this month (`YYYY-MM`); of no period: due in it.")
    overdue: bool | None = Field(None, description="Only overdue ones, or only others.")
    proof: bool | None = Field(None, description="Only those for which a photo of a transfer waits, or only others.")


class PaymentHistoryQuery(PageQuery):
    """The steps of a payment."""

    model_config = example(page=1)


class PaymentIn(In):
    """Something else than a period or an order that is to be paid. A `draft` is owed, and seen, once it is issued."""

    model_config = example(
        student=STUDENT["id"], kind="other", title="Course book", amount=AMOUNT, due_on="2026-11-20", draft=False
    )

    student: UUID
    kind: Literal["other", "enrolment"] = "other"
    title: Title
    amount: MoneyIn
    due_on: Day
    payer: UUID | None = None
    group: UUID | None = Field(None, description="A group of the pupil's; its branch is then the payment's.")
    branch: UUID | None = Field(None, description="Without a group; by default one's own.")
    refundable: Refundable = True
    note: Note = ""
    draft: bool = False


class PaymentPatch(In):
    """What can be changed. `amount` needs a `reason`; that of a completed payment makes a correction or frees money.
    `status` pending issues a draft.
    """

    model_config = example(due_on="2026-11-25", amount=AMOUNT, reason="A sister learns here too.")

    due_on: Day = date(2026, 11, 20)
    title: Annotated[str, Field(max_length=200)] = ""
    note: Note = ""
    payer: UUID | None = None
    refundable: Refundable = True
    amount: MoneyIn | None = None
    reason: Reason = ""
    status: Literal["pending"] | None = None

    def words(self) -> dict[str, Any]:
        """What was sent but the payer, the amount and the status."""
        return {name: value for name, value in changes(self).items() if name in WORDS}


WORDS = ("due_on", "title", "note", "refundable")


class ConfirmIn(In):
    """Money that was taken. Without `amount` all that is outstanding; `desk` has to be named by who has several."""

    model_config = example(method="cash", desk=DESK_ID, note="")

    method: Literal["cash", "transfer"]
    amount: MoneyIn | None = None
    desk: UUID | None = None
    note: Reason = ""


class PaymentRestoreIn(In):
    """Why it is owed after all."""

    model_config = example(reason="It was the brother who left.")

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class PaymentCancelIn(In):
    """Why it is not owed."""

    model_config = example(reason="The pupil never came.")

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class RefundIn(In):
    """What is paid back; without `amount` all of it. `transaction`: only money that came by it; else the newest first.
    Cash goes out of one's own shift.
    """

    model_config = example(amount=AMOUNT, reason="The pupil moves away.", desk=DESK_ID)

    amount: MoneyIn | None = None
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    desk: UUID | None = None
    transaction: UUID | None = None


class WriteOffIn(In):
    """What is forgiven, at most what is outstanding; the rest stays owed."""

    model_config = example(amount={"amount": 5000000, "currency": "UZS"}, reason="The family is in need.")

    amount: MoneyIn
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class CreditRefundIn(In):
    """What is paid back of a free credit. `transaction`: only money that came by it; else cash and transfers first, the
    newest before the others. Cash goes out of one's own shift.
    """

    model_config = example(
        amount={"amount": 5000000, "currency": "UZS"}, reason="The pupil finished the course.", desk=DESK_ID
    )

    amount: MoneyIn
    reason: Annotated[str, Field(min_length=1, max_length=300)]
    desk: UUID | None = None
    transaction: UUID | None = None


class ProofForm(In):
    """What stands beside the photo. Without `amount` (minor units) all that is outstanding."""

    model_config = example(amount=45000000, note="From my husband's card")

    amount: int | None = Field(None, ge=1, le=HIGHEST)
    note: Reason = ""


class ProofDecisionIn(In):
    """Take the money (`amount`: as much as really arrived), or refuse the photo and say why."""

    model_config = example(proof=PROOF_ID, decision="approve")

    proof: UUID
    decision: Literal["approve", "refuse"]
    amount: MoneyIn | None = None
    answer: Reason = ""


class ReceiptQuery(In):
    """Which of the payment's receipts; by default the newest."""

    model_config = example(receipt=RECEIPT_ID)

    receipt: UUID | None = None


class PlaceOut(Out):
    """A branch or a group."""

    model_config = example(**PLACE)

    id: UUID
    name: str


class PaymentOut(Out):
    """A payment. `amount` is what is owed after discounts, `outstanding` what is left to pay, `live` the provider that
    works on it right now and locks it.
    """

    model_config = example(**PAYMENT)

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
    amount: MoneyOut
    outstanding: MoneyOut
    refunded: MoneyOut
    due_on: date
    refundable: Refundable
    live: str | None
    proof_waits: bool
    created_at: datetime

    @staticmethod
    def resolve_amount(payment: Payment) -> Money:
        """After discounts."""
        return Money(payment.amount, payment.currency)

    @staticmethod
    def resolve_outstanding(payment: Payment) -> Money:
        """Nothing of one that is not owed."""
        return Money(payment.outstanding if payment.status in OPEN else 0, payment.currency)

    @staticmethod
    def resolve_refunded(payment: Payment) -> Money:
        """What was paid back."""
        return Money(payment.refunded, payment.currency)
