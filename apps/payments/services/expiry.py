"""Expiry of provider transactions that were never performed, and of orders that were never paid."""

import structlog
from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.core import clock
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.payments.models import OPEN_STATUSES, Payment, ProviderTransaction, TransactionState
from apps.payments.services import change_reasons, locks, payments_due, transactions

log = structlog.get_logger(__name__)


def cancel_transaction_if_expired(money: ProviderTransaction) -> ProviderTransaction:
    """Cancel an expired transaction unless it was performed or ended meanwhile; return its current state.

    Its payment can be paid again. Runs in its own unit of work: it stays even when the caller raises afterwards.
    """
    with unit_of_work():
        transaction = locks.lock_transaction(money)
        now = clock.now_ms()
        if transactions.is_transaction_expired(transaction, now):
            transactions.cancel_transaction(money=transaction, at_ms=now, reason=transactions.TIMED_OUT)
        return transaction


def expire_transactions(job: ClaimedJob) -> None:
    """Job handler: cancel expired transactions and fail expired orders, each in its own transaction.

    An error is logged and does not stop the others; the next run tries again.
    """
    del job
    now = timezone.now()
    for money in ProviderTransaction.objects.filter(state=TransactionState.CREATED, expires_at__lt=now).order_by(
        "number"
    ):
        try:
            cancel_transaction_if_expired(money)
        except Exception:
            log.exception("a transaction that ran out could not be ended", number=money.number)
    live = ProviderTransaction.objects.filter(payment=OuterRef("pk"), state=TransactionState.CREATED)
    for payment in Payment.objects.filter(~Exists(live), status__in=OPEN_STATUSES, expires_at__lt=now).order_by("pk"):
        _fail_order(payment)


def _fail_order(payment: Payment) -> None:
    """Fail an expired order; one that is being paid is left alone."""
    try:
        payments_due.fail_payment(payment=payment, reason=change_reasons.explain_expired_order())
    except Conflict as error:
        log.info("an expired payment is being paid", payment=str(payment.pk), code=str(error.code))
    except Exception:
        log.exception("an expired payment could not be ended", payment=str(payment.pk))
