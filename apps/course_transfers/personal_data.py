"""Personal data of course packages: who asked for them."""

from apps.core.personal_data import KEEP, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "course_transfers.CourseExport",
        "by",
        KEEP,
        "id created_at course__slug format source",
        empty={"by": None},
        own=False,
    ),
    PersonalData(
        "course_transfers.CourseImport", "by", KEEP, "id created_at name format state", empty={"by": None}, own=False
    ),
]
