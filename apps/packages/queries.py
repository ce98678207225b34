"""Reads of interactive packages."""

from uuid import UUID

from apps.accounts.models import User
from apps.learning.models import CourseFile, LessonVersion
from apps.learning.outlines import OutlineLesson
from apps.packages.models import LearnerPackage, Package

BLOCK_KIND = "interactive"


def find_package(file_id: UUID) -> Package | None:
    """Return the package of a course file, or None."""
    return Package.objects.filter(file__in=CourseFile.objects.filter(pk=file_id).values("file")).first()


def list_blocks(lesson: OutlineLesson) -> list[UUID]:
    """Return the ids of the blocks of a published lesson that show a package."""
    blocks = LessonVersion.objects.values_list("blocks", flat=True).get(pk=lesson.version)
    return [UUID(block["id"]) for block in blocks if block["kind"] == BLOCK_KIND]


def has_completed_packages(user: User, lesson: OutlineLesson) -> bool:
    """Return whether the user has done the package of each block of a published lesson that shows one."""
    blocks = list_blocks(lesson)
    done = LearnerPackage.objects.filter(
        user=user, lesson=lesson.id, block__in=blocks, is_draft=False, completed_at__isnull=False
    )
    return bool(blocks) and done.order_by().values("block").distinct().count() == len(blocks)
