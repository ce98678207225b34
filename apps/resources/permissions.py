"""Permissions of materials. Access to single materials is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("resources.read", _("See and download the materials of your lessons and courses"), EVERYONE),
    Permission("resources.write", _("Add materials to lessons and courses you teach"), STAFF),
    Permission(
        "resources.usage", _("See who viewed and downloaded the materials of lessons and courses you teach"), STAFF
    ),
    Permission("resources.library", _("Use the media library"), STAFF),
    Permission("resources.keep_library", _("Rename and archive any file of the media library"), OFFICE),
]
