"""Writes of enrolments."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.accounts.services as accounts
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, PaymentRequired, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import fill_languages, pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.events.publishing import get_user_stream, publish_event
from apps.learning.events import EnrolmentChanged
from apps.learning.models import CourseContent, Enrollment, EnrollmentSource, EnrollmentState
from apps.learning.outlines import Outline
from apps.learning.queries import OPEN_STATES, get_open_enrollment, list_missing_prerequisites
from apps.learning.services.progress import count_progress
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

DISPUTE = "dispute"
"""The reason of a freeze that ends with the dispute of the payment, not by the office."""
ALREADY_ENROLLED = _("This person is already enrolled in this course.")
PREREQUISITE_MISSING = _("“%(course)s” needs these courses taken first: %(missing)s.")


def enrol_user(
    *,
    actor: User | None,
    user: User,
    course: Course,
    source: EnrollmentSource,
    until: datetime | None = None,
    reason: str = "",
) -> Enrollment:
    """Enrol the user in the course from now, until a moment or without an end. A member becomes a student. Lessons
    that the user did before count.

    Raise Conflict `already_enrolled` while another enrolment in the course is open.
    """
    with unit_of_work():
        accounts.make_student(user=user, actor=actor)
        taken = Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED)
        enrollment = Enrollment(user=user, course=course, source=source, starts_at=timezone.now(), reason=reason)
        enrollment.until, enrollment.by = until, actor
        with raise_on_constraint_violation(enrollment_once_while_open=taken):
            enrollment.save(force_insert=True)
        write_audit_log(actor, "learning.enrol", enrollment, {"state": (None, enrollment.state)})
        publish_event(get_user_stream(user.pk), EnrolmentChanged.from_enrollment(enrollment))
        title = fill_languages(course.title)
        notify(user=user, type="learning.enrolled", data={"title": title})
        content = CourseContent.objects.filter(course=course).select_related("published").first()
        if content is not None and content.published is not None:
            count_progress(enrollment=enrollment, outline=Outline.from_json(content.published.outline))
        return enrollment


def enrol_oneself(*, user: User, course: Course) -> Enrollment:
    """Enrol the user in a published online course that has no price.

    Raise PaymentRequired where it has one; Conflict `already_enrolled`, `prerequisites_missing`, and `not_open` for a
    course that is not taught online or has no lessons yet.
    """
    is_online = course.mode in (CourseMode.ONLINE, CourseMode.BOTH) and course.status == CourseStatus.PUBLISHED
    if not is_online or not CourseContent.objects.filter(course=course, published__isnull=False).exists():
        raise Conflict(_("This course cannot be learnt online yet."), code=ErrorCode.NOT_OPEN)
    if get_open_enrollment(user.pk, course.pk) is not None:
        raise Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED)
    if course.prices.exists():
        raise PaymentRequired(_("This course has a price. Order it and pay, then it opens."))
    check_prerequisites(learner=user, courses=[course])
    return enrol_user(actor=user, user=user, course=course, source=EnrollmentSource.FREE)


def check_prerequisites(*, learner: User, courses: Collection[Course]) -> None:
    """Raise Conflict `prerequisites_missing`, which names the courses to take first, unless the learner took them."""
    missing = list_missing_prerequisites(learner, courses)
    if not missing:
        return
    texts: list[StrOrPromise] = [
        PREREQUISITE_MISSING
        % {
            "course": pick_translation(course.title),
            "missing": ", ".join(pick_translation(other.title) for other in missing[course.pk]),
        }
        for course in courses
        if course.pk in missing
    ]
    detail = " ".join(str(text) for text in texts)
    raise Conflict(detail, code=ErrorCode.PREREQUISITES_MISSING, fields={"courses": texts})


def set_enrollment_end(*, actor: User | None, enrollment: Enrollment, until: datetime | None) -> Enrollment:
    """Set another end of an open enrolment, or none (None). Raise Conflict for an ended enrolment."""
    with unit_of_work():
        locked = _lock_enrollment(enrollment)
        if locked.state not in OPEN_STATES:
            raise Conflict()
        if locked.until != until:
            write_audit_log(actor, "learning.prolong", locked, {"until": (locked.until, until)})
            locked.until = until
            locked.save(update_fields=["until", "updated_at"])
            publish_event(get_user_stream(locked.user_id), EnrolmentChanged.from_enrollment(locked))
        return locked


def freeze_enrollment(*, actor: User | None, enrollment: Enrollment, reason: str) -> Enrollment:
    """Freeze an active enrolment; others stay as they are."""
    return _set_state(actor, enrollment, {EnrollmentState.ACTIVE}, EnrollmentState.FROZEN, "learning.freeze", reason)


def unfreeze_enrollment(*, actor: User | None, enrollment: Enrollment, freeze_reason: str) -> Enrollment:
    """Activate an enrolment that was frozen for this reason; others stay as they are."""
    with unit_of_work():
        if _lock_enrollment(enrollment).reason != freeze_reason:
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
        locked = _lock_enrollment(enrollment)
        if locked.state not in old:
            return locked
        write_audit_log(actor, action, locked, {"state": (locked.state, new.value)})
        locked.state, locked.reason = new, reason
        locked.ended_at = None if new in OPEN_STATES else timezone.now()
        locked.save(update_fields=["state", "reason", "ended_at", "updated_at"])
        publish_event(get_user_stream(locked.user_id), EnrolmentChanged.from_enrollment(locked))
        return locked


def _lock_enrollment(enrollment: Enrollment) -> Enrollment:
    """Return the enrolment, locked until the commit."""
    rows = Enrollment.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "course")
    return get_or_not_found(rows, enrollment.pk)
