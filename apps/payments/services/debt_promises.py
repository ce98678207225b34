"""Promises to pay: reminded of on their day, kept when the money came by the end of it, broken on the day after."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_day_bounds, get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.payments.models import (
    OPEN_STATUSES,
    DebtContact,
    Payment,
    PaymentStatus,
    PromiseState,
    ProviderTransaction,
    TransactionState,
)
from apps.payments.services import locks
from apps.payments.services.notifications import (
    build_student_notification_data,
    list_branch_cashiers,
    list_payer_or_family,
    notify_users,
)
from apps.settings.models import Branch


def settle_promises(job: ClaimedJob) -> None:
    """Job handler: run `settle_open_promises`."""
    settle_open_promises()


def settle_open_promises() -> None:
    """End promises that were kept or broken, and remind of those of today, in the zone of each branch.

    Each has its own transaction; repeated runs are safe.
    """
    rows = DebtContact.objects.filter(promise=PromiseState.OPEN, withdrawn_at__isnull=True)
    for zone in set(Branch.objects.values_list("zone", flat=True)):
        for key in list(rows.filter(branch__zone=zone).order_by("student_id", "pk").values_list("pk", flat=True)):
            _settle(key)


def is_promise_kept(contact: DebtContact) -> bool:
    """Return whether what was overdue when it was promised was paid by the end of the promised day, or the promised
    amount came by then.
    """
    assert contact.promised_on is not None
    deadline = get_day_bounds(contact.promised_on, contact.branch.zone)[1]
    return _is_debt_paid(contact, deadline) or _has_amount_come(contact, deadline)


def end_promise(contact: DebtContact, state: PromiseState) -> None:
    """Store the end of an open promise. The caller holds the pupil's account."""
    contact.promise, contact.promise_ended_at = state, timezone.now()
    contact.save(update_fields=["promise", "promise_ended_at", "updated_at"])


def _settle(key: UUID) -> None:
    with unit_of_work():
        owner = DebtContact.objects.values_list("student_id", "currency").get(pk=key)
        locks.lock_student_account(*owner)
        contact = DebtContact.objects.select_related("student", "branch", "by").get(pk=key)
        if contact.promise != PromiseState.OPEN or contact.withdrawn_at is not None or contact.promised_on is None:
            return
        today = get_today(contact.branch.zone)
        if is_promise_kept(contact):
            end_promise(contact, PromiseState.KEPT)
        elif contact.promised_on < today:
            end_promise(contact, PromiseState.BROKEN)
            _notify_office(contact, "payments.promise_broken", day=f"{contact.promised_on:%d.%m.%Y}")
        elif contact.promised_on == today and contact.reminded_on is None:
            contact.reminded_on = today
            contact.save(update_fields=["reminded_on", "updated_at"])
            _notify_office(contact, "payments.promise_due")
            people = list_payer_or_family(contact.student, _find_payer(contact))
            notify_users(people, "payments.promise_reminder", _build_data(contact))


def _is_debt_paid(contact: DebtContact, deadline: datetime) -> bool:
    """Return whether nothing is owed at the deadline of what was overdue when it was promised; if nothing was, of what
    was due by the promised day.
    """
    payments = Payment.objects.filter(
        student=contact.student_id, currency=contact.currency, created_at__lte=contact.created_at
    ).exclude(completed_at__lt=contact.created_at)
    promised = payments.filter(due_on__lt=contact.on)
    if not promised.exists():
        promised = payments.filter(due_on__lte=contact.promised_on)
    late = Q(status__in=OPEN_STATUSES)
    late |= Q(status__in=(PaymentStatus.COMPLETED, PaymentStatus.REFUNDED), completed_at__gte=deadline)
    return promised.exists() and not promised.filter(late).exists()


def _has_amount_come(contact: DebtContact, deadline: datetime) -> bool:
    if contact.promised_amount is None:
        return False
    money = ProviderTransaction.objects.filter(
        student=contact.student_id,
        currency=contact.currency,
        state=TransactionState.PERFORMED,
        perform_time__gt=_to_ms(contact.created_at),
        perform_time__lt=_to_ms(deadline),
    )
    came = money.aggregate(total=Coalesce(Sum(F("amount") - F("refunded")), 0))["total"]
    return int(came) >= contact.promised_amount


def _find_payer(contact: DebtContact) -> User | None:
    owed = Payment.objects.filter(
        student=contact.student_id, currency=contact.currency, status__in=OPEN_STATUSES, payer__isnull=False
    )
    payment = owed.select_related("payer").order_by("due_on", "pk").first()
    return None if payment is None else payment.payer


def _notify_office(contact: DebtContact, type_: str, **data: str) -> None:
    """Notify who took the promise; the branch's cashiers when they have left."""
    people = [contact.by] if contact.by.is_active else list_branch_cashiers(contact.branch_id)
    notify_users(people, type_, {**_build_data(contact), **data})


def _build_data(contact: DebtContact) -> dict[str, str]:
    amount = contact.promised_amount
    if amount is None:
        overdue = Payment.objects.filter(
            student=contact.student_id, currency=contact.currency, status=PaymentStatus.OVERDUE
        )
        amount = int(overdue.aggregate(total=Coalesce(Sum("outstanding"), 0))["total"])
    return {"amount": Money(amount, contact.currency).format(), **build_student_notification_data(contact.student)}


def _to_ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
