"""Rights over the running system."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, Permission, Role

ADMINISTRATORS = frozenset({Role.ADMIN})

PERMISSIONS = [
    Permission("settings.monitor", _("See whether every part of the system is ready"), ADMINISTRATORS),
    Permission("settings.read", _("See the system settings"), ADMINISTRATORS),
    Permission("settings.change", _("Change the system settings"), ADMINISTRATORS),
    Permission("settings.audit", _("See who did what"), ADMINISTRATORS),
    Permission("settings.audit_values", _("See old and new values in the audit log"), ADMINISTRATORS),
    Permission("branches.read", _("See the centre's branches"), EVERYONE),
    Permission("branches.manage", _("Add and change branches"), ADMINISTRATORS),
]
