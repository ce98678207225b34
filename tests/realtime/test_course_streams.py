"""The streams of online courses: `course` says what was published, `course_wall` how learners come further."""

import json

import pytest

from apps.courses.models import CourseStatus, CourseTeacher
from apps.events.publishing import get_course_stream, get_course_wall_stream
from apps.learning.models import EnrollmentSource
from apps.learning.services import end_enrollment, enrol_user, freeze_enrollment
from tests import factories
from tests.learning.published import publish_lessons


def answer(socket, stream):
    """`subscribed`, or the code of the refusal."""
    reply = socket.ask("subscribe", stream=stream)
    return str(reply.get("code", reply["type"]))


def hear(socket, stream):
    """The next frame of this stream."""
    while (frame := socket.events(1)[0])["stream"] != stream:
        pass
    return frame


def list_listeners(open_as, stream, people):
    return {person for person in people if answer(open_as(person), stream) == "subscribed"}


def test_who_hears_of_a_course(open_as, group, course, teacher, other_teacher, manager, pupil, stranger):
    publish_lessons(course, {})
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    people = {teacher, other_teacher, manager, pupil, stranger}
    assert list_listeners(open_as, get_course_wall_stream(course.pk), people) == {teacher, manager}
    assert list_listeners(open_as, get_course_stream(course.pk), people) == people
    course.status = CourseStatus.DRAFT
    course.save(update_fields=["status"])
    assert list_listeners(open_as, get_course_stream(course.pk), people) == people - {stranger}


@pytest.mark.parametrize("end", [end_enrollment, freeze_enrollment])
def test_who_loses_a_hidden_course_hears_no_more_of_it(open_as, course, pupil, end):
    publish_lessons(course, {})
    enrollment = enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    course.status = CourseStatus.DRAFT
    course.save(update_fields=["status"])
    socket, stream = open_as(pupil), get_course_stream(course.pk)
    assert answer(socket, stream) == "subscribed"
    end(actor=None, enrollment=enrollment, reason="by mistake")
    assert hear(socket, stream) == {"type": "unsubscribed", "stream": stream, "code": "not_found"}


def test_teachers_hear_of_progress_and_learners_of_publishing(open_as, course, teacher, pupil):
    CourseTeacher.objects.create(course=course, teacher=teacher)
    first, second = publish_lessons(course, {"title": "Open words"}, {"title": "Locked words"}, sequential=True)
    wall, heard = open_as(teacher), open_as(pupil)
    rows = wall.ask("subscribe", stream=get_course_wall_stream(course.pk))["snapshot"]["lessons"]
    assert rows == [{"lesson": str(lesson.pk), "learners": 0, "done": 0} for lesson in (first, second)]
    state = heard.ask("subscribe", stream=get_course_stream(course.pk))["snapshot"]
    assert (state["published"]["version"], state["published"]["lesson_count"]) == (1, 2)
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    factories.client_for(pupil).get(f"/courses/lessons/{first.pk}/")
    factories.client_for(pupil).post(f"/courses/lessons/{first.pk}/progress/", {"scrolled": True})
    events = [hear(wall, get_course_wall_stream(course.pk)) for _ in range(4)]
    kinds = ["enrolment.changed", "course_lesson.begun", "course_lesson.done", "course.progress"]
    assert [event["type"] for event in events] == kinds
    assert {event["data"]["learner"] for event in events[1:3]} == {str(pupil.pk)}
    assert events[3]["data"]["progress"] == 50
    rows = open_as(teacher).ask("subscribe", stream=get_course_wall_stream(course.pk))["snapshot"]["lessons"]
    assert [(row["learners"], row["done"]) for row in rows] == [(1, 1), (0, 0)]
    publish_lessons(course, {"row": first, "title": "Open words"}, {"title": "Another secret"}, sequential=True)
    published = hear(heard, get_course_stream(course.pk))
    assert (published["type"], published["data"]["version"]) == ("course.published", 2)
    for words in ("words", "secret", str(second.pk)):
        assert words not in json.dumps([state, published])
