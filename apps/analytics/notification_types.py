"""Notification types of analytics: reports, and report cards."""

from django.utils.translation import gettext_lazy as _

from apps.core.durations import DAY
from apps.notifications.channels import EMAIL_CHANNELS, TELEGRAM_CHANNELS
from apps.notifications.types import BUYERS, NotificationType

REPORT_READY = "analytics.report_ready"
REPORT_FAILED = "analytics.report_failed"
CARD_SENT = "report_card.sent"
CARD_CORRECTED = "report_card.corrected"
REPORT_LOST = "analytics.report_lost"

REPORTERS = ("analytics.report",)

NOTIFICATION_TYPES = [
    NotificationType(
        REPORT_READY,
        _("A report is ready"),
        _("{name}, rows: {rows}. Sign in to download it, until {until}: {address}"),
        channels=EMAIL_CHANNELS,
        permissions=REPORTERS,
        lifetime=7 * DAY,
    ),
    NotificationType(
        REPORT_LOST,
        _("Somebody gets a scheduled report no longer"),
        _("{name}: {person} may not see this table now and gets no more of these reports. Your schedules: {address}"),
        channels=EMAIL_CHANNELS,
        permissions=REPORTERS,
        lifetime=7 * DAY,
    ),
    NotificationType(
        REPORT_FAILED,
        _("A report could not be made"),
        _("{name}: {reason} Your reports: {address}"),
        channels=EMAIL_CHANNELS,
        permissions=REPORTERS,
        lifetime=7 * DAY,
    ),
    NotificationType(
        CARD_SENT,
        _("A report card is here"),
        _("{name}: the report card “{title}” can be read and downloaded here: {address}"),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
        lifetime=7 * DAY,
    ),
    NotificationType(
        CARD_CORRECTED,
        _("A report card was corrected"),
        _("{name}: the report card “{title}” was corrected. The new version is here: {address}"),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
        lifetime=7 * DAY,
    ),
]
