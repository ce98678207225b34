"""Who may load which material. Missing and foreign give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Invalid, NotFound
from apps.core.lookups import get_one
from apps.courses.access import get_taught_course
from apps.lessons.queries import list_taught_lessons
from apps.resources import queries
from apps.resources.models import LessonResource, MediaFile
from apps.resources.services import MaterialTarget


def get_resource(user: User, resource_id: UUID) -> LessonResource:
    """A material of a lesson or course that the user may see."""
    return get_one(queries.list_visible_resources(user), resource_id)


def get_taught_resource(user: User, resource_id: UUID) -> LessonResource:
    """A material of a lesson or course that the user teaches, or of any within the office's reach."""
    return get_one(queries.list_taught_resources(user), resource_id)


def get_material_target(user: User, *, lesson_id: UUID | None, course_id: UUID | None) -> MaterialTarget:
    """The lesson or the course that the user teaches; Invalid unless exactly one is named."""
    if (lesson_id is None) == (course_id is None):
        raise Invalid.field("lesson", _("Name either a lesson or a course."))
    if lesson_id is not None:
        return MaterialTarget(lesson=get_one(list_taught_lessons(user), lesson_id))
    assert course_id is not None
    return MaterialTarget(course=get_taught_course(user, course_id))


def get_media(user: User, media_id: UUID | None, *, instead_of: UUID | None = None) -> MediaFile:
    """An entry of the library that is not archived, for whoever may use the library; Invalid unless it alone is named,
    and no upload that it stands `instead_of`.
    """
    if media_id is None or instead_of is not None:
        raise Invalid.field("upload", _("Name either an upload or an entry of the library."))
    if not has_permission(user, "resources.library"):
        raise NotFound()
    return get_one(queries.list_library(), media_id)


def get_editable_media(user: User, media_id: UUID) -> MediaFile:
    """An entry that the user added, or any for who keeps the library; archived ones too."""
    return get_one(queries.list_editable_media(user), media_id)
