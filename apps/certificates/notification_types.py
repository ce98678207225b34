"""Notification types of this app."""

from django.utils.translation import gettext_lazy as _

from apps.core.durations import DAY
from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import BUYERS, NotificationType

READY = "certificates.ready"
REVOKED = "certificates.revoked"

NOTIFICATION_TYPES = [
    NotificationType(
        READY,
        _("A certificate is ready"),
        _("{name}: certificate {number}, “{course}”. Everybody can check it here: {address}"),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
        lifetime=7 * DAY,
    ),
    NotificationType(
        REVOKED,
        _("A certificate was revoked"),
        _("{name}: certificate {number}, “{course}”, is not valid any more. The reason stands with it."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
        lifetime=7 * DAY,
    ),
]
