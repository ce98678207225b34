"""Permissions for outgoing webhooks."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import Permission, Role

PERMISSIONS = [Permission("webhooks.manage", _("Manage webhooks"), frozenset({Role.ADMIN}))]
