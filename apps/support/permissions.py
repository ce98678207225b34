"""Permissions of tickets. `queries.list_worked_tickets` decides which ones, by branches and links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("support.ask", _("Open tickets, and follow own ones"), EVERYONE),
    Permission("support.work", _("Work on tickets that are assigned to oneself"), STAFF),
    Permission("support.see_all", _("Work on all tickets of own branches, assign and merge them"), OFFICE),
    Permission("support.rules", _("Set categories, assignment rules and service times"), frozenset({Role.ADMIN})),
]
