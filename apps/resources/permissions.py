"""Permissions of materials. Access to single materials is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("resources.read", _("See and load the materials of one's own lessons and courses"), EVERYONE),
    Permission("resources.write", _("Put materials on lessons and courses that one teaches"), STAFF),
    Permission("resources.usage", _("See who loaded the materials of lessons and courses that one teaches"), STAFF),
    Permission("resources.library", _("Use the media library"), STAFF),
    Permission("resources.keep_library", _("Rename and archive whatever stands in the media library"), OFFICE),
]
