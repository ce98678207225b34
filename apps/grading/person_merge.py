"""What a merge of doubles does with grades."""

from uuid import UUID

from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.grading.models import GradeEntry

PERSON_MERGE: list[Moves | Stays] = [
    Moves("grading.GradeEntry", "student", "grade_entries"),
    Moves("grading.GradeExtension", "student"),
    Moves("grading.GradeAppeal", "student"),
    Moves("grading.GradeAppeal", "author"),
    Stays("grading.GradeAppeal", "answered_by", STAFF_ACT),
    Moves("grading.ProvisionalMark", "student"),
    Stays("grading.ProvisionalMark", "author", STAFF_ACT),
    Stays("grading.SecondMarking", "first second", STAFF_ACT),
    Stays("grading.GradeEntry", "author", STAFF_ACT),
    Stays("grading.GradeExtension", "author", STAFF_ACT),
    Stays("grading.GradeScale", "author", STAFF_ACT),
    Stays("grading.FilledRubric", "author", STAFF_ACT),
    Stays("grading.RubricVersion", "author", STAFF_ACT),
    Moves("grading.SavedComment", "author"),
]


def before_merge(merge: PersonMerge) -> None:
    """Number the entries of both in an item anew, by their time."""
    both = GradeEntry.objects.filter(student__in=(merge.keep, merge.duplicate))
    shared = both.filter(student=merge.duplicate).values("item")
    by_item: dict[UUID, list[GradeEntry]] = {}
    for entry in both.filter(item__in=shared).select_for_update().order_by("created_at", "pk"):
        by_item.setdefault(entry.item_id, []).append(entry)
    for entries in by_item.values():
        # Above all that are taken first: a number stands once for each person.
        for start in (max(entry.number for entry in entries), 0):
            for number, entry in enumerate(entries, start=start + 1):
                entry.number = number
                entry.save(update_fields=["number", "updated_at"])
