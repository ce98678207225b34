"""Permissions of grading. `access.py` decides which gradebooks and grades, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("grading.see", _("See own grades and those of own children"), EVERYONE),
    Permission("grading.write", _("Write the gradebooks of own groups and courses"), STAFF),
    Permission("grading.manage", _("Make the grade scales of the centre"), OFFICE),
]
