"""Buying a course at its enrol operation: the one open order of a person and a course."""

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.payments.models import Order
from apps.payments.services import checkouts, code_uses, open_orders, order_placement
from apps.payments.services.order_placement import CourseToOrder
from apps.settings.queries import get_system_settings


def end_page_before_code(*, learner: User, course: Course, code: str) -> None:
    """End the open page of the order that `ensure_order` will lower or replace; before it, outside of a transaction.
    Conflict as `checkouts.close_checkout`.
    """
    order = open_orders.find_open_order(learner, course)
    if order is None:
        order_placement.end_replaced_pages(
            learner=learner, courses=[CourseToOrder(course)], currency=_choose_currency(course)
        )
    elif code:
        checkouts.end_open_page(order.payment)


def ensure_order(*, learner: User, course: Course, code: str = "") -> Order:
    """Return the open order for the learner that has this course, or place one, in the centre's currency if the course
    has a price in it. A discount `code` lowers its price.

    Raises as `order_placement.place_order`, and as `code_uses.use_code`.
    """
    with unit_of_work():
        order = open_orders.find_open_order(learner, course)
        if order is None:
            placed = order_placement.place_order(
                actor=learner,
                buyer=learner,
                learner=learner,
                courses=[CourseToOrder(course)],
                currency=_choose_currency(course),
                code=code,
            )
            return placed.order
        if code:
            code_uses.use_code(actor=learner, order=order, text=code)
        return order


def _choose_currency(course: Course) -> str:
    """Return the centre's currency, or the first by its code that the course with a price has one in."""
    priced = sorted(course.prices.values_list("currency", flat=True))
    own = get_system_settings().currency
    return own if own in priced or not priced else priced[0]
