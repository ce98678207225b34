"""What a merge of doubles does with the rows of this app."""

from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.lessons.models import FeedbackRequest

TEACHERS = "of teachers only"

PERSON_MERGE: list[Moves | Stays] = [
    Moves("lessons.CalendarFeed", "user"),
    Moves("lessons.FeedbackRequest", "student"),
    Moves("lessons.LiveAttendee", "person"),
    Stays("lessons.LiveAttendee", "matched_by", STAFF_ACT),
    Stays("lessons.FeedbackRound", "teacher", TEACHERS),
    Stays("lessons.ScheduleLine", "teacher", TEACHERS),
    Stays("lessons.Lesson", "teacher instead_of", TEACHERS),
    Stays("lessons.SkippedLesson", "teacher", TEACHERS),
    Stays("lessons.LessonReschedule", "by", STAFF_ACT),
    Stays("lessons.LessonChange", "by", STAFF_ACT),
]


def before_merge(merge: PersonMerge) -> None:
    """Where both are asked in one round, one stays asked: who has answered or, where both have, the kept pupil."""
    asked = FeedbackRequest.objects.select_for_update().filter(student__in=merge.ids)
    own = {row.round_id: row for row in asked if row.student_id == merge.keep.pk}
    for other in asked:
        kept = own.get(other.round_id)
        if kept is not None and other.pk != kept.pk:
            (other if kept.rating or not other.rating else kept).delete()
