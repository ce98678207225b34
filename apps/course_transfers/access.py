"""Load course packages by id. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.course_transfers.models import CourseExport, CourseImport
from apps.course_transfers.queries import list_exports, list_own_imports
from apps.courses.access import get_taught_course
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses
from apps.learning.access import get_written_course


def get_export(user: User, course_id: UUID, export_id: UUID) -> CourseExport:
    """Return a package of a course that the user teaches; of any course for the office."""
    return get_or_not_found(list_exports(get_taught_course(user, course_id)), export_id)


def get_own_import(user: User, import_id: UUID) -> CourseImport:
    """Return an import that the user began."""
    return get_or_not_found(list_own_imports(user), import_id)


def get_changeable_import(user: User, import_id: UUID) -> CourseImport:
    """Return an import that the user began, to run or undo it, while the user writes its course."""
    entry = get_own_import(user, import_id)
    if entry.course_id is not None:
        get_written_course(user, entry.course_id)
    return entry


def get_target_or_invalid(user: User, course_id: UUID) -> Course:
    """Return the course whose id a body sends and that the user teaches. Raise Invalid on "course"."""
    return get_or_invalid(list_taught_courses(user), course_id, field="course", message=_("There is no such course."))
