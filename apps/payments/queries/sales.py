"""Sales of courses: what money covered of orders, divided among their courses by what each costs.

Money counts on the local day of the payment's branch on which it covered the order. Money that was freed or refunded
is taken off that same day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from apps.core.local_days import get_local_day
from apps.payments.methods import TAKEN_METHODS
from apps.payments.models import OPENING, OrderItem, Payment, PaymentKind, Settlement
from apps.payments.queries.covered_money import list_covered_parts, split_by_weight


@dataclass(frozen=True)
class Sale:
    """What one piece of money paid for one course of an order, in minor units of the payment's currency.

    `amount`: what is left of what was `received`. `discount`: by a code; only with the first money of an order.
    `by_provider`: a payment provider took it, and not the office.
    """

    payment: Payment
    course_id: UUID
    on: date
    received: int
    amount: int
    discount: int
    by_provider: bool


def list_sales(
    month: date, window: tuple[datetime, datetime], branches: Collection[UUID], courses: Collection[UUID] | None = None
) -> list[Sale]:
    """Return the sales of the month in these branches, of all courses or of these, the oldest first: two queries.

    `window`: moments that enclose the month in every time zone.
    """
    received = Settlement.objects.filter(
        payment__kind=PaymentKind.ORDER, payment__branch__in=branches, amount__gt=0, created_at__range=window
    )
    if courses is not None:
        received = received.filter(payment__order__items__course__in=courses)
    rows = Settlement.objects.filter(payment__in=received.values("payment"))
    rows = rows.select_related("payment__branch", "money").order_by("created_at", "id")
    sales = [sale for sale in _iter_sales(list(rows)) if sale.on.replace(day=1) == month]
    return [sale for sale in sales if courses is None or sale.course_id in courses]


def _iter_sales(rows: list[Settlement]) -> Iterator[Sale]:
    items: dict[UUID, list[OrderItem]] = {}
    ordered = OrderItem.objects.filter(order__payment__in={row.payment_id for row in rows})
    for item in ordered.select_related("order").order_by("pk"):
        items.setdefault(item.order.payment_id, []).append(item)
    seen: set[UUID] = set()
    for part in sorted(list_covered_parts(rows), key=lambda part: (part.row.created_at, part.row.pk)):
        payment, courses = part.row.payment, items.get(part.row.payment_id, [])
        weights = [item.amount for item in courses]
        is_first = payment.pk not in seen
        seen.add(payment.pk)
        halves = zip(split_by_weight(part.row.amount, weights), split_by_weight(part.left, weights), strict=True)
        for item, (received, left) in zip(courses, halves, strict=True):
            yield Sale(
                payment=payment,
                course_id=item.course_id,
                on=get_local_day(part.row.created_at, payment.branch.zone),
                received=received,
                amount=left,
                discount=item.price - item.amount if is_first and item.price is not None else 0,
                by_provider=part.row.money.provider not in (*TAKEN_METHODS, OPENING),
            )
