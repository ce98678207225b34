"""Drafts as the editor shows them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.courses.models import Course
from apps.learning import content_queries as queries
from apps.learning.blocks.checking import iterate_file_ids
from apps.learning.drafts import Draft, load_draft
from apps.learning.models import CourseLesson, Module


@dataclass(frozen=True)
class DeletedContent:
    """A lesson or a module (`module`) that was deleted from the draft."""

    id: UUID
    title: str
    module: bool
    deleted_at: datetime | None


@dataclass(frozen=True)
class DraftView(Draft):
    """A draft and what was deleted from it, the last one first."""

    deleted: tuple[DeletedContent, ...] = ()


def get_draft_view(course: Course) -> DraftView:
    """Return the draft of a course as it is now."""
    draft = load_draft(course)
    rows: list[Module | CourseLesson] = [*queries.list_deleted_modules(course), *queries.list_deleted_lessons(course)]
    deleted = [DeletedContent(row.pk, row.title, isinstance(row, Module), row.deleted_at) for row in rows]
    deleted.sort(key=lambda row: str(row.deleted_at), reverse=True)
    parts = (draft.content, draft.outline, draft.modules, draft.lessons_by_module)
    return DraftView(*parts, deleted=tuple(deleted))


def get_lesson_view(lesson: CourseLesson) -> CourseLesson:
    """Return the lesson with `shown_files`: the files that its blocks show."""
    files = queries.get_course_files_by_id(lesson.course_id, list(iterate_file_ids(lesson.blocks)))
    lesson.shown_files = list(files.values())  # type: ignore[attr-defined]
    return lesson
