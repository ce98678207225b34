"""Permissions of chat. `access.py` decides about rooms, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, Permission

PERMISSIONS = [
    Permission("chat.use", _("Read and write messages"), EVERYONE),
    Permission("chat.office", _("Read and answer messages to the office"), OFFICE),
]
