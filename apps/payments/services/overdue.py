"""Overdue payments and reminders, after each branch's midnight. Payments that expire are not included."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.payments import webhook_events
from apps.payments.events import PaymentOverdue
from apps.payments.models import Payment, PaymentStatus
from apps.payments.services import locks, payment_history
from apps.payments.services.notifications import notify_payer_or_family, publish_payment_event
from apps.settings.models import Branch, SystemSettings
from apps.settings.queries import get_system_settings


def mark_payments_overdue(job: ClaimedJob) -> None:
    """Job handler: run `mark_overdue_and_remind_payers`."""
    mark_overdue_and_remind_payers()


def mark_overdue_and_remind_payers() -> None:
    """Mark payments overdue whose due day passed in their branch, and remind payers.

    One reminder `payment_notice_days_before` the due day (0: none), one the day after it, then one every
    `payment_notice_every_days` (0: none); at most one a day. Each payment has its own transaction; repeated runs are
    safe.
    """
    rules = get_system_settings()
    for zone in set(Branch.objects.values_list("zone", flat=True)):
        today = get_today(zone)
        zone_payments = Payment.objects.filter(branch__zone=zone, expires_at__isnull=True)
        for key in _list_ids(zone_payments.filter(status=PaymentStatus.PENDING, due_on__lt=today)):
            _mark_overdue(key, today)
        for key in _list_ids(zone_payments.filter(_needs_reminder(rules, today))):
            _remind(key, rules, today)


def _list_ids(rows: QuerySet[Payment]) -> list[UUID]:
    return list(rows.order_by("student_id", "pk").values_list("pk", flat=True))


def _needs_reminder(rules: SystemSettings, today: date) -> Q:
    """Return the filter of payments to remind of today."""
    soon = today + timedelta(days=rules.payment_notice_days_before)
    early = F("due_on") - timedelta(days=rules.payment_notice_days_before)
    before = Q(status=PaymentStatus.PENDING, due_on__gte=today, due_on__lte=soon)
    before &= Q(noticed_on__isnull=True) | Q(noticed_on__lt=early)
    over = Q(status=PaymentStatus.OVERDUE, due_on__lt=today)
    due = Q(noticed_on__isnull=True) | Q(noticed_on__lte=F("due_on"))
    if rules.payment_notice_every_days:
        due |= Q(noticed_on__lte=today - timedelta(days=rules.payment_notice_every_days))
    return over & due | before if rules.payment_notice_days_before else over & due


def _mark_overdue(key: UUID, today: date) -> None:
    with unit_of_work():
        payment = locks.lock_payment(key)
        if payment.status != PaymentStatus.PENDING or payment.due_on >= today:
            return
        payment.status = PaymentStatus.OVERDUE
        payment.save(update_fields=["status", "updated_at"])
        payment_history.record_payment_step(payment, "overdue", from_status=PaymentStatus.PENDING, by=None)
        publish_webhook_event(webhook_events.PaymentOverdueWebhook.from_payment(payment))
        publish_payment_event(payment, PaymentOverdue.from_payment(payment))


def _remind(key: UUID, rules: SystemSettings, today: date) -> None:
    with unit_of_work():
        payment = locks.lock_payment(key)
        if not Payment.objects.filter(_needs_reminder(rules, today), pk=key).exists():
            return
        Payment.objects.filter(pk=key).update(noticed_on=today, updated_at=timezone.now())
        amount, due_on = Money(payment.amount - payment.settled, payment.currency), f"{payment.due_on:%d.%m.%Y}"
        type_ = "payments.overdue" if payment.status == PaymentStatus.OVERDUE else "payments.due"
        notify_payer_or_family(payment, type_, payment=str(payment.pk), amount=amount.format(), due_on=due_on)
