"""Permissions of lessons. Access to single lessons is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("lessons.read", _("See the lessons of your groups"), EVERYONE),
    Permission("lessons.create", _("Create lessons of the groups you teach"), STAFF),
    Permission("lessons.change", _("Change, hold, cancel and move the lessons you teach"), STAFF),
    Permission("lessons.join", _("Join the online rooms of your lessons, and for your children"), EVERYONE),
    Permission("lessons.substitute", _("Assign substitutes to lessons"), OFFICE),
    Permission("lessons.force", _("Save a lesson in spite of a conflict"), OFFICE),
    Permission("lessons.read_history", _("See the history of a lesson"), STAFF),
    Permission("lessons.calendar", _("See your lessons in a calendar program"), EVERYONE),
    Permission("feedback.give", _("Say what you think of your teachers, and those of your children"), EVERYONE),
    Permission("feedback.read", _("See what pupils say about you"), STAFF),
    Permission("feedback.see_all", _("See what pupils say about all teachers"), OFFICE),
    Permission("timetable.manage", _("Set the timetables of groups and generate their lessons"), OFFICE),
    Permission("rooms.read", _("See rooms and the lessons in them"), STAFF),
    Permission("rooms.manage", _("Add, change and archive rooms"), OFFICE),
    Permission("holidays.read", _("See holidays"), EVERYONE),
    Permission("holidays.manage", _("Set holidays"), OFFICE),
]
