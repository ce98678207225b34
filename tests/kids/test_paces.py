"""How a child does in lessons of one kind, against all children."""

from datetime import date

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.kids.paces import load_paces
from apps.kids.recommending.lessons import Pace
from apps.learning.models import LessonProgress
from tests import factories
from tests.kids.children import make_lesson
from tests.kids.kid_requests import make_kid
from tests.learning.published import publish_lessons

pytestmark = pytest.mark.django_db


def test_a_pace_compares_a_child_with_all_children(course, kid, second_pupil, django_assert_num_queries):
    other = make_kid(factories.make_user(Role.STUDENT, "Asal"), date(2022, 5, 1))
    counting, more, shapes = rows = publish_lessons(course, {}, {}, {})
    begun = {
        kid: [(counting, 120, True), (more, 60, False)],
        other: [(counting, 240, True), (more, 180, True), (shapes, 300, True)],
        second_pupil: [(counting, 9000, False)],  # no child of the kindergarten
    }
    for user, lessons in begun.items():
        for row, seconds, is_done in lessons:
            done = timezone.now() if is_done else None
            LessonProgress.objects.create(user=user, lesson=row, seconds=seconds, completed_at=done)
    skills = ("counting", "counting", "shapes")
    lessons = [make_lesson(row.pk, skills=(skill,)) for row, skill in zip(rows, skills, strict=True)]
    progress = {row.lesson_id: row for row in LessonProgress.objects.filter(user=kid)}
    with django_assert_num_queries(1):
        paces = load_paces(lessons, progress)
    assert paces == {
        "counting": Pace(lessons=2, minutes=1.5, class_minutes=2.5, finished_share=0.5, class_finished_share=0.75)
    }
