"""What a merge of doubles does with enrolments and progress."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import ErrorCode
from apps.core.person_merge import STAFF_ACT, MergeConflict, Moves, PersonMerge, Stays
from apps.learning.models import BlockProgress, Enrollment, LessonProgress
from apps.learning.outlines import Outline
from apps.learning.services.progress import count_progress
from apps.learning.services.reviews import erase_reviews
from apps.learning.watched_pieces import clip_pieces, measure_pieces

PERSON_MERGE: list[Moves | Stays] = [
    Moves("learning.Enrollment", "user", "enrollments"),
    Stays("learning.Enrollment", "by", STAFF_ACT),
    Stays("learning.InvitationLink", "by", STAFF_ACT),
    Moves("learning.LessonProgress", "user"),
    Moves("learning.BlockProgress", "user"),
    Moves("learning.LessonView", "user"),
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


def before_merge(merge: PersonMerge) -> None:
    """Where both began a lesson or a recording, the kept pupil gets the further progress of the two; where both
    reviewed a course, the kept pupil's review stays.
    """
    erase_reviews(user_id=merge.duplicate.pk, reviewed_by=merge.keep.pk)
    for other, own in _pair_rows(merge, LessonProgress, "lesson_id"):
        own.completed_at = min(filter(None, (own.completed_at, other.completed_at)), default=None)
        own.scrolled_at = min(filter(None, (own.scrolled_at, other.scrolled_at)), default=None)
        own.seconds += other.seconds
        if other.updated_at > own.updated_at:
            own.block, own.position_ms = other.block, other.position_ms
        own.save(update_fields=["completed_at", "scrolled_at", "seconds", "block", "position_ms", "updated_at"])
    for other, own in _pair_rows(merge, BlockProgress, "lesson_id", "block"):
        own.opened_at = min(own.opened_at, other.opened_at)
        pieces = clip_pieces([*own.pieces, *other.pieces], own.length_ms)
        own.pieces, own.granted_ms = [list(piece) for piece in pieces], measure_pieces(pieces)
        own.save(update_fields=["opened_at", "pieces", "granted_ms", "updated_at"])


def after_merge(merge: PersonMerge) -> None:
    """Count the percent of what the kept pupil learns, now with the lessons of both."""
    rows = Enrollment.objects.filter(user=merge.keep, ended_at__isnull=True, course__content__published__isnull=False)
    for enrollment in rows.select_related("course__content__published").order_by("pk"):
        version = enrollment.course.content.published
        assert version is not None
        count_progress(enrollment=enrollment, outline=Outline.from_json(version.outline))


def _pair_rows(merge: PersonMerge, model: Any, *names: str) -> list[tuple[Any, Any]]:
    """Return the rows of both pupils about the same thing, as (the duplicate's, the kept pupil's)."""
    own = {tuple(getattr(row, name) for name in names): row for row in model.objects.filter(user=merge.keep)}
    others = model.objects.filter(user=merge.duplicate)
    keyed = [(tuple(getattr(row, name) for name in names), row) for row in others.order_by("pk")]
    return [(row, own[key]) for key, row in keyed if key in own]
