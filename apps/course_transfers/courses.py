"""A course as it is exported: the draft, or what learners see."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict
from apps.course_transfers.models import ExportSource
from apps.course_transfers.plans import Block
from apps.courses.models import Course
from apps.learning.blocks.checking import iterate_file_ids
from apps.learning.content_queries import get_content, get_course_files_by_id
from apps.learning.drafts import load_draft
from apps.learning.models import CourseFile, CourseLesson, LessonVersion
from apps.learning.outlines import Outline, OutlineLesson


@dataclass(frozen=True)
class ExportedCourse:
    """A course, its outline, and the files that its blocks show, by id. Blocks are loaded lesson by lesson."""

    course: Course
    outline: Outline
    source: str
    files: dict[UUID, CourseFile]

    def load_blocks(self, lesson: OutlineLesson) -> list[Block]:
        """Return the blocks of a lesson; [] where the draft has lost it meanwhile."""
        return _load_blocks(lesson, self.source)


def load_exported_course(course: Course, source: str) -> ExportedCourse:
    """Return the course as it is now. Raise Conflict when nothing of it was published, or its draft is empty."""
    outline = check_has_content(course, source)
    files = get_course_files_by_id(course.pk, set(_iterate_files(outline, source)))
    return ExportedCourse(course, outline, source, files)


def check_has_content(course: Course, source: str) -> Outline:
    """Return the outline to export. Raise Conflict when nothing of it was published, or its draft is empty."""
    if source == ExportSource.DRAFT:
        outline = load_draft(course).next_outline
    else:
        published = get_content(course).published
        outline = Outline.from_json(published.outline) if published else Outline(False, "equal", ())
    if not outline.modules:
        raise Conflict(_("There is nothing to export: the course has no content."))
    return outline


def _iterate_files(outline: Outline, source: str) -> Iterator[UUID]:
    for lesson in outline.lessons:
        yield from iterate_file_ids(_load_blocks(lesson, source))


def _load_blocks(lesson: OutlineLesson, source: str) -> list[Block]:
    rows = CourseLesson.objects.filter(pk=lesson.id)
    if source == ExportSource.PUBLISHED:
        rows = LessonVersion.objects.filter(pk=lesson.version)  # type: ignore[assignment]
    return list(rows.values_list("blocks", flat=True).first() or ())
