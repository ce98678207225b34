"""What coins are earned for here."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.causes import CoinCause, CoinRule
from apps.homework.services.homework_state import iter_coin_awards

COIN_CAUSES = [
    CoinCause(
        "homework",
        _("Homework"),
        iter_coin_awards,
        rules=(
            CoinRule("coins_for_homework", _("For a perfect mark, where the teacher says nothing else")),
            CoinRule("coins_minimum_score", _("The lowest mark that earns coins")),
            CoinRule("coin_bands", _("From which mark which percent; without any, the mark is the percent")),
            CoinRule("coins_for_on_time", _("More, when it was submitted before the deadline")),
            CoinRule("coins_for_first_try", _("More, when the first try counts")),
        ),
    )
]
