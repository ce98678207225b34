"""Permissions for system settings, branches and the audit log."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, Permission, Role

ADMINISTRATORS = frozenset({Role.ADMIN})

PERMISSIONS = [
    Permission("settings.monitor", _("View the state and the metrics of the system"), ADMINISTRATORS),
    Permission("settings.read", _("See the system settings"), ADMINISTRATORS),
    Permission("settings.change", _("Change the system settings"), ADMINISTRATORS),
    Permission("settings.audit", _("View the audit log"), ADMINISTRATORS),
    Permission("settings.audit_values", _("See old and new values in the audit log"), ADMINISTRATORS),
    Permission("branches.read", _("See the centre's branches"), EVERYONE),
    Permission("branches.manage", _("Add and change branches"), ADMINISTRATORS),
]
