"""What learners and visitors see: the outline of a course, a lesson, and the courses that somebody learns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.learning.blocks.checking import iterate_file_ids
from apps.learning.blocks.rendering import render_blocks
from apps.learning.completion import get_rule_name
from apps.learning.content_queries import get_course_files_by_id
from apps.learning.locks import LessonLock
from apps.learning.models import BlockProgress, Enrollment, LessonVersion
from apps.learning.outlines import OutlineLesson, OutlineModule
from apps.learning.standing import Standing, find_next_lesson


@dataclass(frozen=True)
class OutlineLessonView:
    """A lesson of an outline, as one person sees it. `id` is None while it is locked."""

    id: UUID | None
    title: str
    minutes: int
    is_preview: bool
    state: str
    locked: LessonLock | None


@dataclass(frozen=True)
class OutlineModuleView:
    """A module of an outline, as one person sees it; the numbers count all of its lessons."""

    title: str
    lesson_count: int
    minutes: int
    lessons: list[OutlineLessonView]


@dataclass(frozen=True)
class OutlineView:
    """The published content of a course, as one person sees it."""

    course: UUID
    title: Mapping[str, str]
    version: int | None
    is_enrolled: bool
    can_write: bool
    percent: int
    lesson_count: int
    minutes: int
    next_lesson: UUID | None
    modules: list[OutlineModuleView]


def view_outline(standing: Standing) -> OutlineView:
    """Return the outline as this person sees it: only previews for who neither learns nor writes the course."""
    outline, following = standing.outline, standing.next_lesson
    return OutlineView(
        course=standing.course.pk,
        title=standing.course.title,
        version=standing.version.number if standing.version else None,
        is_enrolled=standing.is_enrolled,
        can_write=standing.can_write,
        percent=standing.enrollment.progress if standing.enrollment else 0,
        lesson_count=len(outline.lessons),
        minutes=outline.minutes,
        next_lesson=following.id if following else None,
        modules=[_view_module(standing, module) for module in outline.modules],
    )


def list_outline_lessons(standing: Standing) -> list[OutlineLessonView]:
    """Return all lessons of the outline in order, as this person sees them."""
    return [lesson for module in standing.outline.modules for lesson in _view_module(standing, module).lessons]


def _view_module(standing: Standing, module: OutlineModule) -> OutlineModuleView:
    shown = [lesson for lesson in module.lessons if lesson.is_preview or standing.sees_all]
    lessons = [_view_outline_lesson(standing, lesson) for lesson in shown]
    return OutlineModuleView(module.title, len(module.lessons), module.minutes, lessons)


def _view_outline_lesson(standing: Standing, lesson: OutlineLesson) -> OutlineLessonView:
    return OutlineLessonView(
        id=lesson.id if standing.is_open(lesson) else None,
        title=lesson.title,
        minutes=lesson.minutes,
        is_preview=lesson.is_preview,
        state=standing.get_state(lesson),
        locked=standing.locks.get(lesson.id),
    )


@dataclass(frozen=True)
class LessonPlace:
    """The place of a lesson among all lessons of its course."""

    number: int
    count: int


@dataclass(frozen=True)
class LessonProgressView:
    """How far the enrolled person is in a lesson."""

    block: UUID | None
    position_ms: int
    completed_at: Any
    percent_of_course: int
    blocks: list[BlockProgress]


@dataclass(frozen=True)
class LessonView:
    """A lesson with its rendered blocks, as one person sees it. `tasks`: what the reader hands in, which the API adds
    from homework.
    """

    id: UUID
    course: UUID
    course_title: Mapping[str, str]
    title: str
    slug: str
    number: int
    minutes: int
    is_preview: bool
    completion: Mapping[str, Any]
    blocks: list[dict[str, Any]]
    previous: UUID | None
    next: UUID | None
    place: LessonPlace
    progress: LessonProgressView | None
    needs_hand: bool
    tasks: Sequence[Any] = ()


def view_lesson(standing: Standing, lesson: OutlineLesson) -> LessonView:
    """Return the published lesson as this person sees it, in at most three queries."""
    outline, course = standing.outline, standing.course
    blocks = LessonVersion.objects.values_list("blocks", flat=True).get(pk=lesson.version)
    files = get_course_files_by_id(course.pk, list(iterate_file_ids(blocks)))
    progress = _view_progress(standing, lesson)
    is_done = progress is not None and progress.completed_at is not None
    return LessonView(
        id=lesson.id,
        course=course.pk,
        course_title=course.title,
        title=lesson.title,
        slug=lesson.slug,
        number=lesson.number,
        minutes=lesson.minutes,
        is_preview=lesson.is_preview,
        completion=lesson.completion,
        blocks=render_blocks(blocks, files),
        previous=_get_open_id(standing, outline.get_previous(lesson.id)),
        next=_get_open_id(standing, outline.get_next(lesson.id)),
        place=LessonPlace(outline.get_number(lesson.id) or 0, len(outline.lessons)),
        progress=progress,
        needs_hand=progress is not None and not is_done and get_rule_name(lesson) == "by_hand",
    )


def _get_open_id(standing: Standing, lesson: OutlineLesson | None) -> UUID | None:
    return lesson.id if lesson is not None and standing.is_open(lesson) else None


def _view_progress(standing: Standing, lesson: OutlineLesson) -> LessonProgressView | None:
    if standing.enrollment is None:
        return None
    row = standing.progress.get(lesson.id)
    watched = BlockProgress.objects.filter(user=standing.enrollment.user_id, lesson=lesson.id, block__in=lesson.watch)
    return LessonProgressView(
        block=row.block if row else None,
        position_ms=row.position_ms if row else 0,
        completed_at=row.completed_at if row else None,
        percent_of_course=standing.enrollment.progress,
        blocks=list(watched.order_by("created_at", "pk")) if lesson.watch else [],
    )


def find_next_lesson_of_learner(enrollment: Enrollment) -> OutlineLesson | None:
    """Return where somebody goes on in a course; None where nothing is published, all is done, or nothing is open, and
    for an enrolment that does not open the course now.

    The enrolment comes from `queries.with_content_and_progress`.
    """
    if not enrollment.opens_course:
        return None
    rows = enrollment.user.lesson_progress.all()
    return find_next_lesson(
        enrollment, {row.lesson_id: row for row in rows if row.lesson.course_id == enrollment.course_id}
    )
