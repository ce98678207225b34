"""What a merge of doubles does with the kindergarten."""

from django.db.models import Exists, OuterRef

from apps.accounts.services.consents import RENEW_PSEUDONYM
from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.jobs.services import enqueue
from apps.kids.models import ClassException, MLStudentMap
from apps.kids.services.classes import lock_children
from apps.kids.services.mastery import trace_skills
from apps.kids.services.play_time import add_play_days

PERSON_MERGE: list[Moves | Stays] = [
    Stays("kids.ClassException", "child", "those of days without one of the kept pupil move in `after_merge`"),
    Stays("kids.ClassException", "author", STAFF_ACT),
    Moves("kids.ActivityAnswer", "child"),
    Moves("kids.SkillAnswer", "child"),
    Moves("kids.SkillMastery", "child"),
    Moves("kids.ShownLesson", "child"),
    Moves("kids.PlayLimit", "child"),
    Moves("kids.PlayLimit", "author"),
    Stays("kids.PlayDay", "child", "`after_merge` adds them to those of the kept pupil"),
    Moves("kids.SourceTrial", "child"),
    Stays("kids.MLStudentMap", "child", "a job erases that of the duplicate, with the rows of its pseudonym"),
    Stays("kids.SkillMastery", "overruled_by", STAFF_ACT),
    Moves("kids.Observation", "child"),
    Stays("kids.Observation", "author", STAFF_ACT),
]


def lock_for_merge(merge: PersonMerge) -> None:
    """Lock the profiles of both: what their answers say is stored before the merge, or sees the kept pupil."""
    lock_children(merge.ids)


def after_merge(merge: PersonMerge) -> None:
    """Move the exceptions of the duplicate from classes that share no day with one of the kept pupil, and tell anew how
    far the pupil is by the answers of both. What both played on a day is added. The outside pipeline forgets the
    duplicate by a job: it may be writing.
    """
    kept = ClassException.objects.filter(
        child=merge.keep, starts_on__lte=OuterRef("until"), until__gte=OuterRef("starts_on")
    )
    trace_skills(merge.keep)
    add_play_days(merge.keep, merge.duplicate)
    if MLStudentMap.objects.filter(child=merge.duplicate).exists():
        enqueue(kind=RENEW_PSEUDONYM, object_id=merge.duplicate.pk)
    ClassException.objects.filter(~Exists(kept), child=merge.duplicate).update(child=merge.keep)
