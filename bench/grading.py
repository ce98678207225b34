"""Measures the grid of a gradebook with 200 pupils and 60 items, as its teacher loads it."""

import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.report import BenchOptions, BenchReport, Figure

PUPILS, ITEMS = 200, 60
TIMES, MAX_MS = 30, 300.0
WORKS = 20
"""Quizzes, and as many homeworks; the other items are written by hand."""


def measure(options: BenchOptions) -> BenchReport:
    """Load the grid many times. `--count`: fewer pupils, who have no time target."""
    pupils = options.count or PUPILS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        figures = _measure_grid(pupils)
    note = (
        f"{WORKS} items are quizzes and {WORKS} homeworks, all taken by all pupils, the others are written by hand, in "
        "four categories that drop the lowest. The time is that of the request with its JSON, without the network, in "
        "a process whose garbage collector is set as that of the server."
    )
    return BenchReport("grading", "Gradebooks", figures, note)


def _measure_grid(pupils: int) -> list[Figure]:
    from bench.http.machine_noise import get_percentile
    from bench.school.api_client import ApiClient
    from project.asgi_handler import leave_loaded_objects_out_of_collections

    gradebook, teacher = _create_gradebook(pupils)
    vacuum_and_analyze()
    client, path = ApiClient(teacher), f"/grading/gradebooks/{gradebook.pk}/grid/"
    leave_loaded_objects_out_of_collections()
    grid = client.get(path)
    states = [cell["state"] for row in grid["rows"] for cell in row["cells"]]
    assert (len(grid["rows"]), states.count("graded")) == (pupils, pupils * ITEMS), grid["rows"][0]
    queries, _grid = client.queries(path)
    times = sorted(client.measure(path) for _ in range(TIMES))
    middle, p95 = get_percentile(times, 0.5), get_percentile(times, 0.95)
    is_full = pupils >= PUPILS
    return [
        Figure(f"grid of {pupils} pupils and {ITEMS} items: queries", queries, ""),
        Figure("… time", middle, "ms", f"≤ {MAX_MS:g}" if is_full else "", middle <= MAX_MS if is_full else None,
               f"P95 {p95:.0f}"),
    ]  # fmt: skip


def _create_gradebook(pupils: int) -> tuple[Any, Any]:
    """Return a gradebook in which every cell is graded, and who teaches the group."""
    from django.utils import timezone

    from apps.accounts.models import User
    from apps.core.permissions import Role
    from apps.courses.models import Course, Group, Membership
    from apps.grading.models import GradeEntry, GradeItem, GradeSource
    from apps.grading.services import gradebooks
    from apps.homework.models import Assignment, Homework, HomeworkState
    from apps.quizzes.models import AttemptState, HandedInBy, Quiz, QuizAttempt
    from apps.settings.models import Branch
    from bench.learning.content import create_learners

    now = timezone.now()
    teacher = User.objects.create(role=Role.TEACHER, first_name="Teacher", email="teacher@example.uz")
    branch = Branch.objects.first() or Branch.objects.create(name="Centre")
    course = Course.objects.create(title={"en": "English"}, slug="english")
    group = Group.objects.create(branch=branch, course=course, name="A2", lead_teacher=teacher, capacity=pupils)
    learners = create_learners(pupils)
    joined_on = group.today - timedelta(days=30)
    Membership.objects.bulk_create(Membership(group=group, student=one, joined_on=joined_on) for one in learners)
    quizzes = Quiz.objects.bulk_create(Quiz(group=group, title=f"Quiz {number}") for number in range(WORKS))
    texts = {"kind": "text", "instructions": "Write.", "attempts_allowed": 1, "coins": 0, "author": teacher}
    works = Assignment.objects.bulk_create(
        Assignment(group=group, title=f"Task {number}", **texts) for number in range(WORKS)
    )
    QuizAttempt.objects.bulk_create(
        QuizAttempt(
            quiz=quiz, user=one, number=1, state=AttemptState.SCORED, seed=1, started_at=now, handed_in_at=now,
            handed_in_by=HandedInBy.LEARNER, score=Decimal(place % 11), max_score=Decimal(10),
        )
        for quiz in quizzes
        for place, one in enumerate(learners)
    )  # fmt: skip
    Homework.objects.bulk_create(
        Homework(assignment=work, student=one, state=HomeworkState.REVIEWED, score=Decimal(place % 101))
        for work in works
        for place, one in enumerate(learners)
    )
    sources: list[dict[str, Any]] = [{"source": GradeSource.QUIZ.value, "quiz": quiz.pk} for quiz in quizzes]
    sources += [{"source": GradeSource.HOMEWORK.value, "assignment": work.pk} for work in works]
    sources += [{} for _ in range(ITEMS - len(sources))]
    gradebook = gradebooks.create_gradebook(actor=teacher, group=group, course=None)
    gradebooks.set_structure(
        actor=teacher, gradebook=gradebook, revision=1, usual_scale="five", own_scale=None,
        categories=[
            gradebooks.CategoryDraft(name=f"Part {number}", weight=Decimal(25), drop_lowest=1) for number in range(4)
        ],
        items=[
            gradebooks.ItemDraft(category=place % 4, name=f"Item {place}", max_points=Decimal(20), **source)
            for place, source in enumerate(sources)
        ],
    )  # fmt: skip
    GradeEntry.objects.bulk_create(
        GradeEntry(item=item, student=one, number=1, points=Decimal(place % 21), author=teacher)
        for item in GradeItem.objects.filter(source=GradeSource.HAND)
        for place, one in enumerate(learners)
    )
    return gradebook, teacher
