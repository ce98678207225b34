"""The dashboard of an online course: lessons, where viewers stop, and questions as the quiz has them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.learning.models import BlockProgress, Enrollment, LessonProgress
from tests import factories
from tests.factories import client_for
from tests.learning.published import publish_lessons
from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_bank, make_quiz, publish, send, start

pytestmark = pytest.mark.django_db
MINUTE = 60_000


def get_figures(user, course):
    answer = client_for(user).get(f"/analytics/course/?course={course.pk}")
    assert answer.status == 200, answer.json
    return {figure["name"]: figure for figure in answer.json["figures"]}


def get_data(figure, key):
    (data,) = [row["data"] for row in figure["datasets"] if row["key"] == key]
    return data


@pytest.fixture
def learners(group, course):
    """Six people who are enrolled in the course."""
    people = [factories.make_user(factories.Role.STUDENT, f"Learner{letter}") for letter in "abcdef"]
    now = timezone.now()
    for person in people:
        Enrollment.objects.create(user=person, course=course, source="office", starts_at=now)
    return people


def watch(person, lesson, until):
    pieces = [[0, MINUTE], [2 * MINUTE, until]] if until > 2 * MINUTE else [[0, until]]
    granted = sum(to - since for since, to in pieces)
    BlockProgress.objects.create(
        user=person, lesson=lesson, block=lesson.watched[0], opened_at=timezone.now(), pieces=pieces,
        granted_ms=granted, length_ms=10 * MINUTE,
    )  # fmt: skip


def test_lessons_and_films_say_where_learners_are_lost(course, learners, teacher):
    first, second = publish_lessons(course, {"title": "Hello"}, {"title": "Past", "audio": [10 * MINUTE]})
    for place, person in enumerate(learners):
        LessonProgress.objects.create(user=person, lesson=first, completed_at=timezone.now())
        LessonProgress.objects.create(user=person, lesson=second, completed_at=timezone.now() if place < 2 else None)
    stranger = factories.make_user(factories.Role.STUDENT, "Visitor")
    LessonProgress.objects.create(user=stranger, lesson=first)
    for person, minutes in zip(learners, (10, 9.7, 3.2, 3.5, 3.1, 6), strict=True):
        watch(person, second, int(minutes * MINUTE))
    figures = get_figures(teacher, course)
    lessons = figures["lessons"]
    assert (lessons["labels"], get_data(lessons, "begun"), get_data(lessons, "done")) == (
        ["Hello", "Past"],
        [6, 6],
        [6, 2],
    )
    assert lessons["sentence"] == "Of 6 learners 2 have done the last lesson. Most are lost at “Past”: 4."
    assert get_data(figures["films"], "finished") == [33.3]
    stops = figures["stops"]
    wanted = {"drop_off": [180], "half": [210], "length": [600], "viewers": [6]}
    assert {key: get_data(stops, key) for key in wanted} == wanted
    assert stops["sentence"] == "In “1. Past” most stop at second 180."


@pytest.mark.parametrize("most", [500, 5])
def test_questions_have_the_facility_of_the_statistics(course, learners, teacher, monkeypatch, most):
    monkeypatch.setattr("apps.quizzes.queries.MAX_RESULTS", most)
    bank = make_bank(teacher, course)
    names = {name: add_question(teacher, bank, name=name) for name in ("Easy", "Hard")}
    quiz = publish(teacher, make_quiz(teacher, course=course, shuffle_questions=False), list(names.values()))
    for number, learner in enumerate(learners):
        attempt = start(learner, quiz)
        send(learner, attempt, 1, RIGHT["single"])
        send(learner, attempt, 2, RIGHT["single"] if number == 0 else WRONG["single"])
        hand_in(learner, attempt)
    told = client_for(teacher).get(f"/quizzes/{quiz['id']}/statistics/").json["questions"]
    wanted = {f"{quiz['title']}: {row['name']}": round(100 * row["facility"], 1) for row in told}
    shown = get_figures(teacher, course)["questions"]
    assert dict(zip(shown["labels"], get_data(shown, "facility"), strict=True)) == wanted
    assert get_data(shown, "facility") == sorted(wanted.values())
    assert get_data(shown, "count") == [min(most, 6)] * 2


def test_course_is_for_its_teachers_and_the_office(course, learners, teacher, other_teacher, manager):
    path = f"/analytics/course/?course={course.pk}"
    other = factories.make_course(slug="german-a1")
    assert client_for(manager).get(path).status == 200
    assert client_for(learners[0]).get(path).status == 403
    assert client_for(teacher).get(f"/analytics/course/?course={other.pk}").status == 404
    empty = get_figures(manager, other)
    assert empty["lessons"]["sentence"] == "No lesson is published yet."


def test_cost_does_not_grow_with_lessons(course, learners, teacher):
    def count():
        client = client_for(teacher)
        get_figures(teacher, course)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/analytics/course/?course={course.pk}").status == 200
        return len(queries)

    (row,) = publish_lessons(course, {"title": "One", "audio": [MINUTE]})
    before = count()
    more = [{"title": f"Lesson {n}", "audio": [10 * MINUTE]} for n in range(6)]
    rows = publish_lessons(course, {"row": row, "title": "One"}, *more)
    for lesson in rows[1:]:
        watch(learners[0], lesson, MINUTE)
    assert count() == before
