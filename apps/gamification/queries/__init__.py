"""Queries of coins, leaderboards, achievements, streaks and the shop."""

from apps.gamification.models import Period
from apps.gamification.queries.achievements import list_active_achievements, list_student_achievements
from apps.gamification.queries.leaderboard_stream import get_stream_leaderboard
from apps.gamification.queries.leaderboards import (
    build_leaderboard_rows,
    get_group_leaderboard,
    get_period_start,
    rank_group_members,
)
from apps.gamification.queries.ledger import (
    count_coins_earned,
    get_coin_balance,
    is_name_hidden,
    list_coin_transactions,
    sum_coin_ledger,
)
from apps.gamification.queries.streaks import count_study_days, get_longest_streaks, get_streak
