"""Time that runs out: transactions that were never performed, and orders that were never paid."""

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


def expire_transaction(money: ProviderTransaction) -> ProviderTransaction:
    """End a transaction that ran out, unless somebody else has ended or performed it meanwhile; how it stands now.

    Its payment can be paid again. A unit of work of its own: it stands even when the caller refuses afterwards.
    """
    with unit_of_work():
        held = locks.lock_transaction(money)
        now = clock.now_ms()
        if transactions.is_expired(held, now):
            transactions.cancel_transaction(money=held, at_ms=now, reason=transactions.TIMED_OUT)
        return held


def expire_transactions(job: ClaimedJob) -> None:
    """Job `payments.expire_transactions`: end what ran out and nobody asked about, each in a transaction of its own.
    One that cannot be ended is logged and keeps no other from its end; the next run tries it again.
    """
    del job
    now = timezone.now()
    for money in ProviderTransaction.objects.filter(state=TransactionState.CREATED, expires_at__lt=now).order_by(
        "number"
    ):
        try:
            expire_transaction(money)
        except Exception:
            log.exception("a transaction that ran out could not be ended", number=money.number)
    live = ProviderTransaction.objects.filter(payment=OuterRef("pk"), state=TransactionState.CREATED)
    for payment in Payment.objects.filter(~Exists(live), status__in=OPEN_STATUSES, expires_at__lt=now).order_by("pk"):
        _fail_order(payment)


def _fail_order(payment: Payment) -> None:
    """An order's time is over; one that somebody began or ended paying just now is left alone."""
    try:
        payments_due.fail_payment(payment=payment, reason=change_reasons.explain_expired_order())
    except Conflict as error:
        log.info("an expired payment is being paid", payment=str(payment.pk), code=str(error.code))
    except Exception:
        log.exception("an expired payment could not be ended", payment=str(payment.pk))
