"""How a person stands to the published content of a course: what is open for them, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from uuid import UUID

from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses
from apps.learning import queries
from apps.learning.locks import LearnerFacts, LessonLock, find_locks
from apps.learning.models import CourseContent, CourseVersion, Enrollment, LessonProgress
from apps.learning.outlines import Outline, OutlineLesson

EMPTY = Outline(is_sequential=False, weight="equal", modules=())
"""The outline of a course without a published version."""


KEPT_OUTLINES = 32


@lru_cache(KEPT_OUTLINES)
def _read_outline(version: CourseVersion) -> Outline:
    """Versions are equal by their ids, and never change."""
    return Outline.from_json(version.outline)


@dataclass(frozen=True)
class Standing:
    """A person, and the published content of a course. `user` is None for a visitor without an account.

    `enrollment`: the one that opens the course now. `progress`: of the enrolled person, by lesson.
    """

    user: User | None
    course: Course
    version: CourseVersion | None
    enrollment: Enrollment | None = None
    can_write: bool = False
    progress: Mapping[UUID, LessonProgress] = field(default_factory=dict)

    @cached_property
    def outline(self) -> Outline:
        """The published outline; an empty one when nothing is published."""
        return _read_outline(self.version) if self.version else EMPTY

    @cached_property
    def done(self) -> frozenset[UUID]:
        """The lessons that the enrolled person has done, also those that are published no more."""
        return frozenset(lesson for lesson, row in self.progress.items() if row.completed_at)

    @cached_property
    def locks(self) -> Mapping[UUID, LessonLock]:
        """The locks of lessons for the enrolled person; nothing is locked for who writes the course."""
        if self.enrollment is None or self.can_write:
            return {}
        zone = self.enrollment.user.zone
        facts = LearnerFacts(self.done, self.enrollment.starts_at, timezone.now(), zone)
        return find_locks(self.outline, facts)

    @property
    def is_enrolled(self) -> bool:
        """Whether an enrolment opens the course now."""
        return self.enrollment is not None

    @property
    def sees_all(self) -> bool:
        """Whether the person sees all titles, not only previews."""
        return self.is_enrolled or self.can_write

    def is_open(self, lesson: OutlineLesson) -> bool:
        """Return whether the person may read the lesson now."""
        return lesson.is_preview or (self.sees_all and lesson.id not in self.locks)

    def get_state(self, lesson: OutlineLesson) -> str:
        """Return "new", "begun", "done" or "locked"."""
        if lesson.id in self.done:
            return "done"
        if lesson.id in self.locks:
            return "locked"
        return "begun" if lesson.id in self.progress else "new"

    @property
    def next_lesson(self) -> OutlineLesson | None:
        """The lesson where the enrolled person goes on: the one seen last, if it is not done; else the next one after
        it that is open and not done; else the first such one.
        """
        if self.enrollment is None:
            return None
        waiting = [lesson for lesson in self.outline.lessons if lesson.id not in self.done and self.is_open(lesson)]
        seen = [row for row in self.progress.values() if self.outline.get_lesson(row.lesson_id)]
        if not seen or not waiting:
            return waiting[0] if waiting else None
        last = max(seen, key=lambda row: row.updated_at).lesson_id
        number = self.outline.get_number(last) or 0
        return next((lesson for lesson in waiting if (self.outline.get_number(lesson.id) or 0) >= number), waiting[0])


def find_next_lesson(enrollment: Enrollment, progress: Mapping[UUID, LessonProgress]) -> OutlineLesson | None:
    """Return where somebody goes on in a course, as `Standing.next_lesson`; None where nothing is published. The
    enrolment opens the course now, and comes with what is published of it; `progress` is by lesson.
    """
    content = getattr(enrollment.course, "content", None)
    version = content.published if content else None
    return Standing(enrollment.user, enrollment.course, version, enrollment, progress=progress).next_lesson


def load_standing(user: User | None, course: Course) -> Standing:
    """Return how the user stands to the course, in at most four queries."""
    content = CourseContent.objects.filter(course=course).select_related("published").first()
    version = content.published if content else None
    if user is None:
        return Standing(None, course, version)
    return _complete_standing(
        user, course, version, queries.list_active_enrollments(user).filter(course=course).first()
    )


def load_learner_standing(user: User, lesson_id: UUID) -> Standing | None:
    """Return how the user stands to the course of a lesson, in two queries; None unless it is open for the user now.

    Each viewer asks this every fifteen seconds.
    """
    rows = queries.list_active_enrollments(user).select_related("course__content__published")
    enrollment = rows.filter(course__course_lessons=lesson_id, course__content__published__isnull=False).first()
    if enrollment is None:
        return None
    return _complete_standing(user, enrollment.course, enrollment.course.content.published, enrollment)


def _complete_standing(
    user: User, course: Course, version: CourseVersion | None, enrollment: Enrollment | None
) -> Standing:
    can_write = has_permission(user, "learning.write") and list_taught_courses(user).filter(pk=course.pk).exists()
    progress: dict[UUID, LessonProgress] = {}
    if enrollment is not None:
        progress = {row.lesson_id: row for row in queries.list_lesson_progress(user).filter(lesson__course=course)}
    return Standing(user, course, version, enrollment, can_write, progress)
