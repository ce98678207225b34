"""Queries of sent messages."""

from django.conf import settings
from django.utils import timezone

from apps.messaging.models import SmsDay


def count_sms_left_today() -> int:
    """Return how many SMS may still be sent today (UTC), by SMS_PER_DAY."""
    sent = SmsDay.objects.filter(day=timezone.now().date()).values_list("sent", flat=True).first()
    return max(0, settings.ENV.sms_per_day - (sent or 0))
