"""Drafts as the editor shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.courses.models import Course
from apps.learning import content_queries as queries
from apps.learning.blocks.checking import iterate_file_ids
from apps.learning.blocks.rendering import render_blocks
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
    """A draft and what was deleted from it, the last one first. `views_by_lesson`: how often lessons were opened."""

    deleted: tuple[DeletedContent, ...] = ()
    views_by_lesson: Mapping[UUID, int] = field(default_factory=dict)


def get_draft_view(course: Course) -> DraftView:
    """Return the draft of a course as it is now."""
    draft = load_draft(course)
    rows: list[Module | CourseLesson] = [*queries.list_deleted_modules(course), *queries.list_deleted_lessons(course)]
    deleted = [DeletedContent(row.pk, row.title, isinstance(row, Module), row.deleted_at) for row in rows]
    deleted.sort(key=lambda row: str(row.deleted_at), reverse=True)
    parts = (draft.content, draft.outline, draft.modules, draft.lessons_by_module)
    return DraftView(*parts, deleted=tuple(deleted), views_by_lesson=queries.count_views(course))


def get_lesson_view(lesson: CourseLesson) -> CourseLesson:
    """Return the lesson with `shown_files`: the files that its blocks show."""
    files = queries.get_course_files_by_id(lesson.course_id, list(iterate_file_ids(lesson.blocks)))
    lesson.shown_files = list(files.values())  # type: ignore[attr-defined]
    return lesson


def preview_lesson(lesson: CourseLesson) -> dict[str, Any]:
    """Return a lesson of the draft as a learner will see it, by the names of its fields; no progress is read."""
    draft = load_draft(lesson.course)
    outline = draft.next_outline
    previous, following = outline.get_previous(lesson.pk), outline.get_next(lesson.pk)
    published = draft.get_published_lesson(lesson.pk)
    files = queries.get_course_files_by_id(lesson.course_id, list(iterate_file_ids(lesson.blocks)))
    return {
        "id": lesson.pk,
        "course": lesson.course_id,
        "course_title": lesson.course.title,
        "title": lesson.title,
        "slug": lesson.slug,
        "number": published.number if published else 0,
        "minutes": lesson.minutes,
        "is_preview": lesson.is_preview,
        "completion": lesson.completion,
        "blocks": render_blocks(lesson.blocks, files),
        "previous": previous.id if previous else None,
        "next": following.id if following else None,
        "place": {"number": outline.get_number(lesson.pk), "count": len(outline.lessons)},
        "progress": None,
        "needs_hand": lesson.completion.get("rule") == "by_hand",
        "tasks": [],
    }
