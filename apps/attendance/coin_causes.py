"""Coin causes of this app."""

from django.utils.translation import gettext_lazy as _

from apps.attendance.services.mark_awards import list_mark_awards
from apps.gamification.causes import CoinCause, CoinRule

COIN_CAUSES = [
    CoinCause(
        "attendance",
        _("Attendance"),
        list_mark_awards,
        rules=(
            CoinRule("coins_for_attendance", _("For coming to a lesson")),
            CoinRule("coins_for_lateness", _("For coming late")),
        ),
    )
]
"""A cause is `attendance:<lesson>:<pupil>`, so it stays the same when a mark is withdrawn and made again."""
