"""Reads of course packages."""

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.course_transfers.models import CourseExport, CourseImport
from apps.courses.models import Course


def list_exports(course: Course, *, kind: str | None = None) -> QuerySet[CourseExport]:
    """Return the packages of a course, for who teaches it; `kind`: only those of this format."""
    return filter_given(CourseExport.objects.filter(course=course).select_related("course", "file"), format=kind)


def list_own_imports(user: User, *, state: str | None = None) -> QuerySet[CourseImport]:
    """Return the imports that the user began; nobody else sees what was in the package."""
    return filter_given(CourseImport.objects.filter(by=user).select_related("quizzes"), state=state)
