"""Permissions of moderation. `queries.list_judged_cases` decides which cases, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, STAFF, Permission

PERMISSIONS = [
    Permission("moderation.report", _("Report texts, and see decisions about own ones"), EVERYONE),
    Permission("moderation.judge", _("Decide about texts in own groups and courses"), STAFF),
]
