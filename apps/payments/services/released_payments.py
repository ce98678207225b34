"""Payments whose money was never here: a reversed receipt or opening balance. They are owed again."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_local_day
from apps.payments.models import Payment, PaymentKind, PaymentStatus, ProviderTransaction, Settlement
from apps.payments.queries.cash_moves import does_cash_refund_wait
from apps.payments.services import locks, payment_effects, payment_history
from apps.settings.queries import get_system_settings

CASH_REFUND_WAITS = _("A refund of this money in cash waits at a cash desk. Withdraw it first.")

ReleasedPart = tuple[Payment, int]
"""A payment and how much of it is no longer covered."""


def lock_covered_payments(money: ProviderTransaction) -> list[ReleasedPart]:
    """Return the payments that the money covers, locked in the order of their ids, with the amounts; the caller holds
    the pupil's account.
    """
    rows = Settlement.objects.filter(money=money).values("payment").annotate(covers=Sum("amount"))
    amounts = {row["payment"]: row["covers"] for row in rows.order_by("payment") if row["covers"] > 0}
    return [(locks.lock_payment_after_account(pk), amounts[pk]) for pk in sorted(amounts)]


def check_can_release(money: ProviderTransaction, covered: Sequence[ReleasedPart]) -> None:
    """Conflict `cash_refund_waiting` while a refund may take this money, `payment_in_progress` while a provider works
    on a payment that it covers.
    """
    payments = [payment for payment, _amount in covered]
    if does_cash_refund_wait(money, payments):
        raise Conflict(CASH_REFUND_WAITS, code=ErrorCode.CASH_REFUND_WAITING)
    for payment in payments:
        payment_history.check_not_in_progress(payment)


def release_payment(
    payment: Payment, money: ProviderTransaction, amount: int, *, what: str, actor: User, reason: str, receipt: str = ""
) -> None:
    """Take the money off the payment; one that it completed is owed again, and what an order opened is closed.

    `what`: the step of the payment's history, which names the `receipt`.
    """
    old_status = payment.status
    Settlement.objects.create(payment=payment, money=money, amount=-amount)
    payment.settled -= amount
    if old_status == PaymentStatus.COMPLETED:
        payment.completed_at = None
        if payment.kind == PaymentKind.ORDER:
            _give_time_to_pay(payment)
        payment.status = payment_history.get_overdue_or_pending_status(payment.due_on, payment.branch)
    payment.save(update_fields=["settled", "status", "completed_at", "expires_at", "due_on", "updated_at"])
    facts = {"amount": amount, "provider": money.provider} | ({"receipt": receipt} if receipt else {})
    payment_history.record_payment_step(payment, what, from_status=old_status, by=actor, reason=reason, facts=facts)
    if payment.status != old_status:
        payment_effects.revoke_unpaid_order(payment)


def _give_time_to_pay(payment: Payment) -> None:
    """Let an order expire no sooner than one that is placed now."""
    soonest = timezone.now() + timedelta(hours=get_system_settings().order_expires_after_hours)
    payment.expires_at = max(payment.expires_at or soonest, soonest)
    payment.due_on = get_local_day(payment.expires_at, payment.branch.zone)
