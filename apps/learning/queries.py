"""Reads of enrolments and progress."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, search_users_by_name
from apps.core.lookups import filter_given
from apps.courses.models import Course, Membership, MembershipStatus
from apps.courses.queries import (
    list_own_taught_courses,
    list_people_within_reach,
    list_taught_courses,
    list_visible_courses,
)
from apps.learning.models import CourseContent, Enrollment, EnrollmentState, LessonProgress

OPEN_STATES = (EnrollmentState.ACTIVE, EnrollmentState.FROZEN)
"""States of open enrolments."""


def list_enrollments() -> QuerySet[Enrollment]:
    """Return all enrolments with user and course."""
    return Enrollment.objects.select_related("user", "course")


def list_visible_enrollments(
    user: User, *, course_id: UUID | None = None, user_id: UUID | None = None, state: str | None = None
) -> QuerySet[Enrollment]:
    """Return enrolments of the user, of children whose progress the user may see, and in courses that the user teaches;
    for the office also of everyone within reach. Filters are optional.
    """
    rows = filter_given(list_enrollments(), course=course_id, user=user_id, state=state)
    is_office = has_permission(user, "groups.manage")
    if is_office and user.all_branches:
        return rows
    children = list_children(user, right=GuardianRight.PROGRESS).values("pk")
    taught = list_own_taught_courses(user).order_by().values("pk")
    visible = Q(user=user) | Q(user__in=children) | Q(course__in=taught)
    if is_office:
        visible |= Q(user__in=list_people_within_reach(user).order_by().values("pk"))
    return rows.filter(visible)


def search_enrollments(rows: QuerySet[Enrollment], text: str) -> QuerySet[Enrollment]:
    """Filter enrolments by the name of the learner."""
    return rows.filter(user__in=search_users_by_name(User.objects.all(), text).order_by().values("pk"))


def get_open_enrollment(user_id: UUID, course_id: UUID) -> Enrollment | None:
    """Return the user's active or frozen enrolment in the course, or None."""
    return list_enrollments().filter(user=user_id, course=course_id, state__in=OPEN_STATES).first()


def list_active_enrollments(user: User) -> QuerySet[Enrollment]:
    """Return the user's enrolments that open a course now."""
    return list_enrollments().filter(build_active_enrollments_filter(), user=user)


def list_enrolled_courses(user: User) -> QuerySet[Course]:
    """Return the courses that are open online for the user now."""
    return Course.objects.filter(pk__in=list_active_enrollments(user).order_by().values("course"))


def list_learnable_courses(user: User | None) -> QuerySet[Course]:
    """Return courses that the user sees in the catalogue, learns online now, or teaches; None is a visitor."""
    visible = list_visible_courses(user)
    if user is None:
        return visible
    enrolled, taught = list_enrolled_courses(user).values("pk"), list_taught_courses(user).order_by().values("pk")
    return Course.objects.filter(Q(pk__in=visible.order_by().values("pk")) | Q(pk__in=enrolled) | Q(pk__in=taught))


def list_learning(user: User) -> QuerySet[Enrollment]:
    """Return the user's open enrolments with `seen_at`, when they last did something in the course, or began."""
    seen = LessonProgress.objects.filter(user=user, lesson__course=OuterRef("course")).order_by("-updated_at")
    last = Subquery(seen.values("updated_at")[:1])
    rows = list_enrollments().filter(user=user, state__in=OPEN_STATES)
    return rows.annotate(last_seen_at=last, seen_at=Coalesce(last, "starts_at"))


def with_content_and_progress(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Return these enrolments with what is published of their courses, and the progress of their users in lessons."""
    rows = enrollments.select_related("user", "course__thumbnail", "course__content__published")
    lessons = LessonProgress.objects.select_related("lesson").defer("lesson__blocks")
    return rows.prefetch_related(Prefetch("user__lesson_progress", queryset=lessons))


def list_lesson_progress(user: User) -> QuerySet[LessonProgress]:
    """Return how far the user is in each lesson that they began."""
    return LessonProgress.objects.filter(user=user)


def list_missing_prerequisites(user: User, courses: Collection[Course]) -> dict[UUID, list[Course]]:
    """Return, by course, its direct prerequisites that the user has neither graduated from nor completed online, by
    slug: one query.

    Where a prerequisite has no published content, nothing measures how far somebody came: there an enrolment that was
    not refunded counts.
    """
    links = Course.prerequisites.through.objects.filter(from_course__in=[course.pk for course in courses])
    graduated = Membership.objects.filter(
        student=user, status=MembershipStatus.GRADUATED, group__course=OuterRef("to_course")
    )
    published = CourseContent.objects.filter(course=OuterRef("course"), published__isnull=False)
    opened = Enrollment.objects.filter(user=user, course=OuterRef("to_course")).exclude(state=EnrollmentState.REFUNDED)
    opened = opened.filter(Q(completed_at__isnull=False) | ~Exists(published))
    missing: dict[UUID, list[Course]] = {}
    rows = links.filter(~Exists(graduated), ~Exists(opened)).select_related("to_course")
    for link in rows.order_by("to_course__slug"):
        missing.setdefault(link.from_course_id, []).append(link.to_course)
    return missing


def build_active_enrollments_filter() -> Q:
    """Build the filter of enrolments that are active and not past their end."""
    now = timezone.now()
    return Q(state=EnrollmentState.ACTIVE, starts_at__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))
