"""What lessons know of people: whose group it is."""

from apps.core.personal_data import Erasure, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "lessons.Lesson",
        "group__lead_teacher",
        Erasure.KEEP,
        export=("id", "group__name", "starts_at", "ends_at", "topic", "status"),
        own=False,
    )
]
