"""Permissions of coins, leaderboards, achievements and the shop. Links decide whose coins and which groups."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("coins.read_own", _("See one's own coins"), EVERYONE),
    Permission("coins.read", _("See the coins of pupils one teaches or looks after"), EVERYONE),
    Permission("coins.adjust", _("Give and take coins by hand"), STAFF),
    Permission("coins.adjust_without_limit", _("Give and take coins without a daily limit"), OFFICE),
    Permission("leaderboards.read", _("See the leaderboard of one's own groups"), EVERYONE),
    Permission("achievements.read", _("See what can be reached, and what one's pupils and children have"), EVERYONE),
    Permission("achievements.manage", _("Change what can be reached"), frozenset({Role.ADMIN})),
    Permission("shop.read", _("See the shop and what one bought"), EVERYONE),
    Permission("shop.redeem", _("Buy with coins"), EVERYONE),
    Permission("shop.manage", _("Change what the shop has"), OFFICE),
    Permission("shop.hand_over", _("Hand over what was bought"), OFFICE),
]
