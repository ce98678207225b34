"""What a merge of doubles does with course packages."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Stays("course_transfers.CourseExport", "by", STAFF_ACT),
    Stays("course_transfers.CourseImport", "by", STAFF_ACT),
]
