"""Permissions of the kindergarten. `access.py` decides which children, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("kids.read", _("See oneself and own children in the kindergarten; staff, those they teach"), EVERYONE),
    Permission("kids.play", _("Play lessons of the kindergarten, alone or beside own children"), EVERYONE),
    Permission(
        "kids.limit_play", _("See the day of own children in the kindergarten, and limit how long they play"), EVERYONE
    ),
    Permission("kids.arrange", _("Decide which class a child is in, whatever the age"), STAFF),
    Permission("kids.observe", _("See how far children of own groups are, and write what one sees of them"), STAFF),
    Permission("kids.see_skills", _("See the skills of the kindergarten, and what trains them"), STAFF),
    Permission("kids.name_skills", _("Say which skills own lessons and questions train"), STAFF),
    Permission("kids.manage_skills", _("Write the skills of the kindergarten"), OFFICE),
]
