"""Load enrolments, courses and lessons by id for a person who learns online."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import ErrorCode, Forbidden, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_course, get_taught_course
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses
from apps.learning import content_queries, queries
from apps.learning.models import CourseLesson, CourseVersion, Enrollment, Module
from apps.learning.outlines import OutlineLesson
from apps.learning.standing import Standing, load_learner_standing, load_standing

NOT_ENROLLED = _("You are not enrolled in this course.")


def get_active_enrollment_or_forbidden(user: User, course_id: UUID) -> Enrollment:
    """Return the enrolment that opens the course for the user now. Raise Forbidden without one, and for one that is
    frozen or ended.
    """
    enrollment = queries.list_active_enrollments(user).filter(course=course_id).first()
    if enrollment is None:
        raise Forbidden(NOT_ENROLLED, code=ErrorCode.NOT_ENROLLED)
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


def get_learnable_course(user: User, course_id: UUID) -> Course:
    """Return a course that the user sees in the catalogue, learns online now, or teaches."""
    return get_or_not_found(queries.list_learnable_courses(user), course_id)


def get_written_course(user: User, course_id: UUID) -> Course:
    """Return a course whose online content the user may write."""
    if not has_permission(user, "learning.write"):
        raise NotFound()
    return get_taught_course(user, course_id)


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


def get_standing(user: User | None, course_id: UUID) -> Standing:
    """Return how a user or visitor (None) stands to a course that they see in the catalogue, learn online now, or
    teach.
    """
    return load_standing(user, get_or_not_found(queries.list_learnable_courses(user), course_id))


def get_readable_lesson(user: User | None, lesson_id: UUID) -> tuple[Standing, OutlineLesson]:
    """Return a published lesson that is open now: a preview for everybody who may see its course, others for the
    enrolled and for who writes the course. Raise Forbidden `not_enrolled` or `lesson_locked` otherwise.
    """
    known = load_learner_standing(user, lesson_id) if user else None
    standing, lesson = _get_published_lesson(user, lesson_id, known)
    if not (lesson.is_preview or standing.sees_all):
        raise Forbidden(NOT_ENROLLED, code=ErrorCode.NOT_ENROLLED)
    _check_not_locked(standing, lesson)
    return standing, lesson


def get_learnt_lesson(user: User, lesson_id: UUID) -> tuple[Standing, OutlineLesson]:
    """Return a published lesson that is open now for an enrolled person. Raise Forbidden `not_enrolled` or
    `lesson_locked` otherwise.
    """
    standing, lesson = _get_published_lesson(user, lesson_id, load_learner_standing(user, lesson_id))
    if not standing.is_enrolled:
        raise Forbidden(NOT_ENROLLED, code=ErrorCode.NOT_ENROLLED)
    _check_not_locked(standing, lesson)
    return standing, lesson


def _get_published_lesson(
    user: User | None, lesson_id: UUID, standing: Standing | None = None
) -> tuple[Standing, OutlineLesson]:
    """Raise NotFound for drafts, with words of its own for a lesson that the enrolled person began before it was
    removed. `standing`: to its course, if it is known.
    """
    if standing is None:
        course = queries.list_learnable_courses(user).filter(course_lessons=lesson_id).first()
        if course is None:
            raise NotFound()
        standing = load_standing(user, course)
    lesson = standing.outline.get_lesson(lesson_id)
    if lesson is None:
        raise NotFound(_("This lesson was removed from the course.") if lesson_id in standing.progress else None)
    return standing, lesson


def _check_not_locked(standing: Standing, lesson: OutlineLesson) -> None:
    if lock := standing.locks.get(lesson.id):
        raise Forbidden(lock.text, code=ErrorCode.LESSON_LOCKED)
