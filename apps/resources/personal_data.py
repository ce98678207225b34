"""What materials know of people: they stay with the centre, who added them and who loaded them is forgotten.

The stored files behind them have no owner, so that the erasure of a teacher leaves the lessons their files.
"""

from apps.core.personal_data import Erasure, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "resources.MediaFile",
        "added_by",
        Erasure.KEEP,
        export=("id", "created_at", "title", "kind", "archived_at"),
        empty={"added_by": None},
        own=False,
    ),
    PersonalData(
        "resources.LessonResource",
        "added_by",
        Erasure.KEEP,
        export=("id", "created_at", "title", "lesson", "course", "archived_at"),
        empty={"added_by": None},
        own=False,
    ),
    PersonalData("resources.Download", "user", Erasure.DELETE, export=("id", "created_at", "resource__title")),
]
