"""Reads of what sorts the catalogue: categories, levels and tags."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, Func, OuterRef, QuerySet

from apps.courses.models import Category, Course, CourseStatus, Level
from ml.text import build_search_key

MAX_TAGS = 500
"""Tags that a list has at most."""


def list_categories(*, published: bool | None = None) -> QuerySet[Category]:
    """Return the categories of the catalogue; with `published`, those that have a published course (or have none)."""
    if published is None:
        return Category.objects.all()
    courses = Exists(Course.objects.filter(category=OuterRef("pk"), status=CourseStatus.PUBLISHED))
    return Category.objects.filter(courses if published else ~courses)


def find_category(names: Mapping[str, str]) -> Category | None:
    """Return the first category that has one of these names in any language; spellings are compared as searches do."""
    wanted = {build_search_key(name) for name in names.values()}
    for category in list_categories().order_by("position", "slug"):
        if wanted & {build_search_key(name) for name in category.name.values() if name}:
            return category
    return None


def list_levels(*, archived: bool = False) -> QuerySet[Level]:
    """Return the levels in use (or the archived ones), the lowest first."""
    return Level.objects.filter(archived_at__isnull=not archived).order_by("position", "code")


def find_level(code: str) -> Level | None:
    """Return the level in use with this code, in capitals or not."""
    return list_levels().filter(code__iexact=code).first()


def list_tag_names() -> QuerySet[Course, str]:
    """Return every tag of a course, once."""
    return Course.objects.order_by().values_list(Func("tags", function="unnest"), flat=True).distinct()


def count_tags(courses: QuerySet[Course]) -> list[dict[str, Any]]:
    """Return the most frequent tags of these courses, at most `MAX_TAGS`, as `tag` and `course_count`."""
    tagged = courses.order_by().annotate(tag=Func("tags", function="unnest")).values("tag")
    counted: Any = tagged.annotate(course_count=Count("pk")).order_by("-course_count", "tag")
    return list(counted[:MAX_TAGS])
