"""Bodies and answers of money in advance, opening balances and prepaid periods."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example, get_schema_example
from api.lists import PageQuery
from api.money_schemas import MoneyIn, MoneyOut, build_money_reader
from api.payments import detail_schemas as payments_detail
from api.payments import single_payments_schemas as payments
from api.shared_schemas import PersonOut

OPENING_ID = "01890a5d-ac96-774b-bcce-b302099a8031"
PREPAID_ID = "01890a5d-ac96-774b-bcce-b302099a8032"
MEMBERSHIP_ID = "01890a5d-ac96-774b-bcce-b302099a8033"
GROUP: dict[str, Any] = payments.PAYMENT["group"]
CREDIT: dict[str, Any] = {"amount": 30000000, "currency": "UZS"}


class ReceiveIn(In):
    """Money in advance. `desk` is required with shifts at several desks; only cash has one."""

    model_config = build_example(method="cash", amount=payments.AMOUNT, desk=payments.DESK_ID, note="")

    method: payments.OfficeMethod
    amount: MoneyIn
    desk: UUID | None = None
    branch: UUID | None = Field(
        None, description="Where money counts that is not cash. Default: that of the group joined last."
    )
    note: payments.Reason = ""


class AdvanceOut(Out):
    """Money that was received for no payment by name, its receipt, what is owed now and what is free."""

    model_config = build_example(
        student=payments.STUDENT,
        method="cash",
        received=payments.AMOUNT,
        receipt=get_schema_example(payments_detail.ReceiptOut),
        owed=payments.ZERO,
        free_credit=payments.AMOUNT,
    )

    student: PersonOut = Field(validation_alias="money__student")
    method: payments.OfficeMethod = Field(validation_alias="money__provider")
    received: Annotated[MoneyOut, build_money_reader("money__amount", "money__currency")]
    receipt: payments_detail.ReceiptOut
    owed: Annotated[MoneyOut, build_money_reader("owed", "money__currency")]
    free_credit: Annotated[MoneyOut, build_money_reader("free_credit", "money__currency")]


class OpeningBalanceIn(In):
    """What the pupil had (`credit`) or owed (`debt`) in the former books; it counts today."""

    model_config = build_example(side="credit", amount=CREDIT, group=GROUP["id"], note="From the old table")

    side: Literal["credit", "debt"]
    amount: MoneyIn
    group: UUID | None = Field(None, description="A group of the pupil; the balance then belongs to its branch.")
    branch: UUID | None = Field(None, description="Only without a group. Default: that of the group joined last.")
    note: payments.Reason = ""


class OpeningReverseIn(In):
    """Why the opening balance is taken back."""

    model_config = build_example(reason="It was the brother's.")

    reason: Annotated[str, Field(min_length=1, max_length=300)]
    currency: Annotated[str, Field(pattern=r"^(UZS|USD|EUR|RUB|KZT)$")] = "UZS"


class OpeningBalanceOut(Out):
    """An opening balance. `payment`: the payment of a debt. `reversed_at`: when it was taken back."""

    model_config = build_example(
        id=OPENING_ID,
        student=payments.STUDENT,
        side="credit",
        amount=CREDIT,
        branch=GROUP,
        group=GROUP,
        payment=None,
        on="2026-11-24",
        note="From the old table",
        by=payments.CASHIER,
        reversed_at=None,
        reason="",
    )

    id: UUID
    student: PersonOut
    side: Literal["credit", "debt"]
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    branch: payments.PlaceOut
    group: payments.PlaceOut | None
    payment: UUID | None = Field(validation_alias="payment_id")
    on: date
    note: str
    by: PersonOut | None
    reversed_at: datetime | None
    reason: str = Field(description="Why it was taken back.")


class PrepaidIn(In):
    """What a membership has paid in the former books: the day until which it is paid, or the lessons of a pack that are
    left. One of them is given.
    """

    model_config = build_example(membership=MEMBERSHIP_ID, paid_until="2026-12-15", lessons_left=None)

    membership: UUID
    paid_until: Day | None = Field(None, description="Days up to this one are not billed. Not for packs.")
    lessons_left: Annotated[int, Field(ge=1, le=200, strict=True)] | None = Field(
        None, description="The next pack is billed when as many lessons were used, from today's on. Only for packs."
    )


class PrepaidOut(Out):
    """What a membership has paid in the former books; `on` is the day on which it was entered."""

    model_config = build_example(
        id=PREPAID_ID,
        membership=MEMBERSHIP_ID,
        student=payments.STUDENT,
        group=GROUP,
        paid_until="2026-12-15",
        lessons_left=None,
        on="2026-11-24",
        by=payments.CASHIER,
    )

    id: UUID
    membership: UUID = Field(validation_alias="membership_id")
    student: PersonOut = Field(validation_alias="membership__student")
    group: payments.PlaceOut = Field(validation_alias="membership__group")
    paid_until: date | None
    lessons_left: int | None
    on: date
    by: PersonOut | None


class PrepaidQuery(PageQuery):
    """Filters of the list of prepaid periods."""

    model_config = build_example(group=GROUP["id"], ordering="-created_at")

    group: UUID | None = Field(None, description="Only pupils of this group.")
    student: UUID | None = Field(None, description="Only this pupil.")
