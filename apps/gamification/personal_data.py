"""Personal data in the coin ledger: it is kept, for a person without a name."""

from apps.core.personal_data import KEEP, NonPersonalModel, PersonalData

PERSONAL_DATA = [
    PersonalData("gamification.CoinTransaction", "student", KEEP, "id created_at amount cause reason"),
    PersonalData("gamification.StudentCoin", "student", KEEP, "balance earned name_hidden"),
    PersonalData("gamification.CoinAdjustment", "student", KEEP, "created_at amount reason", empty={"reason": ""}),
    PersonalData("gamification.CoinAdjustment", "by", KEEP, "created_at amount", own=False),
    PersonalData("gamification.StudyDay", "student", KEEP, "day cause"),
    PersonalData("gamification.StreakReward", "student", KEEP, "day days coins"),
    PersonalData("gamification.AchievementGrant", "student", KEEP, "created_at achievement"),
    PersonalData("gamification.LeaderboardRow", "student", KEEP, "board rank coins"),
    PersonalData("gamification.Leaderboard", "group__lead_teacher", KEEP, own=False),
    PersonalData(
        "gamification.Redemption", "student", KEEP, "created_at item price state reason", empty={"reason": ""}
    ),
    PersonalData("gamification.Redemption", "decided_by", KEEP, "decided_at state", own=False),
    PersonalData("gamification.GroupBoard", "group__lead_teacher", KEEP, own=False),
]

IMPERSONAL = [
    NonPersonalModel("gamification.Achievement", "name description"),
    NonPersonalModel("gamification.ShopItem", "name description"),
]
