"""Reads over coins and what is made of them; one module a subject."""

from apps.gamification.models import Period
from apps.gamification.queries.achievements import achievements_of, live_achievements
from apps.gamification.queries.boards import board_rows, leaderboard, leaderboard_for, period_start
from apps.gamification.queries.ledger import balance_of, coins_earned, ledger_sum, name_hidden, transactions_of
from apps.gamification.queries.streaks import longest_streaks, streak_of, study_days
from apps.gamification.queries.told import group_leaderboard

__all__ = [
    "Period",
    "achievements_of",
    "balance_of",
    "board_rows",
    "coins_earned",
    "group_leaderboard",
    "leaderboard",
    "leaderboard_for",
    "ledger_sum",
    "live_achievements",
    "longest_streaks",
    "name_hidden",
    "period_start",
    "streak_of",
    "study_days",
    "transactions_of",
]
