"""Permissions for background jobs."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Permission, Role

ADMINS = frozenset({Role.ADMIN})

PERMISSIONS = [
    Permission("jobs.view", _("View background jobs"), ADMINS),
    Permission("jobs.retry", _("Retry dead background jobs"), ADMINS),
]
