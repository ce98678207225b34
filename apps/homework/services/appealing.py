"""A pupil or guardian asks for another look at a mark."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, TooMany
from apps.core.uow import unit_of_work
from apps.courses.queries import list_group_teachers
from apps.homework import events
from apps.homework.models import Appeal, Homework, HomeworkState
from apps.homework.progress import tell_followers
from apps.homework.queries import NAME_LENGTH
from apps.homework.services.settling import appealed, lock
from apps.homework.services.telling import streams
from apps.homework.verdicts import small
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings
from realtime.events import publish_event

COMMENT_SHOWN = 500


def appeal(*, author: User, homework: Homework, text: str) -> Appeal:
    """Ask the teacher for another look: the homework waits for a review, first of all; its mark and coins stay until
    then, and nothing can be handed in. The next review answers.

    Raises Conflict `not_open` when there is no mark to look at, an appeal is open already, or the centre takes none;
    TooMany after as many of one homework as the settings allow.
    """
    most = get_system_settings().appeals_allowed
    if not most:
        raise Conflict(_("Marks cannot be appealed against here."), code=ErrorCode.NOT_OPEN)
    with unit_of_work():
        locked = lock(homework.pk)
        if appealed(locked):
            raise Conflict(_("Your teacher was asked to look at this mark already."), code=ErrorCode.NOT_OPEN)
        if locked.score is None or locked.state not in (HomeworkState.SCORED, HomeworkState.REVIEWED):
            raise Conflict(_("There is no mark to look at again."), code=ErrorCode.NOT_OPEN)
        if locked.appeals.count() >= most:
            raise TooMany(_("This mark was looked at often enough. Please talk to your teacher."))
        row = Appeal.objects.create(homework=locked, author=author, text=text)
        locked.state, locked.updated_at = HomeworkState.NEEDS_REVIEW, timezone.now()
        locked.save(update_fields=["state", "updated_at"])
        settings.write_audit_log(actor=author, action="homework.appeal", obj=locked)
        _tell(locked, row)
    return row


def _tell(homework: Homework, row: Appeal) -> None:
    told = events.HomeworkAppealed(
        **events.about(homework),
        homework_state=homework.state,
        homework_score=float(homework.score or 0),
        by=row.author.full_name[:NAME_LENGTH],
        comment=row.text[:COMMENT_SHOWN],
    )
    wall, own = streams(homework)
    publish_event(wall, told)
    publish_event(own, told.model_copy(update={"homework_score": None}) if small(homework.last_attempt) else told)
    tell_followers(homework)
    data = {
        "homework": str(homework.pk),
        "student": homework.student.full_name,
        "title": homework.assignment.title,
    }
    for teacher in list_group_teachers(homework.assignment.group):
        notify(user=teacher, type="homework.appealed", data=data)
