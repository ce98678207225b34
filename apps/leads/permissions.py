"""Permissions of leads. `queries.list_visible_leads` decides which leads: those of own branches."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import OFFICE, Permission, Role

PERMISSIONS = [
    Permission("leads.read", _("See leads and their figures"), OFFICE),
    Permission("leads.work", _("Add leads, call them, make pupils of them"), OFFICE),
    Permission("leads.import", _("Import leads, and undo imports"), OFFICE),
    Permission("leads.arrange", _("Manage stages, site forms and costs of leads"), frozenset({Role.ADMIN})),
]
