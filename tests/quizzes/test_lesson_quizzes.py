"""Quizzes in lessons of online courses: they open with the lesson, and passing them completes it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from apps.learning.models import EnrollmentSource, LessonProgress
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.learning.course_writing import Author, text_block
from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_quiz, publish, send, start


def quiz_block(quiz):
    return {"id": str(uuid4()), "kind": "quiz", "title": quiz["title"], "quiz": quiz["id"]}


def enrol(user, course):
    return enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.OFFICE)


@pytest.fixture
def course_quiz(bank, course, teacher):
    """One question; the pass mark is 100 percent, and there are three attempts."""
    made = make_quiz(teacher, course=course, attempts_allowed=3, pass_percent=100)
    return publish(teacher, made, [add_question(teacher, bank)])


@pytest.fixture
def author(teacher, course):
    return Author(client_for(teacher), course)


@pytest.fixture
def lessons(author, course_quiz, stranger, course):
    """The first lesson is done when its quiz is passed; the second opens after it."""
    module = author.add_module()
    first = author.add_lesson(module, blocks=[quiz_block(course_quiz)], completion={"rule": "quiz_passed"})
    second = author.add_lesson(module, "At the station", opens=[{"rule": "after_lesson", "lesson": first["id"]}])
    author.publish()
    enrol(stranger, course)
    return [first["id"], second["id"]]


def test_passing_the_quiz_completes_the_lesson_and_opens_the_next(lessons, course_quiz, stranger):
    client = client_for(stranger)
    shown = client.get(f"/courses/lessons/{lessons[0]}/").json["blocks"][0]
    assert shown["facts"] == {"title": "Unit 3", "time_limit": None, "attempts_allowed": 3, "pass_percent": 100}
    assert client.get(f"/courses/lessons/{lessons[1]}/").status == 403
    failed = start(stranger, course_quiz)
    send(stranger, failed, 1, WRONG["single"])
    hand_in(stranger, failed)
    assert not LessonProgress.objects.filter(user=stranger, completed_at__isnull=False).exists()
    passed = start(stranger, course_quiz)
    send(stranger, passed, 1, RIGHT["single"])
    assert hand_in(stranger, passed)["passed"] is True
    done = LessonProgress.objects.get(user=stranger, completed_at__isnull=False)
    assert str(done.lesson_id) == lessons[0]
    assert client.get(f"/courses/lessons/{lessons[1]}/").status == 200


def test_a_quiz_opens_with_its_lesson(author, bank, teacher, course, stranger, course_quiz):
    module = author.add_module()
    first = author.add_lesson(module)
    second = author.add_lesson(
        module,
        "At the station",
        blocks=[quiz_block(course_quiz)],
        opens=[{"rule": "after_lesson", "lesson": first["id"]}],
    )
    author.publish()
    enrol(stranger, course)
    client = client_for(stranger)
    refused = client.post(f"/quizzes/{course_quiz['id']}/attempt/", {})
    assert (refused.status, refused.json["code"]) == (403, "lesson_locked")
    assert client.get(f"/courses/lessons/{second['id']}/quiz/").status == 403
    LessonProgress.objects.create(user=stranger, lesson_id=first["id"], completed_at=timezone.now())
    assert client.get(f"/courses/lessons/{second['id']}/quiz/").json["id"] == course_quiz["id"]
    assert client.post(f"/quizzes/{course_quiz['id']}/attempt/", {}).status == 201


def test_a_lesson_asks_only_quizzes_of_its_course_each_once_and_publishes_them(
    author, bank, teacher, group, course_quiz
):
    module = author.add_module()
    other = publish(teacher, make_quiz(teacher, group=group), [add_question(teacher, bank)])
    wrong = author.add_lesson(module, blocks=[quiz_block(other)])
    assert author.publish_answer().json["fields"].keys() == {f"lessons.{wrong['id']}"}
    author.save(wrong, blocks=[quiz_block(course_quiz)])
    double = author.add_lesson(module, "Again", blocks=[quiz_block(course_quiz)])
    assert author.publish_answer().status == 422
    empty = make_quiz(teacher, course=author.course)
    author.save(double, blocks=[quiz_block(empty)])
    assert author.publish_answer().json["fields"] == {f"lessons.{double['id']}": ["The quiz has no questions."]}
    client = client_for(teacher)
    places = {"revision": empty["revision"], "places": [{"question": add_question(teacher, bank)}]}
    assert client.put(f"/quizzes/{empty['id']}/questions/", places).status == 200
    author.publish()
    shown = client.get(f"/quizzes/{empty['id']}/").json
    assert (shown["is_published"], shown["course_lesson"]) == (True, double["id"])


def test_a_quiz_that_a_published_lesson_shows_cannot_be_deleted(lessons, course_quiz, teacher, author):
    client = client_for(teacher)
    assert client.delete(f"/quizzes/{course_quiz['id']}/").status == 409
    draft = client.get(f"/courses/lessons/{lessons[0]}/draft/").json
    author.save(draft, blocks=[text_block()], completion={"rule": "scrolled"})
    author.publish()
    assert client.delete(f"/quizzes/{course_quiz['id']}/").status == 204
