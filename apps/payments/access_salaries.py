"""Access to teachers' pay. Missing and foreign objects raise NotFound; in a request body, Invalid."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Invalid, NotFound
from apps.courses.models import Course, Group
from apps.payments.models import PayRate
from apps.payments.queries import salaries as queries
from apps.settings.models import Branch


def get_earner(user: User, teacher_id: UUID | None) -> User | None:
    """Return the teacher whose pay is asked for; NotFound for a teacher of other branches.

    Without an id: all teachers (None) for a user with `salaries.manage`, otherwise the user.
    """
    if teacher_id is None:
        return None if has_permission(user, "salaries.manage") else user
    teacher = queries.visible_earners(user).filter(pk=teacher_id).first()
    if teacher is None:
        raise NotFound()
    return teacher


def get_pay_rate(user: User, rate_id: UUID) -> PayRate:
    """Return a pay rate of a branch whose pay the user manages; else NotFound."""
    rate = queries.visible_rates(user).filter(pk=rate_id).first()
    if rate is None:
        raise NotFound()
    return rate


def get_earner_or_invalid(user: User, teacher_id: UUID) -> User:
    """Return a user whose pay the user manages, named in a request body; Invalid on "teacher"."""
    teacher = queries.payable_users(user).filter(pk=teacher_id).first()
    if teacher is None:
        raise Invalid.field("teacher", _("There is no such person."))
    return teacher


def get_branch_group_or_invalid(branch: Branch, group_id: UUID) -> Group:
    """Return a group of the branch; Invalid on "group"."""
    group = Group.objects.filter(pk=group_id, branch=branch).first()
    if group is None:
        raise Invalid.field("group", _("There is no such group."))
    return group


def get_course_or_invalid(course_id: UUID) -> Course:
    """Return a course; Invalid on "course"."""
    course = Course.objects.filter(pk=course_id).first()
    if course is None:
        raise Invalid.field("course", _("There is no such course."))
    return course
