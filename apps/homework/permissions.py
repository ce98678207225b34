"""Permissions of homework. `access.py` decides whose homework and which groups, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("homework.read", _("See homework of one's own and of groups one teaches"), EVERYONE),
    Permission("homework.submit", _("Hand in one's own homework"), EVERYONE),
    Permission("homework.appeal", _("Ask for another look at a mark of one's own or one's child"), EVERYONE),
    Permission("homework.assign", _("Give homework to groups one teaches, and see what was given"), STAFF),
    Permission("homework.review", _("Review homework of groups one teaches"), STAFF),
    Permission("homework.see_all", _("See everybody's homework"), OFFICE),
]
