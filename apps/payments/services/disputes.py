"""Disputes: the payer takes a card payment back at their bank. Access that the money opened is frozen meanwhile.

The caller holds the pupil's account, the payment and the transaction.
"""

from django.utils import timezone

import apps.learning.services as learning
from apps.core.money import Money
from apps.core.translated_texts import fill_languages
from apps.core.uow import unit_of_work
from apps.learning.models import Enrollment, EnrollmentCause
from apps.payments.models import Order, OrderItem, PaymentStatus, ProviderTransaction, TransactionState
from apps.payments.services import provider_refunds
from apps.payments.services.notifications import (
    build_student_notification_data,
    list_watchers,
    notify_cashiers,
    notify_users,
)


def record_dispute_opened(*, money: ProviderTransaction) -> None:
    """Mark the money as disputed, freeze the enrolments of its order, notify the office and the family; once."""
    if money.state != TransactionState.PERFORMED or money.disputed_at is not None:
        return
    with unit_of_work():
        money.disputed_at = timezone.now()
        money.save(update_fields=["disputed_at", "updated_at"])
        amount = Money(money.amount, money.currency).format()
        notify_cashiers(money.branch_id, "payments.dispute", student=money.student.full_name, amount=amount)
        for enrollment in _list_enrolments(money):
            learning.freeze_enrollment(actor=None, enrollment=enrollment, cause=EnrollmentCause.DISPUTE)
            for person in list_watchers(enrollment.user, money.payment.payer if money.payment else None):
                title = fill_languages(enrollment.course.title)
                data = {"title": title, **build_student_notification_data(enrollment.user)}
                notify_users([person], "payments.access_frozen", data)


def record_dispute_won(*, money: ProviderTransaction) -> None:
    """Clear the dispute and unfreeze the enrolments of the order."""
    if money.disputed_at is None or money.state != TransactionState.PERFORMED:
        return
    with unit_of_work():
        money.disputed_at = None
        money.save(update_fields=["disputed_at", "updated_at"])
        _unfreeze(_list_enrolments(money))


def record_dispute_lost(*, money: ProviderTransaction, amount: int, cause: str, at_ms: int) -> None:
    """Book that the bank took `amount` back, at most what is left of the money; once for each `cause`.

    The whole amount: the transaction is reversed (2 → −2) and the order's enrolments end. A part: the rest stays and is
    unfrozen.
    """
    if money.state != TransactionState.PERFORMED or provider_refunds.is_refund_booked(cause):
        return
    with unit_of_work():
        frozen = _list_enrolments(money)
        taken_back = min(amount, money.amount - money.refunded)
        if taken_back:
            provider_refunds.book_provider_refund(money=money, amount=taken_back, cause=cause, reason="dispute")
        if money.refunded == money.amount:
            money.state, money.cancel_time = TransactionState.REVERSED, at_ms
            money.disputed_at = money.disputed_at or timezone.now()
        else:
            money.disputed_at = None
        money.save(update_fields=["state", "cancel_time", "disputed_at", "updated_at"])
        _unfreeze(frozen)


def has_disputed_money(enrollment: Enrollment) -> bool:
    """Return whether money that pays for this enrolment is disputed now."""
    return OrderItem.objects.filter(
        enrollment=enrollment,
        order__payment__status=PaymentStatus.COMPLETED,
        order__payment__transactions__disputed_at__isnull=False,
        order__payment__transactions__state=TransactionState.PERFORMED,
    ).exists()


def _list_enrolments(money: ProviderTransaction) -> list[Enrollment]:
    """Return the enrolments that the money's order opened or extended."""
    items = OrderItem.objects.filter(order__in=Order.objects.filter(payment=money.payment_id))
    rows = Enrollment.objects.filter(pk__in=items.values("enrollment")).select_related("user", "course")
    return list(rows.order_by("pk")) if money.payment_id else []


def _unfreeze(enrollments: list[Enrollment]) -> None:
    """Unfreeze these enrolments, except those paid with other money that is still disputed."""
    for enrollment in enrollments:
        if not has_disputed_money(enrollment):
            learning.unfreeze_enrollment(actor=None, enrollment=enrollment, cause=EnrollmentCause.DISPUTE)
