"""Services of coins, achievements, streaks, leaderboards and the shop."""

from apps.gamification.causes import Award
from apps.gamification.services.awards import award_coins, award_coins_in_bulk
from apps.gamification.services.leaderboard_events import publish_leaderboard, publish_leaderboards
from apps.gamification.services.study_days import StudyRecord, record_study_days
