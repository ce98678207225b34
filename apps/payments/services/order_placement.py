"""Placing orders: courses in a basket become one payment at our prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.local_days import get_local_day
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Course, CoursePrice
from apps.learning.models import Enrollment
from apps.learning.queries import OPEN_STATES as OPEN_ENROLLMENT
from apps.learning.services.enrollments import check_prerequisites
from apps.payments.models.ledger import MAX_AMOUNT, AccountKind, LedgerAccount
from apps.payments.models.orders import Order, OrderItem, Subscription
from apps.payments.models.payments import PaymentKind
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.services import code_uses, course_price_authors, ledger, open_orders, payments_due
from apps.payments.services.payments_due import NewPayment
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MAX_TITLE_LENGTH = 200
NO_PRICE = _("A course has no price in this currency.")
ALREADY_ENROLLED = _("One of these courses is already open for this person.")
DEBT_LIMIT = _("There are unpaid debts. Please pay them first.")


@dataclass(frozen=True)
class CourseToOrder:
    """A course to buy: for good, or for a number of months."""

    course: Course
    months: int | None = None


@dataclass(frozen=True)
class PlacedOrder:
    """An order; `is_new` false: the unpaid one that the learner had already."""

    order: Order
    is_new: bool = True


def place_order(
    *,
    actor: User,
    buyer: User,
    learner: User,
    courses: Sequence[CourseToOrder],
    currency: str,
    replace: bool = False,
    ignore_prerequisites: bool = False,
    code: str = "",
) -> PlacedOrder:
    """Order the courses for the learner; the buyer pays, until `order_expires_after_hours` have passed.

    A course costs its price once, or once per month of a subscription. An unpaid order of the learner for the same
    courses is returned instead. With `replace`, unpaid orders with one of the courses are cancelled. Invalid on
    "currency" for a course without a price, on "courses" for a repeated one; Conflict `already_enrolled` (a running
    subscription can be extended), `already_ordered` without `replace` for another unpaid order with one of the courses,
    `prerequisites_missing`, `debt_limit`, `payment_in_progress` while the cancelled order is being paid: its open page
    is ended before (`end_replaced_pages`). A discount `code` lowers the price: raises as `code_uses.use_code`.
    Forbidden `own_payment` for a price that own family lowered (`course_price_authors`).
    """
    items = _price_items(courses, currency)
    total = sum(item.amount for item in items)
    if total > MAX_AMOUNT:
        raise Invalid.field("courses", _("The amount is out of range."))
    with unit_of_work():
        _lock_accounts(learner, currency)
        if code:
            # Before the branch's accounts: see the order of locks in `code_uses`.
            code_uses.lock_code(actor=actor, text=code)
        _check_not_enrolled(learner, courses)
        unpaid = open_orders.list_unpaid_orders(learner, [item.course for item in courses])
        same = open_orders.find_same_order(unpaid, items, currency)
        if same is not None:
            if code:
                code_uses.use_code(actor=actor, order=same, text=code)
            return PlacedOrder(same, is_new=False)
        if not ignore_prerequisites:
            check_prerequisites(learner=learner, courses=[item.course for item in courses])
        open_orders.cancel_orders(unpaid, actor=actor, replace=replace)
        _check_debt_limit(learner, total, currency)
        new_payment = _build_payment(buyer, learner, items, total, currency)
        course_price_authors.check_and_flag_order(
            items=items, currency=currency, learner=learner, buyer=buyer, branch=new_payment.branch
        )
        payment = payments_due.create_payment(actor=actor, new_payment=new_payment)
        order = Order.objects.create(buyer=buyer, learner=learner, payment=payment)
        for item, pk in zip(items, sorted(item.pk for item in items), strict=True):
            item.order, item.pk = order, pk
        OrderItem.objects.bulk_create(items)
        changes: dict[str, tuple[Any, Any]] = {"payment": (None, payment.reference)}
        changes |= {"ignore_prerequisites": (None, True)} if ignore_prerequisites else {}
        write_audit_log(actor=actor, action="payments.order", obj=order, changes=changes)
        if code:
            code_uses.use_code(actor=actor, order=order, text=code)
        return PlacedOrder(order)


def end_replaced_pages(
    *, learner: User, courses: Sequence[CourseToOrder], currency: str, replace: bool = False, code: str = ""
) -> None:
    """End the providers' open pages of the orders that `place_order` will cancel, or lower by a `code`; before it,
    outside of a transaction.

    If the order is refused then, the pages can be opened again. Conflict as `checkouts.close_checkout`.
    """
    items = _price_items(courses, currency)
    open_orders.end_replaced_pages(learner, items, currency, replace=replace, code=code)


def _lock_accounts(learner: User, currency: str) -> None:
    """Lock all accounts of the learner in one order: a cancelled order may be in another currency."""
    ledger.ensure_student_account(learner, currency)
    ledger.lock_accounts(LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student=learner))


def _price_items(wanted: Sequence[CourseToOrder], currency: str) -> list[OrderItem]:
    courses = {item.course.pk for item in wanted}
    if len(courses) != len(wanted):
        raise Invalid.field("courses", _("A course can be in an order only once."))
    prices = dict(CoursePrice.objects.filter(course__in=courses, currency=currency).values_list("course_id", "amount"))
    if courses - prices.keys():
        raise Invalid.field("currency", NO_PRICE)
    return [
        OrderItem(course=item.course, months=item.months, amount=prices[item.course.pk] * (item.months or 1))
        for item in wanted
    ]


def _check_not_enrolled(learner: User, wanted: Sequence[CourseToOrder]) -> None:
    months = {item.course.pk: item.months for item in wanted}
    enrollments = Enrollment.objects.filter(user=learner, course__in=months, state__in=OPEN_ENROLLMENT)
    opened = set(enrollments.values_list("course_id", flat=True))
    running = Subscription.objects.filter(
        learner=learner, course__in=months, ended_at__isnull=True, enrollment__state__in=OPEN_ENROLLMENT
    )
    prolonged = {pk for pk in running.values_list("course_id", flat=True) if months[pk]}
    if opened - prolonged:
        raise Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED)


def _check_debt_limit(learner: User, total: int, currency: str) -> None:
    limit = get_system_settings().debt_limit if currency == get_system_settings().currency else None
    if limit is not None and ledger.get_student_balance(learner, currency).amount - total < -limit:
        raise Conflict(DEBT_LIMIT, code=ErrorCode.DEBT_LIMIT)


def _build_payment(buyer: User, learner: User, items: Sequence[OrderItem], total: int, currency: str) -> NewPayment:
    branch = get_top_up_branch(learner)
    expires_at = timezone.now() + timedelta(hours=get_system_settings().order_expires_after_hours)
    with override(buyer.locale):
        titles = [pick_translation(item.course.title) for item in items]
    return NewPayment(
        student=learner,
        payer=buyer,
        branch=branch,
        kind=PaymentKind.ORDER,
        gross=total,
        amount=total,
        currency=currency,
        due_on=get_local_day(expires_at, branch.zone),
        expires_at=expires_at,
        title=", ".join(titles)[:MAX_TITLE_LENGTH],
        lines=[_build_line(item, title) for item, title in zip(items, titles, strict=True)],
    )


def _build_line(item: OrderItem, title: str) -> dict[str, Any]:
    months = {"months": item.months} if item.months else {}
    return {"what": "course", "course": str(item.course.pk), "title": title, "amount": item.amount, **months}
