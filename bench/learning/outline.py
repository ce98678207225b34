"""The outline of a course with 200 lessons, as a learner sees it."""

import time

from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Course
from apps.learning.models import LessonProgress
from bench.http.machine_noise import get_percentile
from bench.learning.content import enrol_learners, list_lessons
from bench.report import Figure
from bench.school.api_client import ApiClient

TIMES, MAX_QUERIES, MAX_MS = 60, 8, 60.0


def measure(course: Course, learner: User) -> list[Figure]:
    """Figures of the outline's queries and time."""
    lessons = list_lessons(course)
    enrol_learners(course, [learner])
    now = timezone.now()
    LessonProgress.objects.bulk_create(
        LessonProgress(user=learner, lesson=lesson, completed_at=now) for lesson in lessons[: len(lessons) // 2]
    )
    client, path, times = ApiClient(learner), f"/courses/courses/{course.pk}/modules/", list[float]()
    answer = client.get(path)
    assert answer["lesson_count"] == len(lessons), answer
    queries, _answer = client.queries(path)
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    p95 = get_percentile(times, 0.95)
    return [
        Figure(f"outline of {len(lessons)} lessons with progress: queries", queries, "", f"≤ {MAX_QUERIES}",
               queries <= MAX_QUERIES),
        Figure("… P95", p95, "ms", f"≤ {MAX_MS:g}", p95 <= MAX_MS, f"P50 {get_percentile(times, 0.5):.1f}"),
    ]  # fmt: skip
