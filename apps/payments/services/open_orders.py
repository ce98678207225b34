"""Unpaid orders of a learner: the one for the same courses, and those that another order replaces."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.courses.models import Course
from apps.payments.models.orders import Order, OrderItem
from apps.payments.models.payments import OPEN_STATUSES
from apps.payments.services import change_reasons, checkouts, payments_due

ALREADY_ORDERED = _("Order %(reference)s with one of these courses is not paid yet. Pay it, or replace it.")


def list_unpaid_orders(learner: User, courses: Collection[Course]) -> QuerySet[Order]:
    """Return unpaid orders for the learner with one of the courses, the newest first; also expired ones."""
    ordered = OrderItem.objects.filter(course__in=courses).values("order")
    rows = Order.objects.filter(pk__in=ordered, learner=learner, payment__status__in=OPEN_STATUSES)
    return rows.select_related("payment").prefetch_related("items").order_by("-pk")


def find_same_order(unpaid: QuerySet[Order], items: Sequence[OrderItem], currency: str) -> Order | None:
    """Return the order that has exactly these courses, for as many months and in this currency; not an expired one."""
    wanted = {(item.course_id, item.months) for item in items}
    for order in unpaid:
        same = {(item.course_id, item.months) for item in order.items.all()} == wanted
        if same and order.payment.currency == currency and not _is_expired(order):
            return order
    return None


def find_open_order(learner: User, course: Course) -> Order | None:
    """Return the newest unpaid order for the learner that has this course, also with others; not an expired one."""
    return next((order for order in list_unpaid_orders(learner, [course]) if not _is_expired(order)), None)


def cancel_orders(unpaid: QuerySet[Order], *, actor: User, replace: bool) -> None:
    """Cancel these orders, so that no course is paid twice. Without `replace` only expired ones: Conflict
    `already_ordered` that names the first other one.
    """
    for order in unpaid:
        if not replace and not _is_expired(order):
            text = ALREADY_ORDERED % {"reference": order.payment.reference}
            raise Conflict(text, code=ErrorCode.ALREADY_ORDERED, fields={"courses": [text]})
    for order in sorted(unpaid, key=lambda order: order.payment_id):
        reason = change_reasons.explain_replaced_order()
        payments_due.cancel_payment(actor=actor, payment=order.payment, reason=reason)


def end_replaced_pages(
    learner: User, items: Sequence[OrderItem], currency: str, *, replace: bool, code: str = ""
) -> None:
    """End the open pages of the orders that `cancel_orders` will cancel, and of the same one that a `code` will lower.

    Asks providers, so never inside a transaction.

    Conflict `payment_in_progress` for what a provider cannot end, `payment_closed` for an order that was just paid.
    """
    unpaid = list_unpaid_orders(learner, [item.course for item in items])
    same = find_same_order(unpaid, items, currency)
    if same is not None:
        if code:
            checkouts.end_open_page(same.payment)
        return
    for order in unpaid:
        if replace or _is_expired(order):
            checkouts.end_open_page(order.payment)


def _is_expired(order: Order) -> bool:
    ends = order.payment.expires_at
    return ends is not None and ends <= timezone.now()
