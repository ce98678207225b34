"""What this app tells people."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.types import NotificationType

NOTIFICATION_TYPES = [
    NotificationType("groups.seat_free", _("A seat is free"), _("{group} has a free seat; {student} waits longest.")),
]
