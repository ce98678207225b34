"""Request and response schemas under `/payments/discount-codes/`."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from api.base_schemas import Changes, Day, In, Key, Out, TextsOut, build_example
from api.lists import PageQuery
from api.money_schemas import MoneyIn, MoneyOut, build_money_reader
from api.payments.orders_schemas import ORDER_ID
from api.payments.single_payments_schemas import AMOUNT, PAYER, STUDENT, StatusName
from api.shared_schemas import COURSE, TITLE, PersonOut
from apps.core.errors import Invalid
from apps.core.money import CURRENCIES, Money
from apps.payments.models import DiscountCode

CODE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ee1"
Percent = Annotated[int, Field(ge=1, le=10_000, description="In hundredths of a percent: 1050 is 10.5 %.")]
Uses = Annotated[int, Field(ge=1, le=1_000_000)]
CODE: dict[str, Any] = {
    "id": CODE_ID, "code": "YOZ2026", "percent_hundredths": 1500, "max_uses": 100, "max_uses_per_person": 1,
    "is_active": True, "note": "", "used": 12, "created_at": "2026-11-01T04:00:00Z",
}  # fmt: skip


class DiscountCodeIn(In):
    """A discount code: `percent_hundredths`, or `amounts` with one sum for each currency. Without courses it counts for
    all; null as a limit: none.
    """

    model_config = build_example(code="YOZ2026", percent_hundredths=1500, max_uses=100, max_uses_per_person=1)

    code: str = Field("", max_length=60, description="4 to 40 Latin letters, digits and dashes; empty: made here.")
    percent_hundredths: Percent | None = None
    amounts: list[MoneyIn] = Field(default_factory=list, max_length=len(CURRENCIES))
    courses: list[UUID] = Field(default_factory=list, max_length=200)
    starts_on: Day | None = Field(None, description="First day, in the learner's branch.")
    ends_on: Day | None = Field(None, description="Last day.")
    max_uses: Uses | None = Field(None, description="How many orders may use it.")
    max_uses_per_person: Uses | None = Field(1, description="How many orders for one learner may use it.")
    note: str = Field("", max_length=200, description="For the office.")


class DiscountCodeChanges(Changes):
    """Changes of a discount code; fields that are not sent stay, and the code itself cannot change. Orders that used it
    keep their price.
    """

    model_config = build_example(is_active=False)

    percent_hundredths: Percent | None = None
    amounts: list[MoneyIn] = Field(default_factory=list, max_length=len(CURRENCIES))
    courses: list[UUID] = Field(default_factory=list, max_length=200)
    starts_on: Day | None = None
    ends_on: Day | None = None
    max_uses: Uses | None = None
    max_uses_per_person: Uses | None = None
    is_active: bool = True
    note: str = Field("", max_length=200)


class CodeCourseOut(Out):
    """A course that a discount code counts for."""

    model_config = build_example(id=COURSE["id"], title=TITLE)

    id: UUID
    title: TextsOut


class DiscountCodeOut(Out):
    """A discount code. `used`: how many orders use it; those that ended unpaid do not count."""

    model_config = build_example(**CODE)

    id: UUID
    code: str
    percent_hundredths: int | None
    amounts: list[MoneyOut]
    courses: list[CodeCourseOut]
    starts_on: date | None
    ends_on: date | None
    max_uses: int | None
    max_uses_per_person: int | None
    is_active: bool
    note: str
    used: int
    created_at: datetime

    @staticmethod
    def resolve_amounts(code: DiscountCode) -> list[Money]:
        """Return the sums by currency."""
        return [Money(amount, currency) for currency, amount in sorted(code.amounts.items())]


class DiscountCodesQuery(PageQuery):
    """Filters of the list of discount codes."""

    model_config = build_example(active=True, ordering="-created_at")

    active: bool | None = Field(None, description="True: only codes that can be used; false: only others.")
    course: UUID | None = Field(None, description="Only codes that count for this course.")


class CodeUseOut(Out):
    """An order that used a discount code. `given_back_at`: when the order ended unpaid, so that it does not count."""

    model_config = build_example(
        order=ORDER_ID, reference="1000018", status="completed", learner=STUDENT, buyer=PAYER, amount=AMOUNT,
        created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    order: Key
    reference: str = Field(validation_alias="order__payment__reference")
    status: StatusName = Field(validation_alias="order__payment__status")
    learner: PersonOut = Field(validation_alias="order__learner")
    buyer: PersonOut = Field(validation_alias="order__buyer")
    amount: Annotated[MoneyOut, build_money_reader("amount", "order__payment__currency")]
    created_at: datetime
    given_back_at: datetime | None


class CodeUsesQuery(PageQuery):
    """The list of the orders that used a discount code."""

    model_config = build_example(ordering="-created_at")


def read_amounts(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the code's fields, with its sums by currency. Raise Invalid on "amounts" for a currency that
    is there twice.
    """
    if "amounts" not in values:
        return values
    sums = {amount["currency"]: amount["amount"] for amount in values["amounts"]}
    if len(sums) != len(values["amounts"]):
        raise Invalid.field("amounts", _("Give one sum for each currency."))
    return values | {"amounts": sums}
