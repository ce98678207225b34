"""Request and response schemas for acts above the limits of money, which wait for a second person."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery
from api.money_schemas import MoneyOut, build_money_reader
from api.payments.cash_schemas import NamedDeskOut
from api.payments.single_payments_schemas import CASHIER, DESK_ID, PAYMENT_ID, STUDENT, OfficeMethod, PlaceOut, Reason
from api.shared_schemas import PersonOut
from apps.core.money import Money
from apps.payments.models import Approval
from apps.payments.queries.approvals import is_cash_held

ActName = Literal["payment", "proof", "balance", "expense", "pay_advance", "shift_count"]
StateName = Literal["waiting", "approved", "refused", "lapsed", "withdrawn"]

APPROVAL_ID = "01890a5d-ac96-774b-bcce-b302099a8040"


class ApprovalsQuery(PageQuery):
    """Filters of the list of approvals."""

    model_config = build_example(state="waiting", act="payment", ordering="-created_at")

    state: StateName | None = Field(None, description="Only approvals in this state.")
    act: ActName | None = Field(None, description="Only approvals of this act.")
    branch: UUID | None = Field(None, description="Only approvals of this branch.")
    desk: UUID | None = Field(None, description="Only approvals of acts at this cash desk.")
    held: bool | None = Field(
        None, description="True: only those whose cash lies at a desk, apart from the drawer; false: only others."
    )


class ApprovalDecisionIn(In):
    """Approve or refuse the act. `answer` is required for a refusal, and where you approve what you asked for."""

    model_config = build_example(decision="approve", answer="")

    decision: Literal["approve", "refuse"]
    answer: Reason = ""


class ApprovalWithdrawalIn(In):
    """Why you take the act back."""

    model_config = build_example(reason="A zero too many.")

    reason: Reason = ""


class ApprovalOut(Out):
    """An act above a limit, and the decision on it. Nothing is booked while it is `waiting`.

    `amount`: of a shift's count, the difference, or where that is small the change from or to the safe. `counted` and
    `change_float`: the cash counted, and the change, for a count. `reason`: the note or the
    text that came with the act. `held`: cash of it lies at the desk, apart from the drawer; hand it back unless it is
    approved. `alone`: nobody else could decide.
    """

    model_config = build_example(
        id=APPROVAL_ID,
        act="payment",
        state="waiting",
        amount={"amount": 4500000000, "currency": "UZS"},
        method="cash",
        desk={"id": DESK_ID, "name": "Front desk"},
        student=STUDENT,
        teacher=None,
        payment=PAYMENT_ID,
        counted=None,
        change_float=None,
        reason="",
        requested_by=CASHIER,
        created_at="2026-11-03T09:00:00Z",
        expires_at="2026-11-10T09:00:00Z",
        decided_by=None,
        decided_at=None,
        answer="",
        alone=False,
        held=True,
        handed_back_at=None,
    )

    id: UUID
    act: ActName
    state: StateName = Field(validation_alias="state_now")
    branch: PlaceOut
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    method: Literal[OfficeMethod, ""]
    desk: NamedDeskOut | None
    shift: UUID | None = Field(validation_alias="shift_id")
    student: PersonOut | None
    teacher: PersonOut | None
    payment: UUID | None = Field(validation_alias="payment_id")
    proof: UUID | None = Field(validation_alias="proof_id")
    counted: MoneyOut | None
    change_float: MoneyOut | None
    reason: str
    requested_by: PersonOut
    created_at: datetime
    expires_at: datetime
    decided_by: PersonOut | None
    decided_at: datetime | None
    answer: str
    alone: bool
    held: bool
    handed_back_at: datetime | None

    @staticmethod
    def resolve_counted(approval: Approval) -> Money | None:
        """Return the counted cash of a shift's count."""
        counted = approval.arguments.get("counted")
        return None if counted is None else Money(counted, approval.currency)

    @staticmethod
    def resolve_change_float(approval: Approval) -> Money | None:
        """Return the change from or to the safe of a shift's count; None without any."""
        change = approval.arguments.get("change_float")
        return Money(change, approval.currency) if change else None

    @staticmethod
    def resolve_held(approval: Approval) -> bool:
        """Return whether its cash lies at the desk."""
        return is_cash_held(approval)
