"""Disputes: who paid has asked their bank for the money. Meanwhile what it opened is closed.

The caller holds the pupil's account, the payment and the transaction.
"""

from django.utils import timezone
from django.utils.translation import override

import apps.learning.services as learning
from apps.core.money import Money
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.learning.models import Enrollment
from apps.payments.models import Order, OrderItem, PaymentStatus, ProviderTransaction, TransactionState
from apps.payments.services import provider_refunds
from apps.payments.services.notifications import get_student_data, list_branch_cashiers, list_watchers, notify_users

FREEZE_REASON = "dispute"


def record_dispute_opened(*, money: ProviderTransaction) -> None:
    """The money is disputed: what an order opened with it is frozen; the office and the family hear of it, once."""
    if money.state != TransactionState.PERFORMED or money.disputed_at is not None:
        return
    with unit_of_work():
        money.disputed_at = timezone.now()
        money.save(update_fields=["disputed_at", "updated_at"])
        amount = Money(money.amount, money.currency).format()
        notify_users(
            list_branch_cashiers(money.branch_id),
            "payments.dispute",
            {"student": money.student.full_name, "amount": amount},
        )
        for enrollment in _list_enrolments(money):
            learning.freeze_enrollment(actor=None, enrollment=enrollment, reason=FREEZE_REASON)
            for person in list_watchers(enrollment.user, money.payment.payer if money.payment else None):
                with override(person.locale):
                    data = {"title": pick_translation(enrollment.course.title), **get_student_data(enrollment.user)}
                notify_users([person], "payments.access_frozen", data)


def record_dispute_won(*, money: ProviderTransaction) -> None:
    """The dispute ended and the money stays: what was frozen for it is open again."""
    if money.disputed_at is None or money.state != TransactionState.PERFORMED:
        return
    with unit_of_work():
        money.disputed_at = None
        money.save(update_fields=["disputed_at", "updated_at"])
        _unfreeze(_list_enrolments(money))


def record_dispute_lost(*, money: ProviderTransaction, amount: int, cause: str, at_ms: int) -> None:
    """The bank took `amount` back, at most what is left of the money; booked once by `cause`.

    All of it: the transaction is reversed (2 → −2), and what an order opened with it is over. Part of it: the rest
    stays, and is open again.
    """
    if money.state != TransactionState.PERFORMED or provider_refunds.is_refund_booked(cause):
        return
    with unit_of_work():
        frozen = _list_enrolments(money)
        back = min(amount, money.amount - money.refunded)
        if back:
            provider_refunds.book_provider_refund(money=money, amount=back, cause=cause, reason=FREEZE_REASON)
        if money.refunded == money.amount:
            money.state, money.cancel_time = TransactionState.REVERSED, at_ms
            money.disputed_at = money.disputed_at or timezone.now()
        else:
            money.disputed_at = None
        money.save(update_fields=["state", "cancel_time", "disputed_at", "updated_at"])
        _unfreeze(frozen)


def _list_enrolments(money: ProviderTransaction) -> list[Enrollment]:
    """The enrolments that the order of this money opened or prolonged."""
    items = OrderItem.objects.filter(order__in=Order.objects.filter(payment=money.payment_id))
    rows = Enrollment.objects.filter(pk__in=items.values("enrollment")).select_related("user", "course")
    return list(rows.order_by("pk")) if money.payment_id else []


def _unfreeze(enrollments: list[Enrollment]) -> None:
    """Open these again, but for what was bought with other money that is disputed still."""
    for enrollment in enrollments:
        others = OrderItem.objects.filter(
            enrollment=enrollment,
            order__payment__status=PaymentStatus.COMPLETED,
            order__payment__transactions__disputed_at__isnull=False,
            order__payment__transactions__state=TransactionState.PERFORMED,
        )
        if not others.exists():
            learning.unfreeze_enrollment(actor=None, enrollment=enrollment, reason=FREEZE_REASON)
