"""Coins for completing an online course: once for each person and course, however often it is completed."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from apps.core.uow import unit_of_work
from apps.gamification.causes import Award
from apps.gamification.queries.ledger import sum_coins_of_cause
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.learning.models import Enrollment
from apps.settings.queries import get_system_settings

COMPLETE = 100


def award_course_coins(enrollments: Sequence[Enrollment]) -> None:
    """Award the coins of enrolments that were completed just now; nothing for a course that earned coins before.

    The lock of the balances lets one completion of a person decide at a time. Call it once in a transaction, for all
    of them.
    """
    if not enrollments:
        return
    with unit_of_work():
        lock_balances(sorted({enrollment.user_id for enrollment in enrollments}))
        courses = {enrollment.course_id for enrollment in enrollments}
        earned = Enrollment.objects.filter(user__in=[row.user_id for row in enrollments], course__in=courses)
        before = set(earned.filter(earned_coins=True).values_list("user_id", "course_id"))
        first = [row for row in enrollments if (row.user_id, row.course_id) not in before]
        Enrollment.objects.filter(pk__in=[row.pk for row in first]).update(earned_coins=True)
        amount = get_system_settings().coins_for_course
        award_coins_in_bulk(awards=[_build_award(row, amount) for row in first], reason="coins.course_completed")


def sum_course_coins(enrollment: Enrollment) -> int:
    """Return the coins that this completed enrolment has earned; 0 before."""
    return sum_coins_of_cause(enrollment.user, _get_cause(enrollment)) if enrollment.progress == COMPLETE else 0


def list_course_awards(students: Collection[UUID] | None = None) -> Iterator[Award]:
    """Yield the award of every completed course that earned coins, or of those of these people."""
    amount = get_system_settings().coins_for_course
    rows = Enrollment.objects.filter(earned_coins=True)
    for row in (rows if students is None else rows.filter(user__in=students)).order_by("pk").iterator():
        yield _build_award(row, amount)


def _build_award(enrollment: Enrollment, amount: int) -> Award:
    return Award(enrollment.user_id, _get_cause(enrollment), amount)


def _get_cause(enrollment: Enrollment) -> str:
    return f"course:{enrollment.pk}"
