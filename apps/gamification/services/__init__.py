"""Writes of coins and what is made of them; one module a subject."""

from apps.gamification.causes import Award
from apps.gamification.services.announcing import announce_leaderboard, announce_leaderboards
from apps.gamification.services.awarding import award, award_many
from apps.gamification.services.studying import Studied, study

__all__ = [
    "Award",
    "Studied",
    "announce_leaderboard",
    "announce_leaderboards",
    "award",
    "award_many",
    "study",
]
