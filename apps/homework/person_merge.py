"""What a merge of doubles does with homework.

Where both have the same homework, the one that was not begun goes; where both handed in, the duplicate's stays with the
duplicate.
"""

from django.db.models import Exists, OuterRef, QuerySet

from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.homework.models import Appeal, Attempt, Homework, Review

PERSON_MERGE: list[Moves | Stays] = [
    Moves("homework.Homework", "student", "homework"),
    Moves("homework.Appeal", "author"),
    Stays("homework.Assignment", "author", STAFF_ACT),
    Stays("homework.Review", "reviewer", STAFF_ACT),
    Stays("homework.WordCorrection", "author", STAFF_ACT),
    Stays("homework.ScoreProposal", "author", STAFF_ACT),
]


def before_merge(merge: PersonMerge) -> None:
    """Delete the homework that one of the two never began and the other has too."""
    for one, other in ((merge.duplicate, merge.keep), (merge.keep, merge.duplicate)):
        shared = Homework.objects.filter(student=other).values("assignment")
        _filter_untouched(Homework.objects.filter(student=one, assignment__in=shared)).delete()


def after_merge(merge: PersonMerge) -> None:
    """Leave the coins of the homework that stays where they are."""
    stayed = Homework.objects.filter(student=merge.duplicate).values_list("pk", flat=True)
    merge.left_causes.update(f"homework:{homework}" for homework in stayed)


def _filter_untouched(rows: QuerySet[Homework]) -> QuerySet[Homework]:
    own = {"homework": OuterRef("pk")}
    traces = (Attempt.objects.filter(**own), Review.objects.filter(**own), Appeal.objects.filter(**own))
    return rows.filter(*(~Exists(trace) for trace in traces))
