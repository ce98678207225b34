"""What a visitor, a pupil, a parent and teachers see of a published course, and what is locked for whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.courses.models import Course
from apps.learning.models import CourseContent, CourseLesson, Enrollment, EnrollmentSource, LessonProgress, LessonView
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.learning.published import publish_lessons, text_block

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolled(pupil, course):
    return enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)


def read_outline(user, course):
    answer = client_for(user).get(f"/courses/courses/{course.pk}/modules/")
    assert answer.status == 200, answer.json
    return answer.json


def read_lesson(user, lesson):
    return client_for(user).get(f"/courses/lessons/{lesson.pk}/")


def list_lessons(outline):
    return [lesson for module in outline["modules"] for lesson in module["lessons"]]


def test_a_stranger_sees_titles_of_modules_and_previews(course, pupil):
    preview, hidden = publish_lessons(course, {"is_preview": True, "title": "Open"}, {"title": "Secret"})
    for person in (None, pupil):
        outline = read_outline(person, course)
        assert (outline["is_enrolled"], outline["can_write"], outline["version"]) == (False, False, 1)
        assert (outline["lesson_count"], outline["minutes"], outline["next_lesson"]) == (2, 10, None)
        [lesson] = list_lessons(outline)
        assert (lesson["id"], lesson["title"], lesson["state"]) == (str(preview.pk), "Open", "new")
        shown = read_lesson(person, preview)
        assert (shown.status, shown.json["progress"], shown.json["next"]) == (200, None, None)
        read_lesson(person, hidden).check_refused(403, "not_enrolled")


def test_an_enrolled_pupil_reads_the_lessons(course, pupil, enrolled):
    first, second = publish_lessons(course, {}, {})
    outline = read_outline(pupil, course)
    assert [lesson["id"] for lesson in list_lessons(outline)] == [str(first.pk), str(second.pk)]
    assert (outline["is_enrolled"], outline["next_lesson"]) == (True, str(first.pk))
    lesson = read_lesson(pupil, first).json
    assert lesson["blocks"][0]["html"] == "<p>Words of Lesson 1</p>"
    assert (lesson["place"], lesson["previous"], lesson["next"]) == ({"number": 1, "count": 2}, None, str(second.pk))
    assert [row["state"] for row in list_lessons(read_outline(pupil, course))] == ["begun", "new"]


def test_a_draft_is_nowhere(course, pupil, enrolled, manager):
    publish_lessons(course, {})
    draft = CourseLesson.objects.create(
        course=course, module=course.modules.get(), slug="draft", title="Draft title", blocks=[text_block("Draft text")]
    )
    for person in (None, pupil, manager):
        assert "Draft" not in str(read_outline(person, course))
        read_lesson(person, draft).check_refused(404, "not_found")


def test_a_course_without_content_has_an_empty_outline(course, pupil, enrolled):
    CourseContent.objects.create(course=course)
    outline = read_outline(pupil, course)
    assert (outline["version"], outline["modules"], outline["next_lesson"]) == (None, [], None)


def test_who_may_see_the_content(course, group, pupil, enrolled, parent, teacher, other_teacher, manager, stranger):
    Guardian.objects.get_or_create(parent=parent, child=pupil, defaults={"kind": "mother"})
    [lesson] = publish_lessons(course, {"title": "Secret"})
    for person in (pupil, teacher, manager):
        assert read_lesson(person, lesson).status == 200
        assert "Secret" in str(read_outline(person, course))
    for person in (None, parent, other_teacher, stranger):
        refused = read_lesson(person, lesson)
        refused.check_refused(403, "not_enrolled")
        outline = read_outline(person, course)
        assert "Secret" not in str(outline)
        assert str(lesson.pk) not in str(outline)
        assert "Secret" not in str(refused.json)


def test_a_hidden_course_is_not_found(course, pupil, other_teacher, enrolled, stranger):
    [lesson] = publish_lessons(course, {"is_preview": True})
    Course.objects.update(status="archived")
    assert read_lesson(pupil, lesson).status == 200
    for person in (None, stranger):
        read_lesson(person, lesson).check_refused(404)
        client_for(person).get(f"/courses/courses/{course.pk}/modules/").check_refused(404)
    read_lesson(pupil, CourseLesson(pk=uuid4())).check_refused(404)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "frozen"},
        {"state": "ended", "ended_at": timezone.now()},
        {"state": "refunded", "ended_at": timezone.now()},
        {"starts_at": timezone.now() - timedelta(days=3), "until": timezone.now() - timedelta(days=1)},
    ],
    ids=["frozen", "ended", "refunded", "over"],
)
def test_an_enrolment_that_ends_in_the_middle_of_a_lesson(course, pupil, enrolled, change):
    [lesson] = publish_lessons(course, {"title": "Secret"})
    assert read_lesson(pupil, lesson).status == 200
    Enrollment.objects.update(**change)
    read_lesson(pupil, lesson).check_refused(403, "not_enrolled")
    client_for(pupil).post(f"/courses/lessons/{lesson.pk}/progress/", {"scrolled": True}).check_refused(
        403, "not_enrolled"
    )
    outline = read_outline(pupil, course)
    assert (outline["is_enrolled"], list_lessons(outline)) == (False, [])
    assert LessonProgress.objects.get().completed_at is None


def test_a_lesson_that_is_removed_while_it_is_read(course, pupil, enrolled, second_pupil):
    first, second = publish_lessons(course, {}, {})
    enrol_user(actor=None, user=second_pupil, course=course, source=EnrollmentSource.OFFICE)
    assert read_lesson(pupil, first).status == 200
    publish_lessons(course, {"row": second})
    gone = client_for(pupil).post(f"/courses/lessons/{first.pk}/progress/", {"scrolled": True})
    gone.check_refused(404, "not_found")
    assert gone.json["detail"] == "This lesson was removed from the course."
    assert read_lesson(second_pupil, first).json["detail"] == "Not found."


@pytest.mark.parametrize(
    ("opens", "text"),
    [
        ({"rule": "on_date", "at": "2100-12-01T09:00:00Z"}, "Opens on Wednesday, December 1, 14:00."),
        ({"rule": "after_days", "days": 7}, "Opens on "),
        ({"rule": "after_lesson", "lesson": None}, "Finish “First” first."),
    ],
    ids=["on_date", "after_days", "after_lesson"],
)
def test_a_locked_lesson_says_why_and_has_no_id(course, pupil, enrolled, opens, text):
    [first] = publish_lessons(course, {"title": "First"})
    rule = {**opens, "lesson": str(first.pk)} if "lesson" in opens else opens
    first, locked = publish_lessons(course, {"row": first, "title": "First"}, {"title": "Later", "opens": [rule]})
    outline = read_outline(pupil, course)
    row = list_lessons(outline)[1]
    assert (row["id"], row["title"], row["state"], row["locked"]["rule"]) == (None, "Later", "locked", opens["rule"])
    assert row["locked"]["text"].startswith(text)
    assert (row["locked"]["opens_at"] is None) == ("lesson" in opens)
    assert read_lesson(pupil, first).json["next"] is None
    assert str(locked.pk) not in str(outline)
    for refused in (
        read_lesson(pupil, locked),
        client_for(pupil).post(f"/courses/lessons/{locked.pk}/progress/", {"scrolled": True}),
    ):
        refused.check_refused(403, "lesson_locked")
        assert refused.json["detail"] == row["locked"]["text"]


def test_locks_open(course, pupil, enrolled, teacher, group, time_machine):
    rules = [{"rule": "after_days", "days": 7}]
    first, second = publish_lessons(course, {"opens": rules}, {}, sequential=True)
    assert [row["state"] for row in list_lessons(read_outline(pupil, course))] == ["locked", "locked"]
    assert [row["state"] for row in list_lessons(read_outline(teacher, course))] == ["new", "new"]
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1), tick=False)
    assert [row["state"] for row in list_lessons(read_outline(pupil, course))] == ["new", "locked"]
    assert client_for(pupil).post(f"/courses/lessons/{first.pk}/progress/", {"scrolled": True}).status == 200
    outline = read_outline(pupil, course)
    assert [row["state"] for row in list_lessons(outline)] == ["done", "new"]
    assert (outline["next_lesson"], outline["percent"]) == (str(second.pk), 50)


def test_rules_of_a_module_hold_for_its_lessons_but_not_for_previews(course, pupil, enrolled):
    never = [{"rule": "on_date", "at": "2100-12-01T09:00:00Z"}]
    preview, locked = publish_lessons(course, {"is_preview": True}, {}, module_opens=never)
    assert [row["state"] for row in list_lessons(read_outline(pupil, course))] == ["new", "locked"]
    assert read_lesson(pupil, preview).status == 200
    read_lesson(pupil, locked).check_refused(403, "lesson_locked")


def test_a_done_lesson_stays_open_and_a_removed_one_holds_no_one_up(course, pupil, enrolled):
    first, second = publish_lessons(course, {}, {}, sequential=True)
    client_for(pupil).post(f"/courses/lessons/{first.pk}/progress/", {"scrolled": True})
    client_for(pupil).post(f"/courses/lessons/{second.pk}/progress/", {"scrolled": True})
    _new, second, third = publish_lessons(course, {}, {"row": second}, {}, sequential=True)
    assert [row["state"] for row in list_lessons(read_outline(pupil, course))] == ["new", "done", "new"]
    assert read_lesson(pupil, third).status == 200
    assert read_outline(pupil, course)["next_lesson"] == str(third.pk)


def test_views_are_counted_once_a_day(course, pupil, enrolled, time_machine):
    [lesson] = publish_lessons(course, {"is_preview": True})
    for _ in range(3):
        read_lesson(pupil, lesson)
        read_lesson(None, lesson)
    assert LessonView.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=1))
    read_lesson(pupil, lesson)
    assert LessonView.objects.count() == 2


def test_the_outline_costs_eight_queries_with_200_lessons(course, pupil, enrolled):
    client, costs = client_for(pupil), []
    for number in (2, 200):
        publish_lessons(course, *[{} for _ in range(number)], sequential=True)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/courses/courses/{course.pk}/modules/").json
        costs.append(len(asked))
        assert answer["lesson_count"] == number
    assert costs[0] == costs[1] <= 8, costs


def test_what_i_learn_and_where_i_go_on(course, pupil, enrolled, stranger):
    first, second = publish_lessons(course, {}, {"title": "Second"})
    client_for(pupil).post(f"/courses/lessons/{first.pk}/progress/", {"scrolled": True})
    [row] = client_for(pupil).get("/courses/learning/").json["results"]
    assert (row["course"]["slug"], row["percent"], row["state"]) == (course.slug, 50, "active")
    assert row["next_lesson"] == {"id": str(second.pk), "title": "Second"}
    assert row["enrollment"] == str(enrolled.pk)
    assert row["last_seen_at"] is not None
    assert client_for(stranger).get("/courses/learning/").json["count"] == 0


def test_the_course_learnt_last_comes_first_at_the_same_cost(pupil):
    client, costs = client_for(pupil), []
    for number in range(4):
        course = Course.objects.create(title={"en": f"Course {number}"}, slug=f"c{number}", status="published")
        [lesson] = publish_lessons(course, {})
        enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
        client.post(f"/courses/lessons/{lesson.pk}/progress/", {})
        with CaptureQueriesContext(connection) as asked:
            rows = client.get("/courses/learning/").json["results"]
        costs.append(len(asked))
        assert [row["course"]["slug"] for row in rows] == [f"c{place}" for place in range(number, -1, -1)]
    assert len(set(costs)) == 1, costs


def test_the_list_of_lessons_is_for_the_enrolled_and_teachers(course, pupil, stranger, teacher, group, enrolled):
    first, _second = publish_lessons(course, {}, {"title": "Later", "opens": [{"rule": "after_days", "days": 3}]})
    path = f"/courses/courses/{course.pk}/lessons/"
    rows = client_for(pupil).get(path).json["results"]
    assert [(row["id"], row["state"]) for row in rows] == [(str(first.pk), "new"), (None, "locked")]
    assert len(client_for(teacher).get(path).json["results"]) == 2
    client_for(stranger).get(path).check_refused(403, "not_enrolled")
    Course.objects.filter(pk=course.pk).update(status="draft")
    client_for(stranger).get(path).check_refused(404, "not_found")
    Enrollment.objects.filter(pk=enrolled.pk).update(until=timezone.now())
    client_for(pupil).get(path).check_refused(404, "not_found")
