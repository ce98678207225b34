"""Request and response schemas under `/payments/orders/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, build_example
from api.schemas.catalogue import Currency
from api.schemas.courses import PersonOut
from api.schemas.money import MoneyOut
from api.schemas.payments import AMOUNT, PAYER, PAYMENT_ID, STUDENT, StatusName
from apps.core.money import Money
from apps.core.translated_texts import pick_translation
from apps.payments.models import Order, OrderItem

ORDER_ID = "01890a5d-ac96-774b-bcce-b302099a8041"
COURSE_ID = "01890a5d-ac96-774b-bcce-b302099a8042"
ITEM: dict[str, Any] = {
    "course": COURSE_ID, "title": "English A2", "months": 3, "amount": AMOUNT, "open": False,
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
    currency: Currency = "UZS"


class OrderItemOut(Out):
    """A course of an order; `open`: the order has opened the course."""

    model_config = build_example(**ITEM)

    course: UUID = Field(validation_alias="course_id")
    title: str
    months: int | None
    amount: MoneyOut
    open: bool

    @staticmethod
    def resolve_title(item: OrderItem) -> str:
        """Return the title in the user's language."""
        return pick_translation(item.course.title)

    @staticmethod
    def resolve_amount(item: OrderItem) -> Money:
        """Return the price on the day of the order."""
        return Money(item.amount, item.order.payment.currency)

    @staticmethod
    def resolve_open(item: OrderItem) -> bool:
        """Return whether the order created or extended an enrolment."""
        return item.enrollment_id is not None


class OrderOut(Out):
    """An order. `payment`: its payment, which has the `status` and must be paid before `expires_at`."""

    model_config = build_example(
        id=ORDER_ID, reference="1000018", payment=PAYMENT_ID, status="pending", buyer=PAYER, learner=STUDENT,
        courses=[ITEM], amount=AMOUNT, expires_at="2026-11-21T09:00:00Z", created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    reference: str
    payment: UUID = Field(validation_alias="payment_id")
    status: StatusName
    buyer: PersonOut
    learner: PersonOut
    courses: list[OrderItemOut]
    amount: MoneyOut
    expires_at: datetime | None
    created_at: datetime

    @staticmethod
    def resolve_reference(order: Order) -> str:
        """Return the reference of the payment."""
        return order.payment.reference

    @staticmethod
    def resolve_status(order: Order) -> str:
        """Return the status of the payment."""
        return order.payment.status

    @staticmethod
    def resolve_courses(order: Order) -> list[OrderItem]:
        """Return the courses as they were ordered."""
        return list(order.items.all())

    @staticmethod
    def resolve_amount(order: Order) -> Money:
        """Return the total."""
        return Money(order.payment.amount, order.payment.currency)

    @staticmethod
    def resolve_expires_at(order: Order) -> datetime | None:
        """Return when the payment expires."""
        return order.payment.expires_at


class OrdersQuery(PageQuery):
    """Filters of the list of orders."""

    model_config = build_example(status="pending")

    status: StatusName | None = Field(None, description="Only orders whose payment has this status.")
    learner: UUID | None = Field(None, description="Only orders for this learner.")
