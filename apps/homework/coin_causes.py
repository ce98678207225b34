"""What coins are earned for here."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.causes import CoinCause

COIN_CAUSES = [CoinCause("homework", _("Homework"))]
