"""Request and response schemas under `/payments/orders/`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, IsSet, Out, build_example
from api.errors import ErrorOut
from api.lists import PageQuery
from api.money_schemas import Currency, MoneyOut, build_money_reader
from api.payments.single_payments_schemas import PAYER, PAYMENT_ID, STUDENT, StatusName
from api.shared_schemas import PersonOut
from apps.core.translated_texts import pick_translation
from apps.payments.models import OrderItem

ORDER_ID = "01890a5d-ac96-774b-bcce-b302099a8041"
COURSE_ID = "01890a5d-ac96-774b-bcce-b302099a8042"
DiscountCodeText = Annotated[
    str, Field(max_length=60, description="A discount code, which lowers the price; empty: none.")
]
ITEM: dict[str, Any] = {
    "course": COURSE_ID, "title": "English A2", "months": 3, "open": False,
}  # fmt: skip


class WantedIn(In):
    """A course to buy: without an end, or for a number of `months`."""

    model_config = build_example(course=COURSE_ID, months=3)

    course: UUID
    months: int | None = Field(
        None, ge=1, le=36, description="Null: without an end. The price is multiplied by the months."
    )


class OrderIn(In):
    """An order. Prices come from the catalogue. The payment belongs to the learner's account; the buyer pays it."""

    model_config = build_example(courses=[{"course": COURSE_ID, "months": 3}], currency="UZS")

    courses: list[WantedIn] = Field(min_length=1, max_length=20)
    learner: UUID | None = Field(
        None, description="Who learns: you (null), or a child of yours; for the office, any pupil of its branches."
    )
    buyer: UUID | None = Field(
        None,
        description="Who pays: the learner, a guardian, or somebody who pays already. Default: you, for yourself "
        "and for a child of yours; else the learner.",
    )
    currency: Currency = "UZS"
    replace: bool = Field(False, description="Cancel other unpaid orders of the learner with one of the courses.")
    ignore_prerequisites: bool = Field(
        False, description="Order although prerequisites are not completed; only with `payments.manage`."
    )
    code: DiscountCodeText = ""


class OrderItemOut(Out):
    """A course of an order; `open`: the order has opened the course. `price`: before the discount of a code, null
    without one; `amount`: what is paid for it.
    """

    model_config = build_example(**ITEM)

    course: UUID = Field(validation_alias="course_id")
    title: str
    months: int | None
    amount: Annotated[MoneyOut, build_money_reader("amount", "order__payment__currency")]
    price: Annotated[MoneyOut | None, build_money_reader("price", "order__payment__currency")]
    open: IsSet = Field(validation_alias="enrollment_id")

    @staticmethod
    def resolve_title(item: OrderItem) -> str:
        """Return the title in the user's language."""
        return pick_translation(item.course.title)


class OrderOut(Out):
    """An order. `payment`: its payment, which has the `status` and must be paid before `expires_at`. `price`: before
    the discount of its `code` (null without one); `amount`: what is paid.
    """

    model_config = build_example(
        id=ORDER_ID, reference="1000018", payment=PAYMENT_ID, status="pending", buyer=PAYER, learner=STUDENT,
        expires_at="2026-11-21T09:00:00Z", created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    reference: str = Field(validation_alias="payment__reference")
    payment: UUID = Field(validation_alias="payment_id")
    status: StatusName = Field(validation_alias="payment__status")
    buyer: PersonOut
    learner: PersonOut
    courses: list[OrderItemOut] = Field(validation_alias="items")
    amount: Annotated[MoneyOut, build_money_reader("payment__amount", "payment__currency")]
    price: Annotated[MoneyOut, build_money_reader("payment__gross", "payment__currency")]
    code: str | None = Field(validation_alias="code_use__code__code")
    expires_at: datetime | None = Field(validation_alias="payment__expires_at")
    created_at: datetime


class OrderCodeIn(In):
    """A discount code for an order."""

    model_config = build_example(code="YOZ2026")

    code: str = Field(min_length=1, max_length=60)


class CheckoutLinkOut(Out):
    """A provider that takes the payment. `url`: its page; null where `POST /payments/orders/{id}/checkout/` has to open
    the page first, because an open page of that provider holds the payment.
    """

    model_config = build_example(
        provider="payme", url="https://checkout.paycom.uz/bT0wMDAwMDA7YWMucGF5bWVudD0xMDAwMTg="
    )

    provider: str
    url: str | None


class PaymentRequiredOut(ErrorOut):
    """Why the course does not open yet, the order to pay, and where it is paid."""

    model_config = build_example(code="payment_required", detail="This has to be paid first.", fields={})

    order: OrderOut
    checkouts: list[CheckoutLinkOut]


class OrdersQuery(PageQuery):
    """Filters of the list of orders."""

    model_config = build_example(status="pending")

    status: StatusName | None = Field(None, description="Only orders whose payment has this status.")
    learner: UUID | None = Field(None, description="Only orders for this learner.")
