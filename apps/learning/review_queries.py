"""Reads of course reviews."""

from django.db.models import Count, Q, QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.courses.models import Course
from apps.learning.models import CourseReview, Enrollment

LEAST_PROGRESS = 20
"""From which percent of a course on its learners may review it."""


def list_visible_reviews(user: User | None, course: Course) -> QuerySet[CourseReview]:
    """Return the reviews of a course: those that are not hidden, and the user's own; all for who moderates, with the
    number of their reports.
    """
    reviews = CourseReview.objects.filter(course=course).select_related("user", "course", "answered_by")
    if user is not None and has_permission(user, "content.moderate"):
        return reviews.annotate(report_count=Count("reports"))
    own = Q(user=user) if user is not None else Q()
    visible = Q(hidden_at__isnull=True)
    return reviews.filter(visible | own if user is not None else visible)


def can_review_course(user: User, course: Course) -> bool:
    """Whether the user has done enough of the course online to review it, now or in an earlier enrolment."""
    return Enrollment.objects.filter(user=user, course=course, progress__gte=LEAST_PROGRESS).exists()
