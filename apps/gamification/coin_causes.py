"""Coin causes of this app."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.causes import CoinCause, CoinRule
from apps.gamification.services.coin_replay import (
    list_achievement_awards,
    list_manual_awards,
    list_redemption_awards,
    list_streak_awards,
)

COIN_CAUSES = [
    CoinCause("manual", _("Given by a teacher"), list_manual_awards, may_be_negative=True),
    CoinCause(
        "streak",
        _("Days studied in a row"),
        list_streak_awards,
        rules=(
            CoinRule("coins_for_streak", _("For so many days studied in a row")),
            CoinRule("streak_days_for_coins", _("Days studied in a row for these coins")),
        ),
    ),
    CoinCause("achievement", _("Achievement"), list_achievement_awards),
    CoinCause("redemption", _("Shop"), list_redemption_awards, counts=False, may_be_negative=True),
]
"""`manual:<adjustment>`, `streak:<pupil>:<day>`, `achievement:<achievement>:<pupil>`, `redemption:<redemption>`."""
