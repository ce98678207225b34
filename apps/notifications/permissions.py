"""Rights over notifications: everybody has their own; the office sees what went out."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, Permission

PERMISSIONS = [
    Permission("notifications.read", _("See and mark one's own notifications"), EVERYONE),
    Permission("notifications.deliveries", _("See what messages went out, and send them again"), OFFICE),
    Permission("notifications.budget", _("See what the month's SMS cost"), OFFICE),
]
