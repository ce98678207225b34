"""Which lists children get, and what was drawn for their week."""

from apps.accounts.models import Session
from apps.core.errors import NotFound
from apps.core.uow import unit_of_work
from apps.kids.models import ShownLesson, SourceTrial
from apps.kids.recommendations import Recommendations
from apps.kids.recommending.comparing import find_week
from apps.kids.services.classes import lock_child


def record_shown(listed: Recommendations, *, session: Session) -> None:
    """Record the lessons of a list for who reads it, once a day for each source, and once a week what was drawn for the
    child, unless staff read it; for the day on which the list was made, also after midnight. Nothing is recorded while
    an administrator views as the reader, and of a child that was erased or merged since.
    """
    if session.viewed_by_id is not None:
        return
    to_child = session.user_id == listed.child.pk
    rows = [
        ShownLesson(
            child=listed.child,
            lesson_id=each.lesson.id,
            source=listed.source,
            reason=each.code,
            shown_on=listed.day,
            to_child=to_child,
        )
        for each in listed.lessons
    ]
    with unit_of_work():
        try:
            # Two readers at once may have the same lessons in another order: rows of both could wait for each other.
            lock_child(listed.child)
        except NotFound:
            return
        ShownLesson.objects.bulk_create(rows, ignore_conflicts=True)
        if listed.candidate and not session.user.is_staff_member:
            trial = SourceTrial(
                child=listed.child, week=find_week(listed.day), candidate=listed.candidate, source=listed.source
            )
            SourceTrial.objects.bulk_create([trial], ignore_conflicts=True)
