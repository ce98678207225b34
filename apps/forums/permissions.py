"""Permissions of forums. `queries` decides which forums, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, Permission, Role

PEOPLE = EVERYONE - {Role.MEMBER}
"""Who has signed up and neither learns nor works here has no forum."""

PERMISSIONS = [
    Permission("forums.see", _("Read the forums of own courses, groups and branches"), PEOPLE),
    Permission("forums.write", _("Write in the forums of own courses, groups and branches"), PEOPLE),
]
