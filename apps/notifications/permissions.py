"""Rights over notifications: everybody has their own."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, Permission

PERMISSIONS = [
    Permission("notifications.read", _("See and mark one's own notifications"), EVERYONE),
]
