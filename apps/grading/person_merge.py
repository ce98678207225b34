"""What a merge of doubles does with grades."""

from django.db.models import Max

from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.grading.models import GradeEntry

PERSON_MERGE: list[Moves | Stays] = [
    Moves("grading.GradeEntry", "student", "grade_entries"),
    Moves("grading.GradeExtension", "student"),
    Stays("grading.GradeEntry", "author", STAFF_ACT),
    Stays("grading.GradeExtension", "author", STAFF_ACT),
    Stays("grading.GradeScale", "author", STAFF_ACT),
    Stays("grading.FilledRubric", "author", STAFF_ACT),
    Stays("grading.RubricVersion", "author", STAFF_ACT),
]


def before_merge(merge: PersonMerge) -> None:
    """Number the duplicate's entries of an item after the kept pupil's."""
    own = GradeEntry.objects.filter(student=merge.keep).values_list("item").annotate(Max("number"))
    newest = dict(own.order_by())
    rows = GradeEntry.objects.select_for_update().filter(student=merge.duplicate, item__in=newest)
    for entry in rows.order_by("item", "-number"):
        entry.number += newest[entry.item_id]
        entry.save(update_fields=["number", "updated_at"])
