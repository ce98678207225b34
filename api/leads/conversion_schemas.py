"""Schemas of the act that makes a pupil of a lead."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, ReadWith, build_example
from api.leads.funnel_schemas import LEAD, LeadOut, TrialIn
from api.lessons.timetable_schemas import GROUP
from api.money_schemas import MoneyIn, MoneyOut
from api.payments import single_payments_schemas as payments
from api.shared_schemas import PERSON, PersonOut
from apps.core.money import Money
from apps.leads.services.conversion import Conversion
from apps.payments.models import Approval

MEMBERSHIP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e78"


class FirstPaymentIn(In):
    """The first payment. Cash goes into your own open shift; `desk` says which, where there are several."""

    model_config = build_example(method="cash", amount=payments.AMOUNT, desk=payments.DESK_ID, note="")

    method: payments.OfficeMethod
    amount: MoneyIn
    desk: UUID | None = None
    note: payments.Reason = ""


class ConvertIn(TrialIn):
    """The group of the new pupil, the first day, and the first payment, where there is one."""

    model_config = build_example(
        group=GROUP["id"], day="2026-11-23", first_name="Jasur", payment={"method": "cash", "amount": payments.AMOUNT}
    )

    day: Day | None = Field(None, description="The first day; by default today, or that of an open trial.")  # type: ignore[assignment]
    payment: FirstPaymentIn | None = None


class ContractOut(Out):
    """A contract: its number in the series of the centre."""

    model_config = build_example(number=12, signed_on="2026-11-23")

    number: int
    signed_on: date


def _get_received(done: Conversion) -> Money | None:
    money = done.money
    return None if money is None or isinstance(money, Approval) else Money(money.amount, money.currency)


def _get_approval_id(done: Conversion) -> UUID | None:
    return done.money.pk if isinstance(done.money, Approval) else None


EXAMPLE: dict[str, Any] = {
    "lead": LEAD, "student": PERSON, "membership": MEMBERSHIP_ID, "contract": {"number": 12, "signed_on": "2026-11-23"},
    "received": payments.AMOUNT, "approval": None,
}  # fmt: skip


class ConversionOut(Out):
    """A lead that became a pupil. `received`: the first payment; `approval`: that it waits for a second person."""

    model_config = build_example(**EXAMPLE)

    lead: LeadOut
    student: PersonOut
    membership: UUID = Field(validation_alias="membership__pk")
    contract: ContractOut
    received: Annotated[MoneyOut | None, ReadWith(_get_received)]
    approval: Annotated[UUID | None, ReadWith(_get_approval_id)]
