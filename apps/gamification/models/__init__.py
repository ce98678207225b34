"""Models of coins, leaderboards, achievements, streaks and the shop."""

from apps.gamification.models.boards import GroupBoard, Leaderboard, LeaderboardRow, LeaderboardScope, Period
from apps.gamification.models.ledger import CoinAdjustment, CoinTransaction, StudentCoin
from apps.gamification.models.rewards import Achievement, AchievementGrant, StreakReward, StudyDay
from apps.gamification.models.shop import Redemption, RedemptionState, ShopItem
