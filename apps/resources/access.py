"""Load materials by id for a user. Missing and forbidden objects give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Invalid, NotFound
from apps.core.lookups import get_or_not_found
from apps.courses.access import get_taught_course
from apps.lessons.queries import list_taught_lessons
from apps.resources import queries
from apps.resources.models import LessonResource, MediaFile
from apps.resources.services import MaterialTarget


def get_visible_resource(user: User, resource_id: UUID) -> LessonResource:
    """Return a material of a lesson or course that the user may see."""
    return get_or_not_found(queries.list_visible_resources(user), resource_id)


def get_taught_resource(user: User, resource_id: UUID) -> LessonResource:
    """Return a material of a lesson or course that the user teaches, or of any within the office's reach."""
    return get_or_not_found(queries.list_taught_resources(user), resource_id)


def get_material_target(user: User, *, lesson_id: UUID | None, course_id: UUID | None) -> MaterialTarget:
    """Return the lesson or the course that the user teaches. Raise Invalid unless exactly one is given."""
    if (lesson_id is None) == (course_id is None):
        raise Invalid.field("lesson", _("Give either a lesson or a course."))
    if lesson_id is not None:
        return MaterialTarget(lesson=get_or_not_found(list_taught_lessons(user), lesson_id))
    assert course_id is not None
    return MaterialTarget(course=get_taught_course(user, course_id))


def check_one_source(*, upload: UUID | None, media: UUID | None, url: str) -> None:
    """Raise Invalid unless exactly one of upload, library file and link is given."""
    if [upload is not None, media is not None, bool(url)].count(True) != 1:
        raise Invalid.field("upload", _("Give one of these: an upload, a file of the media library, or a link."))


def get_media(user: User, media_id: UUID) -> MediaFile:
    """Return a library file that is not archived, for users of the library."""
    if not has_permission(user, "resources.library"):
        raise NotFound()
    return get_or_not_found(queries.list_library_files(), media_id)


def get_editable_media(user: User, media_id: UUID) -> MediaFile:
    """Return a library file that the user added, or any for users who manage the library; archived ones too."""
    return get_or_not_found(queries.list_editable_media(user), media_id)
