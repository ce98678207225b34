"""The draft of a course as values, and the outline that publishing it would make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from apps.courses.models import Course
from apps.learning import content_queries as queries
from apps.learning.completion_rules import DEFAULT_RULE
from apps.learning.models import CourseContent, CourseLesson, Module
from apps.learning.outlines import Outline, OutlineLesson, OutlineModule

UNPUBLISHED = UUID(int=0)
"""Stands in an outline for the version of a lesson that publishing will make."""


@dataclass(frozen=True)
class Draft:
    """What teachers edit: settings, modules and lessons without their blocks. `outline`: what learners see now."""

    content: CourseContent
    outline: Outline | None
    modules: tuple[Module, ...]
    lessons_by_module: Mapping[UUID, tuple[CourseLesson, ...]]

    @property
    def course(self) -> Course:
        """Return the course of the draft."""
        return self.content.course

    @cached_property
    def lessons(self) -> tuple[CourseLesson, ...]:
        """Return all lessons, in the order in which they are learnt."""
        return tuple(lesson for module in self.modules for lesson in self.lessons_by_module.get(module.pk, ()))

    @cached_property
    def next_outline(self) -> Outline:
        """Return the outline that publishing would make; a lesson whose blocks changed has the version UNPUBLISHED."""
        modules = tuple(
            OutlineModule(
                id=module.pk,
                title=module.title,
                opens=tuple(module.opens),
                lessons=tuple(self._build_lesson(lesson) for lesson in self.lessons_by_module.get(module.pk, ())),
            )
            for module in self.modules
        )
        return Outline(is_sequential=self.content.is_sequential, weight=self.content.weight, modules=modules)

    @property
    def has_changes(self) -> bool:
        """Return whether publishing would change what learners see."""
        return self.next_outline != self.outline if self.outline else bool(self.modules)

    @cached_property
    def changed_lessons(self) -> frozenset[UUID]:
        """Return the lessons that publishing would change or add."""
        return frozenset(
            lesson.id for lesson in self.next_outline.lessons if lesson != self.get_published_lesson(lesson.id)
        )

    def get_published_lesson(self, lesson_id: UUID) -> OutlineLesson | None:
        """Return the lesson as learners see it; None when it is not published."""
        return self.outline.get_lesson(lesson_id) if self.outline else None

    def _build_lesson(self, lesson: CourseLesson) -> OutlineLesson:
        published = self.get_published_lesson(lesson.pk)
        is_same = published is not None and lesson.has_same_blocks  # type: ignore[attr-defined]
        return OutlineLesson(
            id=lesson.pk,
            slug=lesson.slug,
            title=lesson.title,
            is_preview=lesson.is_preview,
            minutes=lesson.minutes,
            completion=lesson.completion or dict(DEFAULT_RULE),
            opens=tuple(lesson.opens),
            version=published.version if published and is_same else UNPUBLISHED,
            number=published.number if published and is_same else 0,
            watch=published.watch if published and is_same else {},
        )


def load_draft(course: Course, content: CourseContent | None = None) -> Draft:
    """Return the draft of a course; three queries, one more without `content`."""
    content = content or queries.get_content(course)
    outline = Outline.from_json(content.published.outline) if content.published else None
    modules = tuple(queries.list_draft_modules(course))
    versions = [lesson.version for lesson in outline.lessons] if outline else []
    lessons = queries.list_draft_lessons_without_blocks(course, versions)
    return Draft(content, outline, modules, _group_by_module(lessons))


def _group_by_module(lessons: Iterable[CourseLesson]) -> dict[UUID, tuple[CourseLesson, ...]]:
    grouped: dict[UUID, list[CourseLesson]] = {}
    for lesson in lessons:
        grouped.setdefault(lesson.module_id, []).append(lesson)
    return {module: tuple(rows) for module, rows in grouped.items()}
