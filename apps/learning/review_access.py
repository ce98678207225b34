"""Load course reviews by id for a user."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.courses.access import get_course
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses, list_visible_courses
from apps.learning.models import CourseReview
from apps.learning.review_queries import LEAST_PROGRESS, can_review_course, list_visible_reviews


def get_course_to_review(user: User, course_id: UUID) -> Course:
    """Return a course that the user may review. Raise NotFound for a course that the user cannot see, Conflict for its
    teachers and before enough of it is done.
    """
    course = get_course(user, course_id)
    if _teaches(user, course):
        raise Conflict(_("Nobody reviews a course that they teach or manage."))
    if not can_review_course(user, course):
        text = _("You can review a course when you have done %(count)d percent of it.")
        raise Conflict(text % {"count": LEAST_PROGRESS})
    return course


def get_review(user: User | None, review_id: UUID) -> CourseReview:
    """Return a review that the user or visitor (None) may read."""
    courses = list_visible_courses(user)
    review = get_or_not_found(CourseReview.objects.filter(course__in=courses.order_by().values("pk")), review_id)
    return get_or_not_found(list_visible_reviews(user, review.course), review_id)


def get_review_to_answer(user: User, review_id: UUID) -> CourseReview:
    """Return a review of a course that the user teaches; any for the office."""
    taught = list_taught_courses(user).order_by().values("pk")
    review = get_or_not_found(CourseReview.objects.filter(course__in=taught), review_id)
    return get_or_not_found(list_visible_reviews(user, review.course), review_id)


def get_own_review(user: User, course_id: UUID) -> CourseReview | None:
    """Return the user's review of the course, or None."""
    return CourseReview.objects.select_related("user").filter(user=user, course=course_id).first()


def can_review(user: User, course: Course) -> bool:
    """Whether the user may review the course now."""
    return not _teaches(user, course) and can_review_course(user, course)


def can_answer(user: User, course: Course) -> bool:
    """Whether the user may answer the reviews of the course."""
    return has_permission(user, "learning.write") and _teaches(user, course)


def _teaches(user: User, course: Course) -> bool:
    return list_taught_courses(user).filter(pk=course.pk).exists()
