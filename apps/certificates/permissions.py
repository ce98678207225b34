"""Permissions of certificates. `access.py` decides which ones, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, Permission

PERMISSIONS = [
    Permission("certificates.see", _("See own certificates, those of own children and of taught courses"), EVERYONE),
    Permission("certificates.manage", _("Design, award and revoke certificates"), OFFICE),
]
