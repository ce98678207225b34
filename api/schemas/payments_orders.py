"""What goes in and out under `/payments/orders/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, example
from api.schemas.catalogue import Currency
from api.schemas.courses import PersonOut
from api.schemas.money import MoneyOut
from api.schemas.payments import AMOUNT, PAYER, PAYMENT_ID, STUDENT, StatusName
from apps.core.localized import localized
from apps.core.money import Money
from apps.payments.models import Order, OrderItem

ORDER_ID = "01890a5d-ac96-774b-bcce-b302099a8041"
COURSE_ID = "01890a5d-ac96-774b-bcce-b302099a8042"
ITEM: dict[str, Any] = {
    "course": COURSE_ID, "title": "English A2", "months": 3, "amount": AMOUNT, "open": False,
}  # fmt: skip


class WantedIn(In):
    """A course to buy: for good, or (`months`) until so many months are over."""

    model_config = example(course=COURSE_ID, months=3)

    course: UUID
    months: int | None = Field(None, ge=1, le=36, description="Null: for good. The price counts once a month.")


class OrderIn(In):
    """A basket. Prices come from the catalogue; the money is the learner's to owe and the buyer's to pay."""

    model_config = example(courses=[{"course": COURSE_ID, "months": 3}], currency="UZS")

    courses: list[WantedIn] = Field(min_length=1, max_length=20)
    learner: UUID | None = Field(None, description="Who is to learn: oneself (null), or a child of one's own.")
    currency: Currency = "UZS"


class OrderItemOut(Out):
    """A course of an order; `open`: whether the order has opened it."""

    model_config = example(**ITEM)

    course: UUID = Field(validation_alias="course_id")
    title: str
    months: int | None
    amount: MoneyOut
    open: bool

    @staticmethod
    def resolve_title(item: OrderItem) -> str:
        """In the reader's language."""
        return localized(item.course.title)

    @staticmethod
    def resolve_amount(item: OrderItem) -> Money:
        """What it cost on the day of the order."""
        return Money(item.amount, item.order.payment.currency)

    @staticmethod
    def resolve_open(item: OrderItem) -> bool:
        """By an enrolment of its own, or one that it prolonged."""
        return item.enrollment_id is not None


class OrderOut(Out):
    """An order. `payment` is what is paid for it, in `status`, until `expires_at`."""

    model_config = example(
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
        """The payment's."""
        return order.payment.reference

    @staticmethod
    def resolve_status(order: Order) -> str:
        """The payment's."""
        return order.payment.status

    @staticmethod
    def resolve_courses(order: Order) -> list[OrderItem]:
        """In the order of the basket."""
        return list(order.items.all())

    @staticmethod
    def resolve_amount(order: Order) -> Money:
        """All of it."""
        return Money(order.payment.amount, order.payment.currency)

    @staticmethod
    def resolve_expires_at(order: Order) -> datetime | None:
        """The payment's."""
        return order.payment.expires_at


class OrdersQuery(PageQuery):
    """Which orders."""

    model_config = example(status="pending")

    status: StatusName | None = Field(None, description="Only orders whose payment is in this status.")
    learner: UUID | None = Field(None, description="Only for this learner.")
