"""Notification types of gamification."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.types import PUPILS, NotificationType

pupil_type = partial(NotificationType, recipient_roles=PUPILS)

NOTIFICATION_TYPES = [
    pupil_type("achievement.granted", _("A new achievement"), _("You have a new achievement: {name}.")),
    pupil_type("shop.handed_over", _("Handed over"), _("You got “{item}” from the shop.")),
    pupil_type(
        "shop.cancelled",
        _("Purchase cancelled"),
        _("The purchase of “{item}” was cancelled. Your coins were returned."),
    ),
]
