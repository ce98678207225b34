"""Personal data in the coin ledger: it is kept, for a person without a name."""

from apps.core.personal_data import Erasure, Impersonal, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "gamification.CoinTransaction",
        "student",
        Erasure.KEEP,
        export=("id", "created_at", "amount", "cause", "reason"),
    ),
    PersonalData("gamification.StudentCoin", "student", Erasure.KEEP, export=("balance", "earned", "name_hidden")),
    PersonalData(
        "gamification.CoinAdjustment",
        "student",
        Erasure.KEEP,
        export=("created_at", "amount", "reason"),
        empty={"reason": ""},
    ),
    PersonalData("gamification.CoinAdjustment", "by", Erasure.KEEP, export=("created_at", "amount"), own=False),
    PersonalData("gamification.StudyDay", "student", Erasure.KEEP, export=("day", "cause")),
    PersonalData("gamification.StreakReward", "student", Erasure.KEEP, export=("day", "days", "coins")),
    PersonalData("gamification.AchievementGrant", "student", Erasure.KEEP, export=("created_at", "achievement")),
    PersonalData("gamification.LeaderboardRow", "student", Erasure.KEEP, export=("board", "rank", "coins")),
    PersonalData("gamification.Leaderboard", "group__lead_teacher", Erasure.KEEP, own=False),
    PersonalData(
        "gamification.Redemption",
        "student",
        Erasure.KEEP,
        export=("created_at", "item", "price", "state", "reason"),
        empty={"reason": ""},
    ),
    PersonalData("gamification.Redemption", "decided_by", Erasure.KEEP, export=("decided_at", "state"), own=False),
    PersonalData("gamification.GroupBoard", "group__lead_teacher", Erasure.KEEP, own=False),
]

IMPERSONAL = [
    Impersonal("gamification.Achievement", ("name", "description")),
    Impersonal("gamification.ShopItem", ("name", "description")),
]
