"""What the office does with enrolments: enrol many people, freeze, prolong and end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.learning.models import Enrollment, EnrollmentSource, EnrollmentState
from apps.learning.queries import OPEN_STATES
from apps.learning.services.enrollments import enrol_user, freeze_enrollment, set_enrollment_end, unfreeze_enrollment


class EnrolResult(StrEnum):
    """What becomes of a person whom the office enrols."""

    ENROLLED = "enrolled"
    ALREADY_ENROLLED = "already_enrolled"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class EnrolledRow:
    """A person, by id, and what became of them."""

    user: UUID
    status: EnrolResult


class EnrollmentChanges(TypedDict, total=False):
    """Changes of an enrolment; absent keys stay."""

    until: datetime | None
    state: str
    reason: str


def enrol_people(
    *,
    actor: User,
    course: Course,
    user_ids: Sequence[UUID],
    people: Mapping[UUID, User],
    until: datetime | None = None,
    reason: str = "",
    dry_run: bool = False,
) -> list[EnrolledRow]:
    """Enrol these people in the course, all in one transaction; with `dry_run` only say what would happen.

    `people` are those of the ids whom the actor may enrol. Raise Invalid on "until" for a moment that is over, Conflict
    `already_enrolled` when somebody else enrols one of them at the same moment: nobody is enrolled then.
    """
    _check_end(until)
    with unit_of_work():
        taken = set(
            Enrollment.objects.filter(course=course, user__in=people, state__in=OPEN_STATES).values_list(
                "user", flat=True
            )
        )
        rows = [EnrolledRow(user, _foresee(user, people, taken)) for user in dict.fromkeys(user_ids)]
        if dry_run:
            return rows
        # In one order, so that two of the office who enrol the same people do not wait for each other.
        for row in sorted(rows, key=lambda row: row.user):
            if row.status == EnrolResult.ENROLLED:
                enrol_user(
                    actor=actor,
                    user=people[row.user],
                    course=course,
                    source=EnrollmentSource.OFFICE,
                    until=until,
                    reason=reason,
                )
        return rows


def change_enrollment(*, actor: User, enrollment: Enrollment, **changes: Unpack[EnrollmentChanges]) -> Enrollment:
    """Give an open enrolment another end, freeze it or open it again.

    Raise Conflict for an ended one, Invalid on "until" for a moment that is over.
    """
    with unit_of_work():
        if enrollment.state not in OPEN_STATES:
            raise Conflict(_("This enrolment has ended."))
        if "until" in changes:
            _check_end(changes["until"])
            enrollment = set_enrollment_end(actor=actor, enrollment=enrollment, until=changes["until"])
        state = changes.get("state", enrollment.state)
        if state == EnrollmentState.FROZEN:
            return freeze_enrollment(actor=actor, enrollment=enrollment, reason=changes.get("reason", ""))
        return unfreeze_enrollment(actor=actor, enrollment=enrollment, cause=enrollment.cause)


def _check_end(until: datetime | None) -> None:
    if until is not None and until <= timezone.now():
        raise Invalid.field("until", _("Choose a moment in the future."))


def _foresee(user: UUID, people: Mapping[UUID, User], taken: set[UUID]) -> EnrolResult:
    if user not in people:
        return EnrolResult.NOT_FOUND
    return EnrolResult.ALREADY_ENROLLED if user in taken else EnrolResult.ENROLLED
