"""Query and answer under `/payments/flagged-acts/`."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, Out, ReadWith, build_example
from api.lists import PageQuery
from api.money_schemas import MoneyOut, build_money_reader
from api.payments.reports_schemas import BRANCH, ID, NAMED, NamedOut, NamedPaymentOut, build_uzs_money
from api.shared_schemas import STUDENT, PersonOut
from apps.payments.flagged_act_names import get_act_name
from apps.payments.models import Flag

ADMIN: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Aziza Karimova"}


class FlaggedActsQuery(PageQuery):
    """Filters of the list of flagged acts. `from` and `to` are local days of the branch, both included."""

    model_config = build_example(flag="own_family", **{"from": "2026-11-23", "to": "2026-11-23"})

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    flag: Flag | None = Field(None, description="Only acts that are listed for this reason.")
    branch: UUID | None = None
    by: UUID | None = Field(None, description="Only acts of this user.")


class FlaggedActOut(Out):
    """An act that only an exception allowed: `own_family` (about money of the actor's own family, or their own pay) or
    `approved_alone`. `act`: its action in the audit log, `text`: the same in words. `amount`: by how much less is owed
    (for a price: in one period), or what was approved or paid. `student` is null where it is about pay.
    """

    model_config = build_example(
        id=ID,
        on="2026-11-23",
        flag="own_family",
        act="payments.write_off",
        text="Written off",
        branch=BRANCH,
        by=ADMIN,
        student=STUDENT,
        payment=NAMED,
        amount=build_uzs_money(45000000),
        reason="In need",
        created_at="2026-11-23T09:12:40Z",
    )
    TABLE_HIDDEN: ClassVar = ("act",)

    id: UUID
    on: date
    flag: Flag
    act: str
    text: Annotated[str, ReadWith(get_act_name)]
    branch: NamedOut
    by: PersonOut
    student: PersonOut | None
    payment: NamedPaymentOut | None
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    reason: str
    created_at: datetime
