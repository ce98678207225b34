"""What coins are earned for here."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.causes import CoinCause, CoinRule
from apps.learning.services.course_coins import list_course_awards

COIN_CAUSES = [
    CoinCause(
        "course",
        _("Online course"),
        list_course_awards,
        rules=(CoinRule("coins_for_course", _("For completing an online course")),),
    )
]
"""`course:<enrolment>`."""
