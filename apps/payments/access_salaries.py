"""Access to teachers' pay. Missing and foreign objects raise NotFound; in a request body, Invalid."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.models import Course, Group
from apps.payments.models import PayOut, PayRate
from apps.payments.queries import salaries as queries
from apps.settings.models import Branch


def get_earner_or_all(user: User, teacher_id: UUID | None) -> User | None:
    """Return the teacher whose pay is asked for; NotFound for a teacher of other branches.

    Without an id: all teachers (None) for a user with `salaries.manage`, otherwise the user.
    """
    if teacher_id is None:
        return None if has_permission(user, "salaries.manage") else user
    return get_or_not_found(queries.visible_earners(user), teacher_id)


def get_pay_rate(user: User, rate_id: UUID) -> PayRate:
    """Return a pay rate of a branch whose pay the user manages; else NotFound."""
    return get_or_not_found(queries.managed_pay_rates(user), rate_id)


def get_payout(user: User, payout_id: UUID) -> PayOut:
    """Return a payout of a branch whose pay the user manages; else NotFound."""
    return get_or_not_found(queries.managed_payouts(user), payout_id)


def get_earner_or_invalid(user: User, teacher_id: UUID) -> User:
    """Return a user whose pay the user manages, named in a request body; Invalid on "teacher"."""
    message = _("There is no such person.")
    return get_or_invalid(queries.managed_earners(user), teacher_id, field="teacher", message=message)


def get_branch_group_or_invalid(branch: Branch, group_id: UUID) -> Group:
    """Return a group of the branch; Invalid on "group"."""
    groups = Group.objects.filter(branch=branch)
    return get_or_invalid(groups, group_id, field="group", message=_("There is no such group."))


def get_course_or_invalid(course_id: UUID) -> Course:
    """Return a course; Invalid on "course"."""
    return get_or_invalid(Course.objects.all(), course_id, field="course", message=_("There is no such course."))
