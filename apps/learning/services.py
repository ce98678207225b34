"""Writes of enrolments."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

import apps.accounts.services as accounts
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, NotFound, get_violated_constraint
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.events.publishing import get_user_stream, publish_event
from apps.learning.events import EnrolmentChanged
from apps.learning.models import Enrollment, EnrollmentSource, EnrollmentState
from apps.learning.queries import OPEN_STATES
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

ALREADY_ENROLLED = _("This person is already enrolled in this course.")


def enrol_user(
    *,
    actor: User | None,
    user: User,
    course: Course,
    source: EnrollmentSource,
    until: datetime | None = None,
    reason: str = "",
) -> Enrollment:
    """Enrol the user in the course from now, until a moment or without an end. A member becomes a student.

    Raise Conflict `already_enrolled` while another enrolment in the course is open.
    """
    with unit_of_work():
        accounts.make_student(user=user, actor=actor)
        try:
            with transaction.atomic():
                enrollment = Enrollment.objects.create(
                    user=user,
                    course=course,
                    source=source,
                    starts_at=timezone.now(),
                    until=until,
                    reason=reason,
                    by=actor,
                )
        except IntegrityError as error:
            if get_violated_constraint(error) != "enrollment_once_while_open":
                raise
            raise Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED) from error
        write_audit_log(
            actor=actor, action="learning.enrol", obj=enrollment, changes={"state": (None, enrollment.state)}
        )
        publish_event(get_user_stream(user.pk), EnrolmentChanged.from_enrollment(enrollment))
        with override(user.locale):
            title = pick_translation(course.title)
        notify(user=user, type="learning.enrolled", data={"title": title})
        return enrollment


def extend_enrollment(*, actor: User | None, enrollment: Enrollment, until: datetime | None) -> Enrollment:
    """Set another end of an open enrolment, or none (None). Raise Conflict for an ended enrolment."""
    with unit_of_work():
        locked_enrollment = _lock_enrollment(enrollment)
        if locked_enrollment.state not in OPEN_STATES:
            raise Conflict()
        if locked_enrollment.until != until:
            write_audit_log(
                actor=actor,
                action="learning.prolong",
                obj=locked_enrollment,
                changes={"until": (locked_enrollment.until, until)},
            )
            locked_enrollment.until = until
            locked_enrollment.save(update_fields=["until", "updated_at"])
            publish_event(
                get_user_stream(locked_enrollment.user_id), EnrolmentChanged.from_enrollment(locked_enrollment)
            )
        return locked_enrollment


def freeze_enrollment(*, actor: User | None, enrollment: Enrollment, reason: str) -> Enrollment:
    """Freeze an active enrolment; others stay as they are."""
    return _set_state(actor, enrollment, {EnrollmentState.ACTIVE}, EnrollmentState.FROZEN, "learning.freeze", reason)


def unfreeze_enrollment(*, actor: User | None, enrollment: Enrollment, reason: str) -> Enrollment:
    """Activate an enrolment that was frozen for this reason; others stay as they are."""
    with unit_of_work():
        if _lock_enrollment(enrollment).reason != reason:
            return enrollment
        return _set_state(actor, enrollment, {EnrollmentState.FROZEN}, EnrollmentState.ACTIVE, "learning.unfreeze", "")


def end_enrollment(*, actor: User | None, enrollment: Enrollment, reason: str) -> Enrollment:
    """End an open enrolment; an ended one stays as it is."""
    return _set_state(actor, enrollment, OPEN_STATES, EnrollmentState.ENDED, "learning.end", reason)


def end_refunded_enrollment(*, actor: User | None, enrollment: Enrollment) -> Enrollment:
    """End an open enrolment because its payment was refunded; an ended one stays as it is."""
    return _set_state(actor, enrollment, OPEN_STATES, EnrollmentState.REFUNDED, "learning.refunded", "refund")


def _set_state(
    actor: User | None, enrollment: Enrollment, old: Collection[str], new: EnrollmentState, action: str, reason: str
) -> Enrollment:
    with unit_of_work():
        locked_enrollment = _lock_enrollment(enrollment)
        if locked_enrollment.state not in old:
            return locked_enrollment
        write_audit_log(
            actor=actor, action=action, obj=locked_enrollment, changes={"state": (locked_enrollment.state, new.value)}
        )
        locked_enrollment.state, locked_enrollment.reason = new, reason
        locked_enrollment.ended_at = None if new in OPEN_STATES else timezone.now()
        locked_enrollment.save(update_fields=["state", "reason", "ended_at", "updated_at"])
        publish_event(get_user_stream(locked_enrollment.user_id), EnrolmentChanged.from_enrollment(locked_enrollment))
        return locked_enrollment


def _lock_enrollment(enrollment: Enrollment) -> Enrollment:
    """Return the enrolment, locked until the commit."""
    rows = Enrollment.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "course")
    locked_enrollment = rows.filter(pk=enrollment.pk).first()
    if locked_enrollment is None:
        raise NotFound()
    return locked_enrollment
