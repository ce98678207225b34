"""Permissions of registers. Access to single registers and marks is decided in `access.py`."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("attendance.read", _("See your own marks and excuses, and those of groups you teach"), EVERYONE),
    Permission("attendance.check_in", _("Check in to lessons, where it is switched on"), EVERYONE),
    Permission("attendance.excuse", _("Request and withdraw excuses"), EVERYONE),
    Permission("attendance.mark", _("Keep the registers of groups you teach"), STAFF),
    Permission("attendance.import", _("Import marks of groups you teach, and undo imports"), STAFF),
    Permission("attendance.decide_excuses", _("Accept and refuse excuses of pupils you teach"), STAFF),
    Permission("attendance.see_all", _("See and keep every register"), OFFICE),
    Permission("attendance.reopen", _("Change registers that are closed"), OFFICE),
    Permission(
        "attendance.settle", _("Settle lessons that nobody marked: held, cancelled, given by a substitute"), OFFICE
    ),
    Permission("attendance.manage_statuses", _("Manage attendance statuses"), OFFICE),
    Permission("attendance.hear_alerts", _("Be notified of pupils who are often absent"), OFFICE),
]
