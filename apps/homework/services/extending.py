"""More time, or more attempts, for one pupil."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import validate_field, validate_time
from apps.homework import events
from apps.homework.models import Homework
from apps.homework.progress import tell_followers
from apps.homework.queries import attempts_left
from apps.homework.services.settling import closed, forgive, lock, settle
from apps.notifications.services import notify
from realtime.events import publish_event, user_stream, wall_stream

MOST_EXTRA = 50


def extend(
    *, actor: User, homework: Homework, until: datetime | None = None, extra_attempts: int | None = None
) -> Homework:
    """Give the pupil until a later time, more attempts, or both; what came late and lies within it is late no more.

    The pupil and the wall are told. Raises Invalid on "until" when it is over, or no later than what the pupil has, or
    nothing is due; on "extra_attempts" when nothing is given or it would be more than MOST_EXTRA in all. Conflict
    `not_open` for a homework that the teacher accepted: it is returned instead. NotFound when it is gone.
    """
    if until is None and not extra_attempts:
        raise Invalid.field("until", _("Give more time, more attempts, or both."))
    with unit_of_work():
        locked = lock(homework.pk)
        if closed(locked):
            raise Conflict(_("This homework was accepted already. Return it instead."), code=ErrorCode.NOT_OPEN)
        changes: dict[str, tuple[Any, Any]] = {}
        if until is not None:
            _check(locked, until)
            changes["extended_until"] = (locked.extended_until, until)
            locked.extended_until = until
            forgive(locked, until=until)
        if extra_attempts:
            more = locked.extra_attempts + extra_attempts
            if more > MOST_EXTRA:
                raise Invalid.field("extra_attempts", _("At most %(count)d in all.") % {"count": MOST_EXTRA})
            changes["extra_attempts"] = (locked.extra_attempts, more)
            locked.extra_attempts = more
        locked.save(update_fields=[*changes, "updated_at"])
        settings.write_audit_log(actor=actor, action="homework.extend", obj=locked, changes=changes)
        settle(locked, reason="homework.extended")
        _tell(locked)
    return locked


def _check(homework: Homework, until: datetime) -> None:
    if homework.due_at is None:
        raise Invalid.field("until", _("This homework has no deadline."))
    if validate_field("until", validate_time, until) <= timezone.now():
        raise Invalid.field("until", _("This time is over already."))
    if until <= homework.due_at:
        raise Invalid.field("until", _("The pupil has that much time already."))


def _tell(homework: Homework) -> None:
    extended = events.HomeworkExtended(
        **events.about(homework),
        homework_state=homework.state,
        due_at=homework.due_at.isoformat() if homework.due_at else None,
        attempts_left=attempts_left(homework),
    )
    for stream in (wall_stream(homework.assignment.group_id), user_stream(homework.student_id)):
        publish_event(stream, extended)
    tell_followers(homework)
    data = {"homework": str(homework.pk), "title": homework.assignment.title}
    notify(user=homework.student, type="homework.extended", data=data)
