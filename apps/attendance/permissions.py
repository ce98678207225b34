"""Permissions of registers. Access to single registers and marks is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("attendance.read", _("See marks and excuses of one's own and of groups one teaches"), EVERYONE),
    Permission("attendance.check_in", _("Say oneself that one is there, where it is switched on"), EVERYONE),
    Permission("attendance.excuse", _("Ask to be excused, and take it back"), EVERYONE),
    Permission("attendance.mark", _("Keep the registers of groups one teaches"), STAFF),
    Permission("attendance.import", _("Take in tables of marks of groups one teaches, and undo that"), STAFF),
    Permission("attendance.decide_excuses", _("Accept and refuse excuses of pupils one teaches"), STAFF),
    Permission("attendance.see_all", _("See and keep every register"), OFFICE),
    Permission("attendance.reopen", _("Change registers that are closed"), OFFICE),
    Permission("attendance.manage_statuses", _("Decide which marks a register may hold"), OFFICE),
    Permission("attendance.hear_alerts", _("Be told of pupils who stay away"), OFFICE),
]
