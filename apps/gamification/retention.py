"""Why no row of this app is removed by age."""

KEPT = {
    "one row for each group": "gamification.GroupBoard",
    "boards of past periods are shown for ever": "gamification.Leaderboard gamification.LeaderboardRow",
    "the ledger of coins": "gamification.CoinTransaction",
    "one row for each pupil": "gamification.StudentCoin",
    "the reason of an entry in the ledger": "gamification.CoinAdjustment gamification.StreakReward "
    "gamification.Redemption",
    "streaks are counted from them": "gamification.StudyDay",
    "the centre's achievements": "gamification.Achievement",
    "a pupil's record": "gamification.AchievementGrant",
    "the shop": "gamification.ShopItem",
}
