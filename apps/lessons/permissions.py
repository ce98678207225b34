"""Rights over lessons."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, STAFF, Permission

PERMISSIONS = [
    Permission("lessons.read", _("See the lessons of one's own groups"), EVERYONE),
    Permission("lessons.create", _("Plan lessons of the groups one teaches"), STAFF),
]
