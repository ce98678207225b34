"""A payment that was cancelled by mistake is put back: its charge stands again, and what was paid in advance covers
it.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_local_day
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
    """A cancelled payment is owed again, at the price it had; a cancelled draft is a draft again.

    What happened in the meantime to the lessons of a period is reckoned by a job. Conflict `payment_closed` for one
    that is not cancelled, for an order, and for a correction where a later one was made since.
    """
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        _check_can_reopen(held)
        held.revision += 1
        if _was_draft(held):
            held.status = PaymentStatus.DRAFT
        else:
            _charge_again(held, actor, reason)
            late = held.due_on < get_local_day(timezone.now(), held.branch.zone)
            held.status = PaymentStatus.OVERDUE if late else PaymentStatus.PENDING
        held.save(update_fields=["status", "revision", "updated_at"])
        write_audit_log(
            actor=actor,
            action="payments.restore",
            obj=held,
            changes={"status": (PaymentStatus.CANCELLED, held.status)},
        )
        payment_history.record_change(held, "restored", from_status=PaymentStatus.CANCELLED, by=actor, reason=reason)
        if held.status != PaymentStatus.DRAFT:
            allocation.cover_payment(held)
            payment_history.complete_if_covered(held)
            publish_to_watchers(
                PaymentChanged.from_transaction(held, "restored"),
                student=held.student,
                payer=held.payer,
                branch=held.branch_id,
            )
            _enqueue_repricing(held)
        return held


def _check_can_reopen(held: Payment) -> None:
    if held.status != PaymentStatus.CANCELLED:
        raise Conflict(NOT_CANCELLED, code=ErrorCode.PAYMENT_CLOSED)
    if held.kind == PaymentKind.ORDER:
        raise Conflict(IS_AN_ORDER, code=ErrorCode.PAYMENT_CLOSED)
    later = Payment.objects.filter(corrects=held.corrects_id, corrects__isnull=False, pk__gt=held.pk)
    if later.filter(status__in=POSTED_STATUSES).exists():
        raise Conflict(REPLACED, code=ErrorCode.PAYMENT_CLOSED)


def _was_draft(held: Payment) -> bool:
    cancelled = held.history.filter(what="cancelled").order_by("-id").first()
    return cancelled is not None and cancelled.from_status == PaymentStatus.DRAFT


def _charge_again(held: Payment, actor: User, reason: str) -> None:
    """Post what cancelling took back: the price, and what was taken off it."""
    student = payment_history.get_student_account(held)
    moves = (
        (TransferKind.CHARGE, student, payment_history.get_branch_account(held, AccountKind.REVENUE), held.gross),
        (
            TransferKind.DISCOUNT,
            payment_history.get_branch_account(held, AccountKind.DISCOUNTS),
            student,
            held.gross - held.amount - held.written_off,
        ),
        (
            TransferKind.WRITE_OFF,
            payment_history.get_branch_account(held, AccountKind.WRITE_OFFS),
            student,
            held.written_off,
        ),
    )
    for kind, owes, owed, amount in moves:
        if amount:
            step = f"restored:{held.revision}:{kind.value}"
            payment_history.post_change(held, kind, step, [debit(owes, amount), credit(owed, amount)], actor, reason)


def _enqueue_repricing(held: Payment) -> None:
    if held.kind == PaymentKind.PERIOD and held.group_id is not None and held.period_start is not None:
        payload = {"since": held.period_start.isoformat(), "student": str(held.student_id)}
        jobs.enqueue(kind=REPRICE, object_id=held.group_id, payload=payload)
