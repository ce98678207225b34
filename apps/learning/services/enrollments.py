"""Writes of enrolments."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.accounts.services as accounts
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, PaymentRequired, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import fill_languages, pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.events.publishing import get_course_wall_stream, get_user_stream, publish_event, recheck_sockets
from apps.jobs.kinds import ClaimedJob
from apps.learning.events import EnrolmentChanged
from apps.learning.models import (
    CourseContent,
    Enrollment,
    EnrollmentCause,
    EnrollmentSource,
    EnrollmentState,
    InvitationLink,
)
from apps.learning.outlines import Outline
from apps.learning.queries import OPEN_STATES, get_open_enrollment, list_missing_prerequisites
from apps.learning.services.progress import count_progress
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

ALREADY_ENROLLED = _("This person is already enrolled in this course.")
PRICED = _("This course has a price. It opens when its order is paid.")
PREREQUISITE_MISSING = _("“%(course)s” needs these courses taken first: %(missing)s.")


def enrol_user(
    *,
    actor: User | None,
    user: User,
    course: Course,
    source: EnrollmentSource,
    until: datetime | None = None,
    reason: str = "",
    link: InvitationLink | None = None,
) -> Enrollment:
    """Enrol the user in the course from now, until a moment or without an end. A member becomes a student. Lessons
    that the user did before count. `link`: the invitation link that opens the course.

    Raise Conflict `already_enrolled` while another enrolment in the course is open, Invalid on "until" for a moment
    that is over.
    """
    with unit_of_work():
        accounts.make_student(user=user, actor=actor)
        taken = Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED)
        enrollment = Enrollment(user=user, course=course, source=source, starts_at=timezone.now(), reason=reason)
        enrollment.until, enrollment.by, enrollment.link = until, actor, link
        over = Invalid.field("until", _("Choose a moment in the future."))
        with raise_on_constraint_violation(enrollment_once_while_open=taken, enrollment_times_in_order=over):
            enrollment.save(force_insert=True)
        write_audit_log(actor, "learning.enrol", enrollment, {"state": (None, enrollment.state)})
        _publish_change(enrollment)
        title = fill_languages(course.title)
        notify(user=user, type="learning.enrolled", data={"title": title})
        content = CourseContent.objects.filter(course=course).select_related("published").first()
        if content is not None and content.published is not None:
            count_progress(enrollment=enrollment, outline=Outline.from_json(content.published.outline))
        return enrollment


def enrol_oneself(*, user: User, course: Course) -> Enrollment:
    """Enrol the user in a published online course that has no price.

    Raise PaymentRequired where it has one; Conflict `already_enrolled`, `prerequisites_missing`, and `not_open` as
    `check_open_online`.
    """
    check_open_online(course)
    if get_open_enrollment(user.pk, course.pk) is not None:
        raise Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED)
    if course.prices.exists():
        raise PaymentRequired(PRICED)
    check_prerequisites(learner=user, courses=[course])
    return enrol_user(actor=user, user=user, course=course, source=EnrollmentSource.FREE)


def check_open_online(course: Course) -> None:
    """Raise Conflict `not_open` for a course that is not taught online, not published, or has no lessons yet."""
    is_online = course.mode in (CourseMode.ONLINE, CourseMode.BOTH) and course.status == CourseStatus.PUBLISHED
    if not is_online or not CourseContent.objects.filter(course=course, published__isnull=False).exists():
        raise Conflict(_("This course cannot be learnt online yet."), code=ErrorCode.NOT_OPEN)


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
        locked = lock_enrollment(enrollment)
        if locked.state not in OPEN_STATES:
            raise Conflict()
        if locked.until != until:
            write_audit_log(actor, "learning.prolong", locked, {"until": (locked.until, until)})
            locked.until = until
            locked.save(update_fields=["until", "updated_at"])
            _publish_change(locked)
        return locked


def freeze_enrollment(
    *, actor: User | None, enrollment: Enrollment, cause: EnrollmentCause = EnrollmentCause.OFFICE, reason: str = ""
) -> Enrollment:
    """Freeze an active enrolment; others stay as they are."""
    with unit_of_work():
        locked = lock_enrollment(enrollment)
        if locked.state != EnrollmentState.ACTIVE:
            return locked
        return _set_state(actor, locked, EnrollmentState.FROZEN, "learning.freeze", cause, reason)


def unfreeze_enrollment(*, actor: User | None, enrollment: Enrollment, cause: str) -> Enrollment:
    """Activate an enrolment that this cause froze; others stay as they are."""
    with unit_of_work():
        locked = lock_enrollment(enrollment)
        if locked.state != EnrollmentState.FROZEN or locked.cause != cause:
            return locked
        return _set_state(actor, locked, EnrollmentState.ACTIVE, "learning.unfreeze")


def end_enrollment(
    *, actor: User | None, enrollment: Enrollment, cause: EnrollmentCause = EnrollmentCause.OFFICE, reason: str = ""
) -> Enrollment:
    """End an open enrolment; an ended one stays as it is."""
    with unit_of_work():
        locked = lock_enrollment(enrollment)
        if locked.state not in OPEN_STATES:
            return locked
        return _set_state(actor, locked, EnrollmentState.ENDED, "learning.end", cause, reason)


def end_expired_enrollments(job: ClaimedJob) -> None:
    """Job handler: end the open enrolments whose time is over, each on its own: until then nobody may enrol anew."""
    del job
    for over in Enrollment.objects.filter(state__in=OPEN_STATES, until__lte=timezone.now()).order_by("pk"):
        with unit_of_work():
            locked = lock_enrollment(over)
            is_over = locked.until is not None and locked.until <= timezone.now()
            if is_over and locked.state in OPEN_STATES:
                _set_state(None, locked, EnrollmentState.ENDED, "learning.end", EnrollmentCause.EXPIRED)


def end_refunded_enrollment(*, actor: User | None, enrollment: Enrollment) -> Enrollment:
    """End an open enrolment because its payment was refunded; an ended one stays as it is."""
    with unit_of_work():
        locked = lock_enrollment(enrollment)
        if locked.state not in OPEN_STATES:
            return locked
        return _set_state(actor, locked, EnrollmentState.REFUNDED, "learning.refunded", EnrollmentCause.REFUND)


def _set_state(
    actor: User | None,
    locked: Enrollment,
    new: EnrollmentState,
    action: str,
    cause: EnrollmentCause | None = None,
    reason: str = "",
) -> Enrollment:
    """Give a locked enrolment another state, in a unit of work. `cause`: None for an active one."""
    write_audit_log(actor, action, locked, {"state": (locked.state, new.value)})
    locked.state, locked.cause, locked.reason = new, cause or "", reason
    locked.ended_at = None if new in OPEN_STATES else timezone.now()
    locked.save(update_fields=["state", "cause", "reason", "ended_at", "updated_at"])
    _publish_change(locked)
    if new != EnrollmentState.ACTIVE:
        recheck_sockets(user_id=locked.user_id)
    return locked


def _publish_change(enrollment: Enrollment) -> None:
    """Tell the learner and the teachers of the course."""
    event = EnrolmentChanged.from_enrollment(enrollment)
    publish_event(get_user_stream(enrollment.user_id), event)
    publish_event(get_course_wall_stream(enrollment.course_id), event)


def lock_enrollment(enrollment: Enrollment) -> Enrollment:
    """Return the enrolment, locked until the commit."""
    rows = Enrollment.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "course")
    return get_or_not_found(rows, enrollment.pk)
