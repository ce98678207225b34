"""Reads of materials and the media library."""

from datetime import date
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.courses.queries import can_see_every_group, list_taught_courses, list_visible_groups
from apps.lessons.queries import build_taught_lessons_filter
from apps.resources.models import Download, LessonResource, MaterialUse, MediaFile
from apps.settings.queries import filter_created_between
from ml.text import build_search_key


def list_visible_resources(
    user: User,
    *,
    lesson_id: UUID | None = None,
    course_id: UUID | None = None,
    media_id: UUID | None = None,
    kind: str | None = None,
) -> QuerySet[LessonResource]:
    """Return materials of lessons that the user may see, and of courses that the user or a child learns or that the
    user teaches.

    Filters are optional. The user's groups are read first, in a query of their own, which is faster.
    """
    groups = dict(list_visible_groups(user).order_by().values_list("pk", "course"))
    lessons = Q(lesson__group__in=groups) | Q(lesson__teacher=user)
    courses = Q(course__in=set(groups.values())) | Q(course__in=list_taught_courses(user).order_by().values("pk"))
    if can_see_every_group(user):
        lessons = Q(lesson__isnull=False)
    rows = _resources_with_related().filter(lessons | courses)
    return filter_given(rows, lesson=lesson_id, course=course_id, media=media_id, media__kind=kind)


def list_taught_resources(user: User) -> QuerySet[LessonResource]:
    """Return materials of lessons and courses that the user teaches; for the office, those of its branches."""
    courses = list_taught_courses(user).order_by().values("pk")
    return _resources_with_related().filter(build_taught_lessons_filter(user, "lesson__") | Q(course__in=courses))


def list_material_uses(
    resource: LessonResource,
    *,
    use: str = MaterialUse.DOWNLOAD,
    user_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Download]:
    """Return the downloads of a material, or its views. Filters are optional."""
    rows = Download.objects.filter(resource=resource, use=use).select_related("user")
    return filter_created_between(filter_given(rows, user=user_id), since, until)


def list_library_files(
    *, kind: str | None = None, archived: bool = False, added_by: User | None = None
) -> QuerySet[MediaFile]:
    """Return library files in use, or archived ones.

    `uses` is the number of lessons and courses that use a file, `course_title` the title of the course that has had it
    longest, in each language; None where only lessons have it.
    """
    rows = MediaFile.objects.filter(archived_at__isnull=not archived).select_related("file", "added_by")
    lying = LessonResource.objects.filter(media=OuterRef("pk"), archived_at__isnull=True).order_by()
    counted = lying.values("media").annotate(number=Count("pk")).values("number")
    titles = lying.filter(course__isnull=False).order_by("pk").values("course__title")[:1]
    rows = rows.annotate(
        uses=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)), course_title=Subquery(titles)
    )
    return filter_given(rows, kind=kind, added_by=added_by)


def list_editable_media(user: User) -> QuerySet[MediaFile]:
    """Return library files that the user may rename and archive: own ones, or all."""
    rows = MediaFile.objects.select_related("file", "added_by")
    return rows if has_permission(user, "resources.keep_library") else rows.filter(added_by=user)


def search_library_by_title(media: QuerySet[MediaFile], text: str) -> QuerySet[MediaFile]:
    """Filter files whose title contains `text`, in any spelling."""
    return media.filter(folded__contains=build_search_key(text))


def _resources_with_related() -> QuerySet[LessonResource]:
    rows = LessonResource.objects.filter(archived_at__isnull=True)
    return rows.select_related("media__file", "added_by", "course", "lesson__group__branch")
