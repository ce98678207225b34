"""Notification types of this app."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import FAMILIES, NotificationType

NOTIFICATION_TYPES = [
    NotificationType(
        "groups.seat_free",
        _("A seat is free"),
        _("{group} has a free seat; {student} waits longest."),
        permissions=("groups.manage",),
    ),
    NotificationType(
        "groups.joined",
        _("Joined a group"),
        _("{student} learns in {group} from {day}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
    ),
    NotificationType(
        "groups.left",
        _("Left a group"),
        _("{student}: last day in {group} was {day}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
    ),
]
