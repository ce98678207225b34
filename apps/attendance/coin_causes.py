"""What coins are earned for here."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.causes import CoinCause

COIN_CAUSES = [CoinCause("attendance", _("Attendance"))]
"""A cause reads `attendance:<lesson>:<pupil>`: it outlives a mark that is withdrawn and made again."""
