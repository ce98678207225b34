"""Request and response schemas of the card terminal's money: what arrived at the bank, what is still on its way."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, ReadWith, build_example
from api.lists import PageQuery
from api.money_schemas import MoneyIn, MoneyOut, build_money_reader
from api.payments import single_payments_schemas as payments
from api.payments.categories_schemas import CategoryKey
from api.payments.reversals_schemas import WhyText, get_reversal_id
from api.shared_schemas import PersonOut

TERMINAL_DEPOSIT_ID = "01890a5d-ac96-774b-bcce-b302099a8036"


class TerminalBalanceOut(Out):
    """Money of a branch's card terminal that has not arrived at the bank yet."""

    model_config = build_example()

    branch: payments.PlaceOut
    balance: Annotated[MoneyOut, build_money_reader("balance")]


class TerminalDepositsQuery(PageQuery):
    """Filters of the list of terminal deposits."""

    model_config = build_example(ordering="-on", **{"from": "2026-11-01", "to": "2026-11-30"})

    branch: UUID | None = Field(None, description="Only deposits of this branch.")
    first: Day | None = Field(None, alias="from", description="First day of arrival.")
    last: Day | None = Field(None, alias="to", description="Last day of arrival.")


class TerminalDepositIn(In):
    """Money of the card terminal that arrived at the bank. Default branch: your home branch."""

    model_config = build_example(amount=payments.AMOUNT, on="2026-11-03", note="Statement of 3 November")

    amount: MoneyIn = Field(description="The sum that arrived.")
    commission: MoneyIn | None = Field(None, description="What the bank kept, in the same currency: an expense.")
    category: CategoryKey | None = Field(None, description="Category of that expense; needed with `commission`.")
    on: Day | None = Field(None, description="Default: today. Not in a closed month.")
    branch: UUID | None = None
    note: payments.Reason = ""


class TerminalDepositReverseIn(In):
    """Why the terminal deposit is reversed."""

    model_config = build_example(reason="It was another branch")

    reason: WhyText


class TerminalDepositOut(Out):
    """Money of the card terminal that arrived at the bank account of the branch. `commission` is what the bank kept.

    `reverses`: the terminal deposit that this one reverses; `reversed_by`: the one that reversed it.
    """

    model_config = build_example(
        id=TERMINAL_DEPOSIT_ID, commission=payments.ZERO, on="2026-11-03", note="Statement of 3 November",
        by=payments.CASHIER, created_at="2026-11-03T14:00:00Z",
    )  # fmt: skip

    id: UUID
    branch: payments.PlaceOut
    on: date
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    commission: Annotated[MoneyOut, build_money_reader("commission")]
    note: str
    by: PersonOut
    reverses: UUID | None = Field(validation_alias="reverses_id")
    reversed_by: Annotated[UUID | None, ReadWith(get_reversal_id)]
    created_at: datetime
