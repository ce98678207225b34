"""Permissions of online courses. Access to single courses and lessons is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("learning.write", _("Write the online content of the courses you teach"), STAFF),
    Permission("learning.learn", _("Learn online courses"), EVERYONE),
    Permission("learning.manage", _("Enrol people in online courses, and end their enrolments"), OFFICE),
]
