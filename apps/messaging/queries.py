"""Reads about what was handed to other companies."""

from django.conf import settings
from django.utils import timezone

from apps.messaging.models import SmsDay


def count_sms_left_today() -> int:
    """How many SMS may still be handed over today (UTC), by SMS_PER_DAY."""
    sent = SmsDay.objects.filter(day=timezone.now().date()).values_list("sent", flat=True).first()
    return max(0, settings.ENV.sms_per_day - (sent or 0))
