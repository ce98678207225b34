"""Permissions of courses and groups. Access to single groups is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("courses.read", _("See published courses"), EVERYONE),
    Permission("courses.see_drafts", _("See courses that are not published"), STAFF),
    Permission("courses.create", _("Draft a course"), STAFF),
    Permission("courses.edit", _("Change the courses that one teaches"), STAFF),
    Permission("courses.manage", _("Decide who teaches a course, remove courses"), OFFICE),
    Permission("courses.publish", _("Publish and archive courses"), OFFICE),
    Permission("courses.arrange", _("Arrange categories and levels"), OFFICE),
    Permission("courses.read_placements", _("See levels that were found"), EVERYONE),
    Permission("courses.import", _("Take in tables of pupils, and undo that"), OFFICE),
    Permission("courses.export", _("Take out tables of pupils and groups"), OFFICE),
    Permission("courses.place", _("Note a pupil's level"), STAFF),
    Permission("groups.read", _("See one's own groups"), EVERYONE),
    Permission("groups.see_all", _("See every group"), OFFICE),
    Permission("groups.read_members", _("See who is in a group"), STAFF),
    Permission("groups.manage", _("Open groups and decide who is in them"), OFFICE),
]
