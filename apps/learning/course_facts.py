"""What a list of courses says about learning: how many learn each course, and where the reader of the list stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F

from apps.accounts.models import User
from apps.courses.models import Course
from apps.learning import queries
from apps.learning.models import Enrollment, LessonProgress
from apps.learning.outlines import OutlineLesson
from apps.learning.standing import find_next_lesson


@dataclass(frozen=True)
class CourseFacts:
    """Facts of one course for one reader. `progress` is None for who is not enrolled; `next_lesson` is always open."""

    is_enrolled: bool
    progress: int | None
    next_lesson: OutlineLesson | None
    enrolled_count: int


def add_course_facts(user: User | None, courses: Iterable[Course]) -> list[Course]:
    """Return these courses with `facts`, in at most three queries for all of them; `user` is None for a visitor."""
    listed = list(courses)
    counts = _count_enrolled(listed)
    enrollments = _load_enrollments(user, listed) if user is not None else {}
    progress = _load_progress(user, enrollments) if user is not None and enrollments else {}
    for course in listed:
        enrollment = enrollments.get(course.pk)
        course.facts = CourseFacts(  # type: ignore[attr-defined]
            is_enrolled=enrollment is not None,
            progress=enrollment.progress if enrollment else None,
            next_lesson=find_next_lesson(enrollment, progress.get(course.pk, {})) if enrollment else None,
            enrolled_count=counts.get(course.pk, 0),
        )
    return listed


def _count_enrolled(courses: list[Course]) -> dict[UUID, int]:
    """A person has one open enrolment in a course at most."""
    rows = Enrollment.objects.filter(course__in=courses, state__in=queries.OPEN_STATES)
    return dict(rows.order_by().values("course").annotate(count=Count("pk")).values_list("course", "count"))


def _load_enrollments(user: User, courses: list[Course]) -> dict[UUID, Enrollment]:
    rows = queries.list_active_enrollments(user).filter(course__in=courses)
    return {row.course_id: row for row in rows.select_related("user", "course__content__published")}


def _load_progress(user: User, courses: Iterable[UUID]) -> dict[UUID, dict[UUID, LessonProgress]]:
    found: dict[UUID, dict[UUID, LessonProgress]] = {}
    rows = queries.list_lesson_progress(user).filter(lesson__course__in=list(courses))
    for row in rows.annotate(course=F("lesson__course")):
        found.setdefault(row.course, {})[row.lesson_id] = row
    return found
