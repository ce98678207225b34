"""What the ledger of coins knows of people: it stays, with a person without a name."""

from apps.core.personal_data import Erasure, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "gamification.CoinTransaction",
        "student",
        Erasure.KEEP,
        export=("id", "created_at", "amount", "cause", "reason"),
    ),
    PersonalData("gamification.StudentCoin", "student", Erasure.KEEP, export=("balance",)),
    PersonalData("gamification.GroupBoard", "group__lead_teacher", Erasure.KEEP, own=False),
]
