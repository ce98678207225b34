"""Extensions: more time or more attempts for one pupil."""

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
from apps.homework.queries import count_attempts_left
from apps.homework.services.homework_state import (
    forgive_lateness,
    is_homework_closed,
    lock_homework,
    update_homework_state,
)
from apps.homework.services.publishing import notify_pupil, publish_homework_event

MAX_EXTRA_ATTEMPTS = 50


def extend_homework(
    *, actor: User, homework: Homework, until: datetime | None = None, extra_attempts: int | None = None
) -> Homework:
    """Give the pupil a later deadline, more attempts, or both; attempts before the new deadline are no longer late.

    The pupil and the wall are notified. Raise Invalid on "until" when it has passed, is not later than the pupil's
    deadline, or there is no deadline; on "extra_attempts" when nothing is given or the sum exceeds MAX_EXTRA_ATTEMPTS;
    Conflict `not_open` for an accepted homework; NotFound when it is deleted.
    """
    if until is None and not extra_attempts:
        raise Invalid.field("until", _("Give more time, more attempts, or both."))
    with unit_of_work():
        locked = lock_homework(homework.pk)
        if is_homework_closed(locked):
            raise Conflict(_("This homework is already accepted. Return it instead."), code=ErrorCode.NOT_OPEN)
        changes: dict[str, tuple[Any, Any]] = {}
        if until is not None:
            _check_until(locked, until)
            changes["extended_until"] = (locked.extended_until, until)
            locked.extended_until = until
            forgive_lateness(locked, submitted_until=until)
        if extra_attempts:
            more = locked.extra_attempts + extra_attempts
            if more > MAX_EXTRA_ATTEMPTS:
                raise Invalid.field("extra_attempts", _("At most %(count)d in all.") % {"count": MAX_EXTRA_ATTEMPTS})
            changes["extra_attempts"] = (locked.extra_attempts, more)
            locked.extra_attempts = more
        locked.save(update_fields=[*changes, "updated_at"])
        settings.write_audit_log(actor=actor, action="homework.extend", obj=locked, changes=changes)
        update_homework_state(locked, reason="homework.extended")
        _publish_extension(locked)
    return locked


def _check_until(homework: Homework, until: datetime) -> None:
    if homework.due_at is None:
        raise Invalid.field("until", _("This homework has no deadline."))
    if validate_field("until", validate_time, until) <= timezone.now():
        raise Invalid.field("until", _("This time has already passed."))
    if until <= homework.due_at:
        raise Invalid.field("until", _("The pupil already has this much time."))


def _publish_extension(homework: Homework) -> None:
    extended = events.HomeworkExtended(
        **events.get_homework_event_fields(homework),
        homework_state=homework.state,
        due_at=homework.due_at.isoformat() if homework.due_at else None,
        attempts_left=count_attempts_left(homework),
    )
    publish_homework_event(homework, extended, {})
    notify_pupil(homework, "homework.extended")
