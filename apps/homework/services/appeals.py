"""Appeals: a pupil or guardian asks for a review of a score."""

from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, TooMany
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.models import Appeal, Homework, HomeworkState
from apps.homework.queries import NAME_LENGTH, list_assignment_teachers
from apps.homework.services.homework_state import has_open_appeal, lock_homework
from apps.homework.services.publishing import get_pupil_score_overrides, publish_homework_event
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings

MAX_APPEAL_COMMENT_LENGTH = 500


def create_appeal(*, author: User, homework: Homework, text: str) -> Appeal:
    """Request a review: the homework goes to the top of the review queue and takes no submissions. Score and coins stay
    until the next review, which answers.

    Raise Conflict `not_open` when there is no score, an appeal is open, or the centre takes none; TooMany after the
    allowed number of appeals of one homework.
    """
    most = get_system_settings().appeals_allowed
    if not most:
        raise Conflict(_("Scores cannot be appealed here."), code=ErrorCode.NOT_OPEN)
    with unit_of_work():
        locked = lock_homework(homework.pk)
        if has_open_appeal(locked):
            raise Conflict(_("Your teacher has already been asked to review this score."), code=ErrorCode.NOT_OPEN)
        if locked.score is None or locked.state not in (HomeworkState.SCORED, HomeworkState.REVIEWED):
            raise Conflict(_("There is no score to review."), code=ErrorCode.NOT_OPEN)
        if locked.appeals.count() >= most:
            raise TooMany(_("This score cannot be reviewed again. Please talk to your teacher."))
        row = Appeal.objects.create(homework=locked, author=author, text=text)
        locked.state = HomeworkState.NEEDS_REVIEW
        locked.save(update_fields=["state", "updated_at"])
        settings.write_audit_log(actor=author, action="homework.appeal", obj=locked)
        _publish_appeal(locked, row)
    return row


def _publish_appeal(homework: Homework, row: Appeal) -> None:
    event = events.HomeworkAppealed(
        **events.get_homework_event_fields(homework),
        homework_state=homework.state,
        homework_score=float(homework.score or 0),
        by=row.author.full_name[:NAME_LENGTH],
        comment=row.text[:MAX_APPEAL_COMMENT_LENGTH],
    )
    publish_homework_event(homework, event, get_pupil_score_overrides(homework.last_attempt))
    data = {"homework": str(homework.pk), "student": homework.student.full_name, "title": homework.assignment.title}
    for teacher in list_assignment_teachers(homework.assignment):
        notify(user=teacher, type="homework.appealed", data=data)
