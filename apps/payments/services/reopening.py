"""Reopening of a payment that was cancelled by mistake: it is charged again and credit covers it."""

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.payments.events import PaymentChanged
from apps.payments.job_kinds import REPRICE
from apps.payments.models import POSTED_STATUSES, AccountKind, Payment, PaymentKind, PaymentStatus, TransferKind
from apps.payments.services import allocation, locks, payment_history
from apps.payments.services.ledger import credit, debit
from apps.payments.services.notifications import publish_to_watchers
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
        locked_payment = locks.lock_payment(payment.pk)
        _check_can_reopen(locked_payment)
        locked_payment.revision += 1
        if _was_draft(locked_payment):
            locked_payment.status = PaymentStatus.DRAFT
        else:
            _charge_again(locked_payment, actor, reason)
            late = locked_payment.due_on < get_today(locked_payment.branch.zone)
            locked_payment.status = PaymentStatus.OVERDUE if late else PaymentStatus.PENDING
        locked_payment.save(update_fields=["status", "revision", "updated_at"])
        write_audit_log(
            actor=actor,
            action="payments.restore",
            obj=locked_payment,
            changes={"status": (PaymentStatus.CANCELLED, locked_payment.status)},
        )
        payment_history.record_change(
            locked_payment, "restored", from_status=PaymentStatus.CANCELLED, by=actor, reason=reason
        )
        if locked_payment.status != PaymentStatus.DRAFT:
            allocation.cover_payment(locked_payment)
            payment_history.complete_if_covered(locked_payment)
            publish_to_watchers(
                PaymentChanged.from_payment(locked_payment, "restored"),
                student=locked_payment.student,
                payer=locked_payment.payer,
                branch=locked_payment.branch_id,
            )
            _enqueue_repricing(locked_payment)
        return locked_payment


def _check_can_reopen(payment: Payment) -> None:
    if payment.status != PaymentStatus.CANCELLED:
        raise Conflict(NOT_CANCELLED, code=ErrorCode.PAYMENT_CLOSED)
    if payment.kind == PaymentKind.ORDER:
        raise Conflict(IS_AN_ORDER, code=ErrorCode.PAYMENT_CLOSED)
    later = Payment.objects.filter(corrects=payment.corrects_id, corrects__isnull=False, pk__gt=payment.pk)
    if later.filter(status__in=POSTED_STATUSES).exists():
        raise Conflict(REPLACED, code=ErrorCode.PAYMENT_CLOSED)


def _was_draft(payment: Payment) -> bool:
    cancelled = payment.history.filter(what="cancelled").order_by("-id").first()
    return cancelled is not None and cancelled.from_status == PaymentStatus.DRAFT


def _charge_again(payment: Payment, actor: User, reason: str) -> None:
    """Post again what the cancellation reversed: the price, discounts and write-off."""
    student = payment_history.get_student_account(payment)
    moves = (
        (TransferKind.CHARGE, student, payment_history.get_branch_account(payment, AccountKind.REVENUE), payment.gross),
        (
            TransferKind.DISCOUNT,
            payment_history.get_branch_account(payment, AccountKind.DISCOUNTS),
            student,
            payment.gross - payment.amount - payment.written_off,
        ),
        (
            TransferKind.WRITE_OFF,
            payment_history.get_branch_account(payment, AccountKind.WRITE_OFFS),
            student,
            payment.written_off,
        ),
    )
    for kind, debited, credited, amount in moves:
        if amount:
            step = f"restored:{payment.revision}:{kind.value}"
            payment_history.post_change(
                payment, kind, step, [debit(debited, amount), credit(credited, amount)], actor, reason
            )


def _enqueue_repricing(payment: Payment) -> None:
    if payment.kind == PaymentKind.PERIOD and payment.group_id is not None and payment.period_start is not None:
        payload = {"since": payment.period_start.isoformat(), "student": str(payment.student_id)}
        jobs.enqueue(kind=REPRICE, object_id=payment.group_id, payload=payload)
