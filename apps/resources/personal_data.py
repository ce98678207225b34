"""Personal data of materials: files stay, who added, viewed and downloaded them is erased.

The stored files have no owner, so the erasure of a teacher leaves the files of lessons.
"""

from apps.core.personal_data import DELETE, KEEP, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "resources.MediaFile",
        "added_by",
        KEEP,
        "id created_at title kind url archived_at",
        empty={"added_by": None},
        own=False,
    ),
    PersonalData(
        "resources.LessonResource",
        "added_by",
        KEEP,
        "id created_at title lesson course archived_at",
        empty={"added_by": None},
        own=False,
    ),
    PersonalData("resources.Download", "user", DELETE, "id created_at use resource__title"),
]
