"""Permissions of homework. `access.py` decides whose homework and which groups, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("homework.read", _("See own homework and homework of own groups"), EVERYONE),
    Permission("homework.submit", _("Submit own homework"), EVERYONE),
    Permission("homework.appeal", _("Request a review of an own or a child's score"), EVERYONE),
    Permission("homework.assign", _("Assign homework to own groups and see assignments"), STAFF),
    Permission("homework.review", _("Review homework of own groups"), STAFF),
    Permission("homework.see_all", _("See homework of all pupils"), OFFICE),
]
