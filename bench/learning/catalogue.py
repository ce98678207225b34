"""Searches among many courses: they come last, because they change what everything else costs."""

import random
import statistics
import time
from collections.abc import Sequence

from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.courses.services.catalogue import build_course_search_key
from bench.database import vacuum_and_analyze
from bench.report import Figure
from bench.school.api_client import ApiClient

TIMES, MAX_MS = 11, 50
SUBJECTS = {
    "Ingliz tili": "Английский язык", "Matematika": "Математика", "Fizika": "Физика", "Oʻzbek tili": "Узбекский язык",
    "Dasturlash": "Программирование", "Rasm chizish": "Рисование", "Shaxmat": "Шахматы", "Kimyo": "Химия",
    "Biologiya": "Биология", "Tarix": "История",
}  # fmt: skip
FOR_WHOM = ("boshlovchilar uchun", "maktab oʻquvchilari uchun", "kattalar uchun", "imtihonga", "har kuni", "yozgi")
SEARCHES = (
    "Matematika",
    "matematka",
    "Математика",
    "Оʻзбек тили",
    "Рисование",
    "shahmat kattalar",
    "yozgi kimyo",
    "zzqx",
)
"""In both scripts, with a typing error (the second and the sixth), and one that finds nothing."""


def measure(count: int, people: Sequence[User]) -> list[Figure]:
    """The figure of searches among this many courses: the median time of each text, and of these the longest."""
    clients, rng, now = [ApiClient(user) for user in people], random.Random(3), timezone.now()
    courses = []
    for number in range(count):
        subject = rng.choice(list(SUBJECTS))
        title = {"uz": f"{subject} {rng.choice(FOR_WHOM)} {number}", "ru": f"{SUBJECTS[subject]} {number}"}
        course = Course(title=title, slug=f"course-{number}", mode=CourseMode.ONLINE, status=CourseStatus.PUBLISHED)
        course.published_at, course.folded = now, build_course_search_key(course)
        courses.append(course)
    Course.objects.bulk_create(courses, batch_size=1000)
    vacuum_and_analyze()
    medians = sorted((statistics.median(_time_searches(clients, text)), text) for text in SEARCHES)
    slowest, _text = medians[-1]
    what = f"search among {Course.objects.count():,} courses: median of the slowest of {len(SEARCHES)} texts"
    spread = "; ".join(f"{text} {median:.0f}" for median, text in medians)
    return [Figure(what, slowest, "ms", f"≤ {MAX_MS}", slowest <= MAX_MS, spread)]


def _time_searches(clients: list[ApiClient], text: str) -> list[float]:
    times = []
    for number in range(TIMES):
        began = time.perf_counter()
        clients[number % len(clients)].get("/courses/courses/", search=text)
        times.append(1000 * (time.perf_counter() - began))
    return times
