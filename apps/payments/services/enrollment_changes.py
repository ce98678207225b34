"""Changes of enrolments by the office, as far as money decides about them: a disputed payment, and own family."""

from typing import Any, Unpack

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.learning.models import Enrollment, EnrollmentState
from apps.learning.services import office_enrollments
from apps.learning.services.enrollments import lock_enrollment
from apps.learning.services.office_enrollments import EnrolledRow, EnrollmentChanges, EnrolResult
from apps.payments.access_conflicts import check_not_own_family, list_own_family
from apps.payments.services.disputes import has_disputed_money
from apps.payments.services.own_family_prices import check_and_flag_free_course


def enrol_people(*, actor: User, course: Course, dry_run: bool = False, **options: Any) -> list[EnrolledRow]:
    """Enrol people as `office_enrollments.enrol_people`; own family of the actor in a course with a price by another
    person, or flagged. A dry run is refused too, and flags nothing.
    """
    with unit_of_work():
        rows = office_enrollments.enrol_people(actor=actor, course=course, dry_run=dry_run, **options)
        enrolled = [row.user for row in rows if row.status == EnrolResult.ENROLLED]
        own = list_own_family(actor).filter(pk__in=enrolled) if course.prices.exists() else []
        reason = options.get("reason", "")
        for person in own:
            if dry_run:
                check_not_own_family(actor, person.pk)
            else:
                check_and_flag_free_course(actor=actor, act="learning.enrol", course=course, user=person, reason=reason)
        return rows


def change_enrollment(*, actor: User, enrollment: Enrollment, **changes: Unpack[EnrollmentChanges]) -> Enrollment:
    """Change an enrolment as `office_enrollments.change_enrollment`.

    Raise Conflict also for opening one whose payment is disputed. More time in a course with a price is given to own
    family by another person, or flagged (`flagged_acts`).
    """
    with unit_of_work():
        locked = lock_enrollment(enrollment)
        is_opened = locked.state == EnrollmentState.FROZEN and changes.get("state") == EnrollmentState.ACTIVE
        if is_opened and has_disputed_money(locked):
            raise Conflict(_("Its payment is disputed: it opens again when the dispute is won."))
        if is_opened or _is_prolonged(locked, changes):
            check_and_flag_free_course(
                actor=actor,
                act="learning.prolong",
                course=locked.course,
                user=locked.user,
                reason=changes.get("reason", ""),
            )
        return office_enrollments.change_enrollment(actor=actor, enrollment=locked, **changes)


def _is_prolonged(enrollment: Enrollment, changes: EnrollmentChanges) -> bool:
    if enrollment.until is None or "until" not in changes:
        return False
    return changes["until"] is None or changes["until"] > enrollment.until
