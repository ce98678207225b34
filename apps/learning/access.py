"""Load enrolments and enrolled courses by id for a user."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Forbidden, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_course
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses
from apps.learning import content_queries, queries
from apps.learning.models import CourseLesson, CourseVersion, Enrollment, Module


def get_active_enrollment_or_forbidden(user: User, course_id: UUID) -> Enrollment:
    """Return the enrolment that opens the course for the user now. Raise Forbidden without one, and for one that is
    frozen or ended.
    """
    enrollment = queries.list_active_enrollments(user).filter(course=course_id).first()
    if enrollment is None:
        raise Forbidden(_("You are not enrolled in this course."))
    return enrollment


def get_enrolled_or_taught_course(user: User, course_id: UUID) -> Course:
    """Return the course for users who are enrolled and for its teachers. Raise Forbidden for others who may see it in
    the catalogue, NotFound for the rest.
    """
    course = queries.list_enrolled_courses(user).filter(pk=course_id).first()
    course = course or list_taught_courses(user).filter(pk=course_id).first()
    if course is None:
        get_course(user, course_id)
        get_active_enrollment_or_forbidden(user, course_id)
        raise NotFound()
    return course


def get_enrollment(user: User, enrollment_id: UUID) -> Enrollment:
    """Return an enrolment that the user may see."""
    return get_or_not_found(queries.list_visible_enrollments(user), enrollment_id)


def get_draft_module(user: User, module_id: UUID, *, deleted: bool = False) -> Module:
    """Return a module of the draft of a course that the user teaches; with `deleted`, also one that was deleted."""
    rows = content_queries.list_editable_modules(user)
    return get_or_not_found(rows if deleted else rows.filter(deleted_at__isnull=True), module_id)


def get_module_or_invalid(course: Course, module_id: UUID) -> Module:
    """Return the module of the course's draft whose id a body sends. Raise Invalid on "module"."""
    rows = content_queries.list_draft_modules(course).select_related("course")
    return get_or_invalid(rows, module_id, field="module", message=_("There is no such module."))


def get_draft_lesson(user: User, lesson_id: UUID, *, deleted: bool = False) -> CourseLesson:
    """Return a lesson of the draft of a course that the user teaches; with `deleted`, also one that was deleted."""
    rows = content_queries.list_editable_lessons(user)
    kept = rows.filter(deleted_at__isnull=True, module__deleted_at__isnull=True)
    return get_or_not_found(rows if deleted else kept, lesson_id)


def get_version(course: Course, number: int) -> CourseVersion:
    """Return a published version of the course by its number."""
    version = content_queries.list_versions(course).filter(number=number).first()
    if version is None:
        raise NotFound()
    return version
