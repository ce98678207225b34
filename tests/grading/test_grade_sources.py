"""Quizzes, homework and the register give points by themselves; what a teacher writes counts before them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.attendance.models import Attendance, AttendanceStatus
from apps.homework.models import Homework
from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, read_cell, read_grade, read_items, write
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score
from tests.lessons.lesson_factory import create_hour_lesson
from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_bank, make_quiz, publish, send, start

pytestmark = pytest.mark.django_db


def sit(learner, quiz, *responses):
    attempt = start(learner, quiz)
    for place, response in enumerate(responses, 1):
        send(learner, attempt, place, response)
    return hand_in(learner, attempt)


def ask(teacher, group, **settings):
    bank = make_bank(teacher, group.course)
    questions = [add_question(teacher, bank), add_question(teacher, bank, kind="number")]
    return publish(teacher, make_quiz(teacher, group=group, **settings), questions)


def test_a_quiz_gives_its_points_until_a_teacher_writes_others(group, teacher, pupil):
    quiz = ask(teacher, group, attempts_allowed=2)
    gradebook = make_gradebook(teacher, group, {"source": "quiz", "quiz": quiz["id"]})
    assert read_cell(teacher, gradebook, pupil)["state"] == "open"
    attempt = sit(pupil, quiz, RIGHT["single"], WRONG["number"])
    cell = read_cell(teacher, gradebook, pupil)
    assert (cell["points"], cell["state"], cell["is_result"], cell["last"]) == (10, "graded", True, None)
    (item,) = read_items(pupil, gradebook, pupil)
    assert (item["work"], item["entries"][0]["is_result"]) == (attempt["id"], True)
    write(teacher, gradebook, pupil, 15).check_refused(422, field="reason")
    assert write(teacher, gradebook, pupil, 15, reason="The second key was wrong.").json["percent"] == 75
    # A better attempt later does not replace what a teacher wrote.
    sit(pupil, quiz, RIGHT["single"], RIGHT["number"])
    assert read_cell(teacher, gradebook, pupil)["points"] == 15
    last = read_cell(teacher, gradebook, pupil)["last"]
    assert write(teacher, gradebook, pupil, None, last=last, reason="The result counts.").json["percent"] == 100


def test_a_quiz_that_hides_its_points_hides_them_in_the_grade(group, teacher, pupil):
    quiz = ask(teacher, group, show_score="never")
    gradebook = make_gradebook(teacher, group, {"source": "quiz", "quiz": quiz["id"]})
    sit(pupil, quiz, RIGHT["single"], RIGHT["number"])
    assert read_grade(teacher, gradebook, pupil).json["percent"] == 100
    seen = read_grade(pupil, gradebook, pupil).json
    (item,) = read_items(pupil, gradebook, pupil)
    assert (seen["percent"], item["state"], item["points"], item["entries"]) == (None, "handed_in", None, [])
    (summary,) = client_for(pupil).get("/grading/grades/").json
    assert summary["percent"] is None


def test_an_answer_that_waits_for_a_teacher_counts_nothing_yet(group, teacher, pupil):
    bank = make_bank(teacher, group.course)
    quiz = publish(teacher, make_quiz(teacher, group=group), [add_question(teacher, bank, kind="essay")])
    gradebook = make_gradebook(teacher, group, {"source": "quiz", "quiz": quiz["id"]})
    sit(pupil, quiz, RIGHT["essay"])
    assert read_cell(teacher, gradebook, pupil)["state"] == "handed_in"


def test_homework_gives_its_score_and_late_work_loses(group, teacher, pupil, second_pupil):
    homework = assign_reading(group, deadline=timezone.now() + timedelta(days=1))
    late = {"late_percent_per_day": 10, "late_floor": 50}
    gradebook = make_gradebook(teacher, group, {"source": "homework", "assignment": str(homework.pk)} | late)
    for take, student in enumerate((pupil, second_pupil)):
        submit_and_score(homework, student, scored_result(80), take=take)
    assert read_cell(teacher, gradebook, pupil)["points"] == 16
    # Due a day and an hour before it was handed in: two days have begun.
    homework.deadline = timezone.now() - timedelta(hours=25)
    homework.save()
    Homework.objects.filter(student=second_pupil).update(extended_until=timezone.now() + timedelta(days=1))
    (item,) = read_items(pupil, gradebook, pupil)
    assert (item["points"], item["penalty"]["days"], item["penalty"]["points_taken"]) == (12, 2, 4)
    (item,) = read_items(second_pupil, gradebook, second_pupil)
    assert (item["points"], item["penalty"]) == (16, None), "an extension of the homework holds here too"


def test_attendance_gives_the_share_of_the_lessons(group, teacher, pupil, second_pupil):
    for day, code in enumerate(("present", "late", "absent", "excused"), start=1):
        status, lesson = AttendanceStatus.objects.get(code=code), create_hour_lesson(group, -day)
        mark = {"source": "teacher", "marked_at": timezone.now(), "marked_by": teacher}
        Attendance.objects.create(lesson=lesson, student=pupil, status=status, **mark)
    gradebook = make_gradebook(teacher, group, {"source": "attendance", "max_points": 30})
    assert read_cell(teacher, gradebook, pupil)["points"] == 20
    assert read_cell(teacher, gradebook, second_pupil)["state"] == "open"


def test_an_online_course_has_no_register(course, admin):
    client = client_for(admin)
    made = client.post("/grading/gradebooks/", {"course": str(course.pk)}).json
    body = {"revision": 1, "usual_scale": "letters", "categories": made["categories"]}
    item = {"category": 0, "name": "Came", "max_points": 5, "source": "attendance"}
    answer = client.put(f"/grading/gradebooks/{made['id']}/", body | {"items": [item]})
    assert answer.refused_fields == (422, ["items.0.source"])
