"""Coin causes of this app."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.causes import CoinCause, CoinRule

COIN_CAUSES = [
    CoinCause(
        "manual",
        _("Given by a teacher"),
        "apps.gamification.services.coin_replay.list_manual_awards",
        may_be_negative=True,
    ),
    CoinCause(
        "streak",
        _("Days studied in a row"),
        "apps.gamification.services.coin_replay.list_streak_awards",
        rules=(
            CoinRule("coins_for_streak", _("For so many days studied in a row")),
            CoinRule("streak_days_for_coins", _("Days studied in a row for these coins")),
        ),
    ),
    CoinCause("achievement", _("Achievement"), "apps.gamification.services.coin_replay.list_achievement_awards"),
    CoinCause(
        "redemption",
        _("Shop"),
        "apps.gamification.services.coin_replay.list_redemption_awards",
        counts=False,
        may_be_negative=True,
    ),
]
"""`manual:<adjustment>`, `streak:<pupil>:<day>`, `achievement:<achievement>:<pupil>`, `redemption:<redemption>`."""
