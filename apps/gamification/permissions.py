"""Rights over coins and leaderboards. Whose coins and which group is decided by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, Permission

PERMISSIONS = [
    Permission("coins.read_own", _("See one's own coins"), EVERYONE),
    Permission("coins.read", _("See the coins of pupils one teaches or looks after"), EVERYONE),
    Permission("leaderboards.read", _("See the leaderboard of one's own groups"), EVERYONE),
]
