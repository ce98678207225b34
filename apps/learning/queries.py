"""Reads of enrolments."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.courses.models import Course, Membership, MembershipStatus
from apps.courses.queries import list_taught_courses
from apps.learning.models import Enrollment, EnrollmentState

OPEN_STATES = (EnrollmentState.ACTIVE, EnrollmentState.FROZEN)
"""States of open enrolments."""


def list_enrollments() -> QuerySet[Enrollment]:
    """Return all enrolments with user and course."""
    return Enrollment.objects.select_related("user", "course")


def list_visible_enrollments(user: User) -> QuerySet[Enrollment]:
    """Return enrolments of the user, of children whose progress the user may see, and in courses that the user teaches;
    all for the office.
    """
    if has_permission(user, "groups.manage") and user.all_branches:
        return list_enrollments()
    children = list_children(user, right=GuardianRight.PROGRESS).values("pk")
    taught = list_taught_courses(user).order_by().values("pk")
    return list_enrollments().filter(Q(user=user) | Q(user__in=children) | Q(course__in=taught))


def get_open_enrollment(user_id: UUID, course_id: UUID) -> Enrollment | None:
    """Return the user's active or frozen enrolment in the course, or None."""
    return list_enrollments().filter(user=user_id, course=course_id, state__in=OPEN_STATES).first()


def list_active_enrollments(user: User) -> QuerySet[Enrollment]:
    """Return the user's enrolments that open a course now."""
    return list_enrollments().filter(build_active_enrollments_filter(), user=user)


def list_enrolled_courses(user: User) -> QuerySet[Course]:
    """Return the courses that are open online for the user now."""
    return Course.objects.filter(pk__in=list_active_enrollments(user).order_by().values("course"))


def list_missing_prerequisites(user: User, courses: Collection[Course]) -> dict[UUID, list[Course]]:
    """Return, by course, its direct prerequisites that the user has neither graduated from nor opened online, by slug:
    one query.

    Nothing measures yet how far somebody came online, so an enrolment that was not refunded counts.
    """
    links = Course.prerequisites.through.objects.filter(from_course__in=[course.pk for course in courses])
    graduated = Membership.objects.filter(
        student=user, status=MembershipStatus.GRADUATED, group__course=OuterRef("to_course")
    )
    opened = Enrollment.objects.filter(user=user, course=OuterRef("to_course")).exclude(state=EnrollmentState.REFUNDED)
    missing: dict[UUID, list[Course]] = {}
    rows = links.filter(~Exists(graduated), ~Exists(opened)).select_related("to_course")
    for link in rows.order_by("to_course__slug"):
        missing.setdefault(link.from_course_id, []).append(link.to_course)
    return missing


def build_active_enrollments_filter() -> Q:
    """Build the filter of enrolments that are active and not past their end."""
    now = timezone.now()
    return Q(state=EnrollmentState.ACTIVE, starts_at__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))
