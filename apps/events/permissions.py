"""Permissions of this app."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, Permission

PERMISSIONS = [Permission("realtime.connect", _("Open a live connection"), EVERYONE)]
