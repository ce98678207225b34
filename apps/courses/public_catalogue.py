"""Reads for the public pages of the catalogue: what a visitor without an account may see."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.core.lookups import get_or_not_found
from apps.courses.models import Category, Course, CourseStatus, CourseTeacher
from apps.courses.queries import list_visible_courses


@dataclass(frozen=True)
class PublicFilters:
    """What published courses can be filtered by: only values that lead to a course."""

    categories: list[Category]
    levels: list[str]
    languages: list[str]


def list_public_filters() -> PublicFilters:
    """Return the categories, levels and languages of published courses: three queries."""
    published = Course.objects.filter(status=CourseStatus.PUBLISHED)
    used = published.filter(category=OuterRef("pk"))
    levels = published.exclude(level="").order_by("level").values_list("level", flat=True).distinct()
    languages = published.order_by("language").values_list("language", flat=True).distinct()
    categories = Category.objects.filter(Exists(used)).order_by("position", "slug")
    return PublicFilters(categories=list(categories), levels=list(levels), languages=list(languages))


def get_public_course(slug: str) -> Course:
    """Return a published course with its teachers, the lead first. Raise NotFound."""
    links = CourseTeacher.objects.filter(teacher__in=_list_active_users()).order_by(
        "-kind", "teacher__first_name", "id"
    )
    teachers = Prefetch("course_teachers", links.select_related("teacher__teacher_profile__institution"))
    course = list_visible_courses(None, slug=slug).prefetch_related(teachers).first()
    if course is None:
        raise NotFound()
    return course


def list_public_tutors() -> QuerySet[User]:
    """Return the active teachers of published courses, by name, with their profiles."""
    taught = CourseTeacher.objects.filter(teacher=OuterRef("pk"), course__status=CourseStatus.PUBLISHED)
    tutors = _list_active_users().filter(Exists(taught)).select_related("teacher_profile__institution")
    return tutors.order_by("first_name", "last_name", "pk")


def get_public_tutor(user_id: UUID) -> User:
    """Return an active teacher of a published course. Raise NotFound."""
    return get_or_not_found(list_public_tutors(), user_id)


def _list_active_users() -> QuerySet[User]:
    return User.objects.filter(is_active=True)
