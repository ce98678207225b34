"""Reopening of a payment that was cancelled by mistake: it is charged again and credit covers it."""

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.payments.errors import PaymentClosed
from apps.payments.job_kinds import REPRICE
from apps.payments.models import POSTED_STATUSES, Payment, PaymentKind, PaymentStatus, TransferKind
from apps.payments.services import allocation, locks, payment_effects, payment_history
from apps.payments.services.notifications import publish_payment_change
from apps.settings.services import write_audit_log

NOT_CANCELLED = _("Only a cancelled payment can be reopened.")
IS_AN_ORDER = _("An order cannot be reopened. Please place a new order.")
REPLACED = _("Another payment has replaced it.")


def reopen_payment(*, actor: User, payment: Payment, reason: str) -> Payment:
    """Make a cancelled payment due again at its former price; a cancelled draft becomes a draft.

    A job reprices a period for what happened meanwhile. Conflict `payment_closed` for one that is not cancelled, for an
    order, and for a correction that a later one replaced.
    """
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        _check_can_reopen(payment)
        payment.revision += 1
        if _was_draft(payment):
            payment.status = PaymentStatus.DRAFT
        else:
            _charge_again(payment, actor, reason)
            payment.status = payment_history.get_overdue_or_pending_status(payment.due_on, payment.branch)
        payment.save(update_fields=["status", "revision", "updated_at"])
        payment_effects.record_opening_debt_restored(payment)
        changes = {"status": (PaymentStatus.CANCELLED, payment.status)}
        write_audit_log(actor=actor, action="payments.restore", obj=payment, changes=changes)
        payment_history.record_payment_step(
            payment, "restored", from_status=PaymentStatus.CANCELLED, by=actor, reason=reason
        )
        if payment.status != PaymentStatus.DRAFT:
            allocation.cover_payment_with_credit(payment)
            allocation.complete_if_covered(payment)
            publish_payment_change(payment, "restored")
            _enqueue_repricing(payment)
        return payment


def _check_can_reopen(payment: Payment) -> None:
    if payment.status != PaymentStatus.CANCELLED:
        raise PaymentClosed(NOT_CANCELLED)
    if payment.kind == PaymentKind.ORDER:
        raise PaymentClosed(IS_AN_ORDER)
    later = Payment.objects.filter(corrects=payment.corrects_id, corrects__isnull=False, pk__gt=payment.pk)
    if later.filter(status__in=POSTED_STATUSES).exists():
        raise PaymentClosed(REPLACED)


def _was_draft(payment: Payment) -> bool:
    cancelled = payment.history.filter(what="cancelled").order_by("-id").first()
    return cancelled is not None and cancelled.from_status == PaymentStatus.DRAFT


def _charge_again(payment: Payment, actor: User, reason: str) -> None:
    """Post again what the cancellation reversed: the price, discounts and write-off."""
    amounts = {
        TransferKind.CHARGE: payment.gross,
        TransferKind.DISCOUNT: payment.gross - payment.amount - payment.written_off,
        TransferKind.WRITE_OFF: payment.written_off,
    }
    payment_history.post_price_difference(payment, f"restored:{payment.revision}:", amounts, actor, reason)


def _enqueue_repricing(payment: Payment) -> None:
    if payment.kind == PaymentKind.PERIOD and payment.group_id is not None and payment.period_start is not None:
        payload = {"since": payment.period_start.isoformat(), "student": str(payment.student_id)}
        jobs.enqueue(kind=REPRICE, object_id=payment.group_id, payload=payload)
