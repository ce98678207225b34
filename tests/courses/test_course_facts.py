"""What lists and answers of courses say about learning: how many learn it, its rating, and where the reader stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.courses.models import Course, CourseStatus
from apps.courses.services import create_course
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.learning.services.enrollments import freeze_enrollment
from tests.factories import client_for
from tests.learning.published import publish_lessons

pytestmark = pytest.mark.django_db
FACTS = ("is_enrolled", "progress", "next_lesson", "enrolled_count", "rating", "review_count")
STRANGE = {"is_enrolled": False, "progress": None, "next_lesson": None, "rating": None, "review_count": 0}


@pytest.fixture
def course(db):
    return make_course("english")


def make_course(slug):
    return create_course(
        actor=None, title={"en": slug.title()}, slug=slug, mode="online", status=CourseStatus.PUBLISHED
    )


def enrol(user, course):
    return enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.OFFICE)


def read_facts(client, course):
    """The facts of a course, which are the same in the list and in the detail."""
    [listed] = client.get("/courses/courses/", {"slug": course.slug}).json["results"]
    shown = client.get(f"/courses/courses/{course.pk}/").json
    assert {name: listed[name] for name in FACTS} == {name: shown[name] for name in FACTS}
    return {name: listed[name] for name in FACTS}


def test_each_reader_sees_their_own_place_in_a_course(course, nobody, pupil, other_pupil):
    first, _second = publish_lessons(course, {"title": "One"}, {"title": "Two"})
    enrol(pupil, course)
    frozen = freeze_enrollment(actor=None, enrollment=enrol(other_pupil, course), reason="dispute")
    assert frozen.state == "frozen"
    Course.objects.filter(pk=course.pk).update(review_count=3, review_stars=14)
    everyones = {"enrolled_count": 2, "rating": 4.7, "review_count": 3}
    assert read_facts(nobody, course) == STRANGE | everyones
    assert read_facts(client_for(other_pupil), course) == STRANGE | everyones, "frozen opens nothing"
    own = {"is_enrolled": True, "progress": 0, "next_lesson": {"id": str(first.pk), "title": "One"}}
    assert read_facts(client_for(pupil), course) == own | everyones


def test_the_next_lesson_is_open_and_published(course, pupil):
    enrol(pupil, course)
    assert read_facts(client_for(pupil), course)["next_lesson"] is None, "nothing is published"
    rows = publish_lessons(course, {"title": "One"}, {"title": "Two", "opens": [{"rule": "after_days", "days": 3}]})
    client = client_for(pupil)
    assert read_facts(client, course)["next_lesson"] == {"id": str(rows[0].pk), "title": "One"}
    done = client.post(f"/courses/lessons/{rows[0].pk}/progress/", {"scrolled": True})
    assert (done.status, done.json["percent"]) == (200, 50)
    facts = read_facts(client, course)
    assert (facts["progress"], facts["next_lesson"]) == (50, None), "the other one is locked for three days"


@pytest.mark.parametrize("few_then_many", [(2, 20), pytest.param((20, 200), marks=pytest.mark.slow)])
def test_a_list_costs_the_same_for_few_courses_and_for_many(pupil, nobody, few_then_many):
    """Enrolled in every course, which is the dearest."""
    fewer, more = few_then_many
    costs = []
    for numbers in (range(fewer), range(fewer, more)):
        for number in numbers:
            course = make_course(f"course-{number:03}")
            publish_lessons(course, {}, {})
            enrol(pupil, course)
        for client in (nobody, client_for(pupil)):
            with CaptureQueriesContext(connection) as asked:
                page = client.get("/courses/courses/", {"page_size": 100}).json
            assert all(row["enrolled_count"] == 1 for row in page["results"])
            costs.append((len(page["results"]), len(asked)))
    (few, few_of_pupil), (many, many_of_pupil) = costs[:2], costs[2:]
    assert (few[0], many[0]) == (fewer, min(more, 100))
    assert (few[1], few_of_pupil[1]) == (many[1], many_of_pupil[1]), costs
