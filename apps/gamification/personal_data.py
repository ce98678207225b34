"""Personal data in the coin ledger: it is kept, for a person without a name."""

from apps.core.personal_data import ErasureAction, NonPersonalModel, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "gamification.CoinTransaction",
        "student",
        ErasureAction.KEEP,
        export=("id", "created_at", "amount", "cause", "reason"),
    ),
    PersonalData(
        "gamification.StudentCoin", "student", ErasureAction.KEEP, export=("balance", "earned", "name_hidden")
    ),
    PersonalData(
        "gamification.CoinAdjustment",
        "student",
        ErasureAction.KEEP,
        export=("created_at", "amount", "reason"),
        empty={"reason": ""},
    ),
    PersonalData("gamification.CoinAdjustment", "by", ErasureAction.KEEP, export=("created_at", "amount"), own=False),
    PersonalData("gamification.StudyDay", "student", ErasureAction.KEEP, export=("day", "cause")),
    PersonalData("gamification.StreakReward", "student", ErasureAction.KEEP, export=("day", "days", "coins")),
    PersonalData("gamification.AchievementGrant", "student", ErasureAction.KEEP, export=("created_at", "achievement")),
    PersonalData("gamification.LeaderboardRow", "student", ErasureAction.KEEP, export=("board", "rank", "coins")),
    PersonalData("gamification.Leaderboard", "group__lead_teacher", ErasureAction.KEEP, own=False),
    PersonalData(
        "gamification.Redemption",
        "student",
        ErasureAction.KEEP,
        export=("created_at", "item", "price", "state", "reason"),
        empty={"reason": ""},
    ),
    PersonalData(
        "gamification.Redemption", "decided_by", ErasureAction.KEEP, export=("decided_at", "state"), own=False
    ),
    PersonalData("gamification.GroupBoard", "group__lead_teacher", ErasureAction.KEEP, own=False),
]

IMPERSONAL = [
    NonPersonalModel("gamification.Achievement", ("name", "description")),
    NonPersonalModel("gamification.ShopItem", ("name", "description")),
]
