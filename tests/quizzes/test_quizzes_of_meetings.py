"""The quiz of a lesson of a group: for its pupils once it is published, for its teachers also as a draft."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.lessons.services import create_lesson
from tests.factories import client_for
from tests.quizzes.quiz_helpers import add_question, make_quiz, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(group):
    starts_at = timezone.now() + timedelta(days=1)
    return create_lesson(actor=None, group=group, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


def test_pupils_get_the_published_quiz_of_their_lesson(
    lesson, bank, group, teacher, pupil, other_pupil, other_teacher, stranger
):
    path = f"/lessons/{lesson.pk}/quiz/"
    assert client_for(teacher).get(path).status == 404
    draft = make_quiz(teacher, group=group, lesson=str(lesson.pk))
    assert client_for(teacher).get(path).json["id"] == draft["id"]
    assert client_for(pupil).get(path).status == 404
    shown = make_quiz(teacher, group=group, lesson=str(lesson.pk))
    publish(teacher, shown, [add_question(teacher, bank)])
    make_quiz(teacher, group=group)
    for reader in (pupil, teacher):
        answer = client_for(reader).get(path)
        assert (answer.json["id"], answer.json["lesson"]) == (shown["id"], str(lesson.pk))
    for reader in (other_pupil, other_teacher, stranger):
        assert client_for(reader).get(path).status == 404
