"""Notification types of leads."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "leads.received",
        _("A new lead"),
        _("{branch}: {name} wants to learn."),
        plural_text=_("{branch}: {name} and {more} more want to learn."),
        channels=TELEGRAM_CHANNELS,
        permissions=("leads.work",),
    ),
    NotificationType(
        "leads.step_due",
        _("A next step of a lead is due"),
        _("{name}: {text}"),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.NORMAL,
        permissions=("leads.work",),
    ),
]
