"""Permissions of analytics. Each measure names the one that it needs besides; branches and links decide the rest."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("analytics.view", _("See measures of own groups and branches"), STAFF),
    Permission("analytics.platform", _("See measures of whole branches and of the centre"), OFFICE),
    Permission("analytics.at_risk", _("See who may leave, and note what was done about it"), STAFF),
    Permission("analytics.report", _("Make reports in the background and schedule them"), STAFF),
    Permission("analytics.report_cards", _("Make report cards of own groups and branches, and send them"), STAFF),
    Permission("analytics.own", _("See own figures and those of own children"), EVERYONE),
]
