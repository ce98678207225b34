"""Permissions of courses and groups. Access to single groups is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("courses.read", _("See published courses"), EVERYONE),
    Permission("courses.see_drafts", _("See courses that are not published"), STAFF),
    Permission("courses.create", _("Create draft courses"), STAFF),
    Permission("courses.edit", _("Change the courses you teach"), STAFF),
    Permission("courses.manage", _("Set the teachers of a course, delete courses"), OFFICE),
    Permission("courses.publish", _("Publish and archive courses"), OFFICE),
    Permission("courses.arrange", _("Manage categories and levels"), OFFICE),
    Permission("courses.read_placements", _("See the levels of pupils"), EVERYONE),
    Permission("courses.import", _("Import pupils, and undo imports"), OFFICE),
    Permission("courses.export", _("Export pupils and groups"), OFFICE),
    Permission("courses.place", _("Record a pupil's level"), STAFF),
    Permission("groups.read", _("See your groups"), EVERYONE),
    Permission("groups.see_all", _("See every group"), OFFICE),
    Permission("groups.read_members", _("See the members of a group"), STAFF),
    Permission("groups.manage", _("Create groups and manage their members"), OFFICE),
]
