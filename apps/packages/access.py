"""Load packages for the person who may see them now."""

from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import Forbidden, NotFound
from apps.core.lookups import get_or_not_found
from apps.courses.models import Course
from apps.learning.access import get_draft_lesson, get_readable_lesson
from apps.learning.models import CourseFile, CourseLesson, LessonVersion
from apps.learning.standing import Standing
from apps.packages.models import LearnerPackage, Package
from apps.packages.queries import BLOCK_KIND


def get_course_package(course: Course, file_id: UUID) -> tuple[CourseFile, Package]:
    """Return a package of the course by its course file. Raise NotFound when there is none."""
    file = get_or_not_found(CourseFile.objects.filter(course=course).select_related("file"), file_id)
    package = Package.objects.filter(file=file.file_id).first()
    if package is None:
        raise NotFound()
    return file, package


def get_readable_package(user: User, lesson_id: UUID, block: UUID) -> tuple[Standing, Package]:
    """Return the package of a block of a published lesson that is open now. Raise what
    `learning.access.get_readable_lesson` raises, NotFound for another block.
    """
    standing, lesson = get_readable_lesson(user, lesson_id)
    blocks = LessonVersion.objects.values_list("blocks", flat=True).get(pk=lesson.version)
    return standing, _find_package(standing.course, blocks, block)


def get_draft_package(user: User, lesson_id: UUID, block: UUID) -> tuple[CourseLesson, Package]:
    """Return the package of a block of a draft that the user writes."""
    lesson = get_draft_lesson(user, lesson_id)
    return lesson, _find_package(lesson.course, lesson.blocks, block)


def get_opened_package(user: User, lesson_id: UUID, block: UUID, package: Package) -> LearnerPackage:
    """Return how far the user is in a package that they opened. Raise NotFound when they did not."""
    rows = LearnerPackage.objects.filter(user=user, lesson=lesson_id, block=block, is_draft=False)
    row = rows.filter(package=package).first()
    if row is None:
        raise NotFound()
    return row


def get_package_by_token(token: str) -> LearnerPackage:
    """Return how far somebody is in the package of a token, while they may read its block. Raise NotFound otherwise."""
    rows = LearnerPackage.objects.select_related("user", "package").filter(user__is_active=True)
    row = rows.filter(token=token).first()
    if row is None:
        raise NotFound()
    get_now = get_draft_package if row.is_draft else get_readable_package
    try:
        _, package = get_now(row.user, row.lesson_id, row.block)
    except Forbidden as error:
        raise NotFound() from error
    if package != row.package:
        raise NotFound()
    return row


def _find_package(course: Course, blocks: list[dict[str, Any]], block_id: UUID) -> Package:
    for block in blocks:
        if block["id"] == str(block_id) and block["kind"] == BLOCK_KIND and block["file"]:
            return get_course_package(course, UUID(block["file"]))[1]
    raise NotFound()
