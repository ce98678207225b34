"""Rights over the running system."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Permission, Role

PERMISSIONS = [
    Permission("settings.monitor", _("See whether every part of the system is ready"), frozenset({Role.ADMIN})),
]
