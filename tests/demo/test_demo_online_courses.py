"""The demo's online courses: one with every kind of block is published and learnt, one is in draft."""

from collections import Counter
from decimal import Decimal

import pytest

from apps.core.permissions import Role
from apps.learning.blocks.kinds import all_block_kinds
from apps.learning.models import CourseContent, CourseLesson, Enrollment
from apps.learning.outlines import Outline
from apps.quizzes.models import QuizAttempt
from project.demo.online import courses
from tests import factories

NAMES = ("Aziza", "Malika", "Dilnoza", "Sevara", "Kamola")


@pytest.fixture
def made(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    teacher = factories.make_user(Role.TEACHER, "Nilufar", "Toshmatova")
    pupils = [factories.make_user(Role.STUDENT, name, "Karimova") for name in NAMES]
    for _time in range(2):
        courses.ensure_online_courses(teacher, pupils)
    return teacher


def test_published_course_has_every_kind_of_block_and_learners(made):
    content = CourseContent.objects.get(course__slug=courses.ON_THE_WAY)
    outline = Outline.from_json(content.published.outline)
    assert (len(outline.modules), len(outline.lessons), outline.is_sequential) == (3, 15, True)
    kinds = Counter(block["kind"] for lesson in CourseLesson.objects.all() for block in lesson.blocks)
    assert set(kinds) == set(all_block_kinds())
    assert len([lesson for lesson in outline.lessons if lesson.watch]) == 3
    learners = Enrollment.objects.filter(course=content.course).order_by("-progress")
    assert [learner.progress for learner in learners] == [100, 53, 20, 6]
    assert [learner.completed_at is not None for learner in learners] == [True, False, False, False]
    attempts = QuizAttempt.objects.order_by("-score").values_list("user__first_name", "score", "max_score", "state")
    assert list(attempts) == [("Aziza", 5, 5, "scored"), ("Malika", Decimal("2.83333"), 5, "scored")]
    waiting = factories.client_for(made).get("/homework/queue/").json["results"]
    assert [row["assignment"]["lesson_title"] for row in waiting] == ["My family", "My family"]


@pytest.mark.slow  # 6 s
def test_teacher_sees_both_courses_and_what_the_second_one_lacks(made):
    client = factories.client_for(made)
    path = "/courses/courses/{}/changes/"
    first, second = (
        CourseContent.objects.get(course__slug=slug).course_id for slug in (courses.ON_THE_WAY, courses.NEXT)
    )
    assert client.get(path.format(first)).json == {"number_next": 2, "changes": [], "missing": []}
    missing = client.get(path.format(second)).json["missing"]
    texts = ["The formula is empty.", "The lesson is empty."]
    assert [row["text"] for row in missing] == texts
