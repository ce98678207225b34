"""Permissions of coins, leaderboards, achievements and the shop. Links decide whose coins and which groups."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("coins.read_own", _("See your own coins"), EVERYONE),
    Permission("coins.read", _("See the coins of your pupils and children"), EVERYONE),
    Permission("coins.adjust", _("Give and take coins by hand"), STAFF),
    Permission("coins.adjust_without_limit", _("Give and take coins without a daily limit"), OFFICE),
    Permission("leaderboards.read", _("See the leaderboards of your groups"), EVERYONE),
    Permission("achievements.read", _("See achievements, also of your pupils and children"), EVERYONE),
    Permission("achievements.manage", _("Manage achievements"), frozenset({Role.ADMIN})),
    Permission("shop.read", _("See the shop and your purchases"), EVERYONE),
    Permission("shop.redeem", _("Buy with coins"), EVERYONE),
    Permission("shop.manage", _("Manage shop items"), OFFICE),
    Permission("shop.hand_over", _("Hand over purchases"), OFFICE),
]
