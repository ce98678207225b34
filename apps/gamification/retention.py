"""Why no row of this app is removed by age."""

KEPT = {
    "gamification.GroupBoard": "one row for each group",
    "gamification.Leaderboard": "boards of past periods are shown for ever",
    "gamification.LeaderboardRow": "boards of past periods are shown for ever",
    "gamification.CoinTransaction": "the ledger of coins",
    "gamification.StudentCoin": "one row for each pupil",
    "gamification.CoinAdjustment": "the reason of an entry in the ledger",
    "gamification.StudyDay": "streaks are counted from them",
    "gamification.StreakReward": "the reason of an entry in the ledger",
    "gamification.Achievement": "the centre's achievements",
    "gamification.AchievementGrant": "a pupil's record",
    "gamification.ShopItem": "the shop",
    "gamification.Redemption": "the reason of an entry in the ledger",
}
