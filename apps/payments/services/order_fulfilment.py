"""What a paid order opens, and what a refund closes; called by `payment_effects` in the same transaction."""

from django.db.models import QuerySet
from django.utils import timezone

import apps.learning.services as learning
from apps.core.money import Money
from apps.core.translated_texts import fill_languages
from apps.courses.queries import list_course_teachers
from apps.learning.models import EnrollmentSource
from apps.learning.queries import get_open_enrollment
from apps.notifications.services import notify
from apps.payments.models import CodeUse, Order, OrderItem, Payment, PaymentStatus
from apps.payments.services import payment_history, subscriptions
from apps.payments.services.notifications import list_branch_cashiers, notify_payer_or_family, notify_users


def fulfil_order(*, payment: Payment) -> None:
    """Open the courses of the order, once: for good or for their months; a running subscription is extended.

    The teachers of a course hear that it was sold. A course that the learner has already is left alone: it is recorded
    in the payment history and the office is notified.
    """
    for item in _list_items(payment).filter(enrollment__isnull=True):
        _open_course(item, payment)


def revoke_order(*, payment: Payment) -> None:
    """Close what an order opened whose money went back; a subscription loses its months."""
    for item in _list_items(payment).filter(enrollment__isnull=False).select_related("enrollment"):
        assert item.enrollment is not None
        if item.months:
            subscriptions.shorten_subscription(item=item, payment=payment)
        else:
            learning.end_refunded_enrollment(actor=None, enrollment=item.enrollment)
        item.enrollment = None
        item.save(update_fields=["enrollment", "updated_at"])


def give_back_code(*, payment: Payment) -> None:
    """Let the discount code of an order that ended unpaid be used once more."""
    now = timezone.now()
    uses = CodeUse.objects.filter(order__payment=payment, given_back_at__isnull=True)
    uses.update(given_back_at=now, updated_at=now)


def notify_payers_if_order_failed(*, payment: Payment) -> None:
    """Notify the payers of an order that expired."""
    if payment.status == PaymentStatus.FAILED:
        notify_payers_of_unpaid_order(payment)


def notify_payers_of_unpaid_order(payment: Payment) -> None:
    """Notify the payers that the money did not arrive."""
    amount = Money(payment.amount - payment.settled, payment.currency).format()
    notify_payer_or_family(payment, "payments.not_paid", amount=amount)


def _open_course(item: OrderItem, payment: Payment) -> None:
    order = item.order
    existing = get_open_enrollment(order.learner_id, item.course_id)
    if existing is None:
        _tell_teachers(item)
    if existing is None and item.months:
        subscriptions.begin_subscription(item=item, payment=payment)
    elif existing is None:
        item.enrollment = learning.enrol_user(
            actor=None, user=order.learner, course=item.course, source=EnrollmentSource.ORDER
        )
        item.save(update_fields=["enrollment", "updated_at"])
    elif not item.months or not subscriptions.extend_subscription(item=item, payment=payment):
        _record_already_enrolled(item, payment)


def _tell_teachers(item: OrderItem) -> None:
    title, learner = fill_languages(item.course.title), item.order.learner
    data = {"course": str(item.course_id), "title": title, "student": learner.full_name}
    for teacher in list_course_teachers(item.course):
        notify(user=teacher, type="payments.course_sold", data=data, group=str(item.course_id))


def _record_already_enrolled(item: OrderItem, payment: Payment) -> None:
    facts = {"course": str(item.course_id), "amount": item.amount}
    payment_history.record_payment_step(payment, "already_enrolled", from_status=payment.status, by=None, facts=facts)
    amount, student = Money(item.amount, payment.currency).format(), item.order.learner.full_name
    title = fill_languages(item.course.title)
    data = {"title": title, "student": student, "amount": amount}
    notify_users(list_branch_cashiers(payment.branch_id), "payments.already_open", data)


def _list_items(payment: Payment) -> QuerySet[OrderItem]:
    """Return the items of the payment's order by id; none for a payment without an order."""
    orders = Order.objects.filter(payment=payment)
    rows = OrderItem.objects.filter(order__in=orders).select_related("order__learner", "course")
    return rows.order_by("pk")
