"""What a merge of doubles does with enrolments."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import ErrorCode
from apps.core.person_merge import STAFF_ACT, MergeConflict, Moves, PersonMerge, Stays
from apps.learning.models import Enrollment

PERSON_MERGE: list[Moves | Stays] = [
    Moves("learning.Enrollment", "user", "enrollments"),
    Stays("learning.Enrollment", "by", STAFF_ACT),
    Moves("learning.CourseReview", "user"),
    Stays("learning.CourseReview", "answered_by hidden_by", STAFF_ACT),
    Moves("learning.ReviewReport", "user"),
    Stays("learning.CourseLesson", "saved_by", STAFF_ACT),
    Stays("learning.CourseVersion", "published_by", STAFF_ACT),
    Stays("learning.CourseFile", "added_by", STAFF_ACT),
]


def list_merge_conflicts(merge: PersonMerge) -> list[MergeConflict]:
    """Both may not learn the same course online now: one of the two enrolments has to end."""
    own = Enrollment.objects.filter(user=merge.keep, ended_at__isnull=True).values("course")
    both = Enrollment.objects.filter(user=merge.duplicate, ended_at__isnull=True, course__in=own)
    if not both.exists():
        return []
    detail = _("Both learn the same course online: end one of the enrolments first.")
    return [MergeConflict(ErrorCode.MERGE_SAME_COURSE, "enrollments", detail)]
