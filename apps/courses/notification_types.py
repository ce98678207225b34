"""Notification types of this app."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import FAMILIES, NotificationType

family_type = partial(NotificationType, channels=TELEGRAM_CHANNELS, recipient_roles=FAMILIES)

NOTIFICATION_TYPES = [
    NotificationType(
        "groups.seat_free",
        _("A seat is free"),
        _("{group} has a free seat; {student} waits longest."),
        permissions=("groups.manage",),
    ),
    family_type("groups.joined", _("Joined a group"), _("{student} learns in {group} from {day}.")),
    family_type("groups.left", _("Left a group"), _("{student}: last day in {group} was {day}.")),
]
