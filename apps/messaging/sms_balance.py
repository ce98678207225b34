"""An alert when the SMS balance is low: some users can sign in only with codes by SMS."""

import structlog
from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.messaging import eskiz
from apps.messaging.models import SmsDay
from apps.settings.queries import get_system_settings

log = structlog.get_logger(__name__)

LOW_BALANCE_JOB = "notifications.sms_balance_low"


def check_sms_balance(job: ClaimedJob) -> None:
    """Job handler: read the balance at Eskiz. Below `sms_balance_least` a job `notifications.sms_balance_low` (the day,
    the balance in tiyin) notifies the office, once a day (UTC).
    """
    if not settings.ENV.eskiz_email:
        return
    left = eskiz.fetch_balance()
    with unit_of_work():
        jobs.complete_job(job)
        if left >= get_system_settings().sms_balance_least:
            return
        log.error("the balance at Eskiz is low", balance=left)
        day = timezone.now().date()
        SmsDay.objects.bulk_create([SmsDay(day=day)], ignore_conflicts=True)
        if SmsDay.objects.filter(day=day, low_told=False).update(low_told=True, updated_at=timezone.now()):
            jobs.enqueue(kind=LOW_BALANCE_JOB, object_id=day.isoformat(), payload={"balance": left})
