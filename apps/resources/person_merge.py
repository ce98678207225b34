"""What a merge of doubles does with the rows of this app."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("resources.Download", "user"),
    Stays("resources.MediaFile", "added_by", STAFF_ACT),
    Stays("resources.LessonResource", "added_by", STAFF_ACT),
]
