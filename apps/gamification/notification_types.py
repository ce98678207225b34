"""Notification types of gamification."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.types import PUPILS, NotificationType

NOTIFICATION_TYPES = [
    NotificationType(
        "achievement.granted", _("A new achievement"), _("You have a new achievement: {name}."), recipient_roles=PUPILS
    ),
    NotificationType(
        "shop.handed_over", _("Handed over"), _("You got “{item}” from the shop."), recipient_roles=PUPILS
    ),
    NotificationType(
        "shop.cancelled",
        _("Purchase cancelled"),
        _("The purchase of “{item}” was cancelled. Your coins were returned."),
        recipient_roles=PUPILS,
    ),
]
