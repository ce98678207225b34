"""Permissions of lessons. Access to single lessons is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("lessons.read", _("See the lessons of one's own groups"), EVERYONE),
    Permission("lessons.create", _("Plan lessons of the groups one teaches"), STAFF),
    Permission("lessons.change", _("Change, hold, cancel and move the lessons one teaches"), STAFF),
    Permission("lessons.substitute", _("Say who gives a lesson instead of its teacher"), OFFICE),
    Permission("lessons.force", _("Put a lesson where it clashes with another"), OFFICE),
    Permission("lessons.read_history", _("See what happened to a lesson, by whom and why"), STAFF),
    Permission("lessons.calendar", _("Have one's lessons in a calendar program"), EVERYONE),
    Permission("timetable.manage", _("Set the timetables of groups and make their lessons"), OFFICE),
    Permission("rooms.read", _("See rooms and what takes place in them"), STAFF),
    Permission("rooms.manage", _("Add, change and archive rooms"), OFFICE),
    Permission("holidays.read", _("See holidays"), EVERYONE),
    Permission("holidays.manage", _("Set holidays"), OFFICE),
]
