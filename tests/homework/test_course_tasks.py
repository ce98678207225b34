"""Tasks in lessons of online courses, from the editor to the mark: made by publishing, handed in through homework."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import CourseMode, CourseTeacher
from apps.events.publishing import get_course_wall_stream, get_user_stream
from apps.homework.models import Assignment, Attempt, Homework
from apps.learning.models import Enrollment, EnrollmentSource, LessonProgress
from apps.learning.services import end_enrollment, enrol_user
from apps.notifications.models import Notification
from apps.settings.models import Branch
from tests.factories import client_for, make_user
from tests.homework.request_helpers import build_pdf, post_submission, post_upload
from tests.homework.submission_helpers import (
    TEXT,
    build_upload,
    list_stream_events,
    refused_result,
    scored_result,
    store_result,
)
from tests.homework.test_deadline_reminders import check_deadlines
from tests.learning.course_writing import Author, make_course_file, text_block
from tests.races import run_together

pytestmark = pytest.mark.django_db
HANDED_IN = {"rule": "handed_in"}


def task_block(answer: str = "text", **more: Any) -> dict[str, Any]:
    """An assignment with one sentence of instructions."""
    words = text_block("Write about your town.")["document"]
    return {"id": str(uuid4()), "kind": "assignment", "title": "My town", "document": words, "answer": answer, **more}


def spoken_block(**more: Any) -> dict[str, Any]:
    """A text to read aloud: the words of the clip that tests hand in."""
    return {"id": str(uuid4()), "kind": "spoken", "title": "Read aloud", "task": "reading", "text": TEXT, **more}


@pytest.fixture
def teacher_of_course(course, other_teacher):
    """A teacher of the course who has no group of it."""
    CourseTeacher.objects.create(course=course, teacher=other_teacher)
    return other_teacher


@pytest.fixture
def author(teacher_of_course, course):
    course.mode = CourseMode.BOTH
    course.save(update_fields=["mode"])
    return Author(client_for(teacher_of_course), course)


@pytest.fixture
def enrolled(pupil, course):
    return enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)


def publish(author: Author, *blocks: dict[str, Any], **values: Any) -> Any:
    """Publish these blocks as a lesson that is done when they are handed in, and one more lesson."""
    module = author.add_module()
    lesson = author.add_lesson(module, "In town", blocks=list(blocks), **({"completion": HANDED_IN} | values))
    author.add_lesson(module, "Afterwards")
    author.publish()
    return lesson


def read(user, lesson):
    return client_for(user).get(f"/courses/lessons/{lesson['id']}/")


def open_tasks(user, lesson) -> list[Homework]:
    """Open the lesson; the homework of its tasks, in the order of the answer."""
    answer = read(user, lesson)
    assert answer.status == 200, answer.json
    return [Homework.objects.get(pk=task["homework"]["id"]) for task in answer.json["tasks"]]


def latest(author: Author, lesson: Any) -> Any:
    """The lesson of the draft as it is now."""
    return author.client.get(f"/courses/lessons/{lesson['id']}/draft/").json


def percent(user):
    return Enrollment.objects.get(user=user).progress


def test_a_text_is_handed_in_and_marked_and_the_lesson_is_done(author, course, pupil, enrolled, teacher_of_course):
    lesson = publish(author, task_block(days=7))
    assert not Homework.objects.exists()
    shown = read(pupil, lesson).json
    [task] = shown["tasks"]
    given = task["homework"]["assignment"]
    assert (task["block"], shown["progress"]["completed_at"]) == (shown["blocks"][0]["id"], None)
    assert (given["course"], given["group"], given["lesson_title"]) == (str(course.pk), None, "In town")
    assert (given["instructions"], given["course_title"]["en"]) == ("Write about your town.", course.title["en"])
    assert shown["blocks"][0]["html"] == "<p>Write about your town.</p>"
    homework = Homework.objects.get(pk=task["homework"]["id"])
    assert homework.due_at == enrolled.starts_at + timedelta(days=7)
    answer = post_submission(client_for(pupil), homework, {"text": "My town is small and green."})
    assert (answer.status, answer.json["state"], answer.json["late"]) == (202, "stored", False), answer.json
    assert LessonProgress.objects.get(user=pupil).completed_at is not None
    assert percent(pupil) == 50
    for stream in (get_user_stream(pupil.pk), get_course_wall_stream(course.pk)):
        kinds = [kind for kind, _data in list_stream_events(stream)]
        assert {"attempt.stored", "course.progress"} <= set(kinds)
    assert [row.user_id for row in Notification.objects.filter(type="homework.submitted")] == [teacher_of_course.pk]
    queue = client_for(teacher_of_course).get("/homework/queue/", {"course": str(course.pk)}).json["results"]
    assert [row["id"] for row in queue] == [str(homework.pk)]
    assert queue[0]["assignment"]["lesson_title"] == "In town"
    reviewed = client_for(teacher_of_course).post(
        f"/homework/{homework.pk}/review/", {"decision": "accept", "score": "80"}
    )
    assert (reviewed.status, reviewed.json["score"]) == (200, 80.0), reviewed.json
    assert read(pupil, lesson).json["tasks"][0]["homework"]["score"] == 80.0
    appeal = client_for(pupil).post(f"/homework/{homework.pk}/appeal/", {"text": "I wrote more."})
    assert appeal.status == 201
    assert Notification.objects.filter(type="homework.appealed", user=teacher_of_course).exists()
    returned = client_for(teacher_of_course).post(f"/homework/{homework.pk}/review/", {"decision": "return"})
    assert returned.json["state"] == "returned"
    assert post_submission(client_for(pupil), homework, {"text": "My town is green."}).status == 202
    assert percent(pupil) == 50


def test_every_task_of_a_lesson_must_be_handed_in(author, pupil, enrolled):
    lesson = publish(author, task_block("file"), spoken_block(), task_block("recording", title="Tell us"))
    file, spoken, recording = open_tasks(pupil, lesson)
    client = client_for(pupil)
    post_submission(client, file, {"text": "words"}).check_refused(422, field="text")
    begun = post_upload(client, file, build_pdf().read())
    assert post_submission(client, file, {"upload": begun.json["id"]}).status == 202
    sent = post_submission(client, spoken, file=build_upload())
    assert (sent.status, sent.json["state"]) == (202, "received")
    assert percent(pupil) == 0
    store_result(Attempt.objects.get(homework=spoken), scored_result(90))
    post_submission(client, recording, file=build_upload(more=b"\0"))
    store_result(Attempt.objects.get(homework=recording), refused_result("NO_SPEECH"))
    assert (percent(pupil), read(pupil, lesson).json["progress"]["completed_at"]) == (0, None)
    post_submission(client, recording, file=build_upload(more=b"\0\0"))
    store_result(Attempt.objects.get(homework=recording, number=2), scored_result(70))
    assert percent(pupil) == 50
    spoken.refresh_from_db()
    recording.refresh_from_db()
    assert (spoken.state, float(spoken.score)) == ("scored", 90.0)
    assert (recording.state, recording.score) == ("needs_review", None)


def test_publishing_again_keeps_what_was_handed_in(author, course, pupil, enrolled):
    written, spoken = task_block(), spoken_block()
    lesson = publish(author, written, spoken)
    homework, untouched = open_tasks(pupil, lesson)
    assert post_submission(client_for(pupil), homework, {"text": "My town."}).status == 202
    lesson = author.save(latest(author, lesson), blocks=[written | {"title": "Our town", "days": 3}, spoken])
    author.publish()
    homework.refresh_from_db()
    task = Assignment.objects.get(block=written["id"])
    assert (task.title, task.days, homework.due_at) == ("Our town", 3, None)
    author.save(lesson, blocks=[written | {"answer": "file"}, spoken])
    refused = author.publish_answer()
    refused.check_refused(422, field=f"lessons.{lesson['id']}")
    author.save(latest(author, lesson), blocks=[text_block()], completion={"rule": "scrolled"})
    author.publish()
    assert not Homework.objects.filter(pk=untouched.pk).exists()
    assert read(pupil, lesson).json["tasks"] == []
    kept = client_for(pupil).get(f"/homework/{homework.pk}/").json
    assert (kept["state"], bool(kept["assignment"]["withdrawn_at"])) == ("needs_review", True)
    post_submission(client_for(pupil), homework, {"text": "More."}).check_refused(409, "not_open")
    marked = author.client.post(f"/homework/{homework.pk}/review/", {"decision": "accept", "score": "70"})
    assert marked.status == 200
    author.save(latest(author, lesson), blocks=[written, spoken])
    author.publish()
    assert {row.pk for row in open_tasks(pupil, lesson)} >= {homework.pk}
    assert Assignment.objects.filter(course=course, withdrawn_at__isnull=True).count() == 2


def test_what_is_missing_or_twice_is_not_published(author):
    empty = {"document": {}, "title": ""}
    module = author.add_module()
    lesson = author.add_lesson(module, blocks=[text_block()], completion=HANDED_IN)
    missing = [row["text"] for row in author.changes()["missing"]]
    assert missing == ["It is done by handing in, and has no task."]
    both = task_block(days=2, deadline="2030-01-01T10:00:00+05:00")
    lesson = author.save(lesson, blocks=[task_block() | empty, both, spoken_block(text="…", task="repeat")])
    assert [row["text"] for row in author.changes()["missing"]] == [
        "The task has no title.", "Say what pupils must submit.",
        "Choose a date or a number of days for handing in, not both.", "A reading needs a text to read.",
    ]  # fmt: skip
    bad = {"answer": "song", "days": 0, "deadline": "soon", "max_attempts": 21, "late_policy": "shout"}
    answer = author.save_answer(lesson, blocks=[task_block() | bad])
    assert set(answer.json["fields"]) == {f"blocks.0.{name}" for name in bad}
    task = task_block()
    author.save(lesson, blocks=[task])
    author.add_lesson(module, "Second", blocks=[task])
    assert author.publish_answer().status == 422
    assert not Assignment.objects.exists()


def test_who_is_not_enrolled_hands_nothing_in(author, course, pupil, enrolled, second_pupil, admin):
    lesson = publish(author, task_block(), is_preview=True)
    assert read(second_pupil, lesson).json["tasks"] == []
    [homework] = open_tasks(pupil, lesson)
    post_submission(client_for(second_pupil), homework, {"text": "mine"}).check_refused(404)
    assert post_submission(client_for(pupil), homework, {"text": "My town."}).status == 202
    end_enrollment(actor=admin, enrollment=enrolled, reason="over")
    refused = post_submission(client_for(pupil), homework, {"text": "More."})
    refused.check_refused(409, "not_open")
    assert refused.json["detail"] == "You are not enrolled in this course now. What you submitted is kept."
    assert client_for(pupil).get(f"/homework/{homework.pk}/").json["state"] == "needs_review"
    again = enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    assert again.pk != enrolled.pk
    assert [row.pk for row in open_tasks(pupil, lesson)] == [homework.pk]
    assert post_submission(client_for(pupil), homework, {"text": "More."}).status == 202


def test_a_task_is_read_while_the_course_is_open_and_kept_once_it_is_handed_in(author, course, pupil, enrolled, parent):
    lesson = publish(author, task_block(), task_block())
    first, second = open_tasks(pupil, lesson)
    assert post_submission(client_for(pupil), first, {"text": "My town."}).status == 202
    paths = [f"/homework/{homework.pk}/" for homework in (first, second)]
    for state, found in (("frozen", 1), ("active", 2), ("ended", 1)):
        ended_at = timezone.now() if state == "ended" else None
        Enrollment.objects.filter(pk=enrolled.pk).update(state=state, ended_at=ended_at)
        client = client_for(pupil)
        assert client.get("/homework/").json["count"] == found
        assert [client.get(path).status for path in paths] == [200, 404 if found == 1 else 200]
    refused = post_submission(client_for(pupil), second, {"text": "More."})
    refused.check_refused(409, "not_open")


def test_a_lesson_that_is_locked_gives_no_task(author, pupil, enrolled):
    lesson = publish(author, task_block(), opens=[{"rule": "after_days", "days": 2}])
    read(pupil, lesson).check_refused(403, "lesson_locked")
    assert not Homework.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert len(open_tasks(pupil, lesson)) == 1


def test_late_rules_and_reminders_hold(author, pupil, enrolled, teacher_of_course):
    lesson = publish(author, task_block(days=2, late_policy="refuse"), task_block("file", days=2))
    first, second = open_tasks(pupil, lesson)
    with time_machine.travel(enrolled.starts_at + timedelta(days=1, hours=23)):
        check_deadlines()
    near = Notification.objects.filter(type="homework.deadline_near").values_list("key", flat=True)
    assert set(near) == {str(first.pk), str(second.pk)}
    with time_machine.travel(enrolled.starts_at + timedelta(days=2, minutes=1)):
        client = client_for(pupil)
        post_submission(client, first, {"text": "late"}).check_refused(409, "deadline_passed")
        assert post_submission(client, second, file=build_pdf()).json["late"] is True
        extra = client_for(teacher_of_course).post(
            f"/homework/{first.pk}/extend/", {"until": (timezone.now() + timedelta(days=1)).isoformat()}
        )
        assert extra.status == 200, extra.json
        assert post_submission(client, first, {"text": "in time"}).json["late"] is False


def test_only_teachers_of_the_course_and_the_office_see_it(
    author, course, pupil, enrolled, teacher_of_course, second_pupil, admin
):
    lesson = publish(author, task_block())
    [homework] = open_tasks(pupil, lesson)
    post_submission(client_for(pupil), homework, {"text": "My town."})
    stranger = make_user(Role.TEACHER, "Olim")
    path = f"/homework/{homework.pk}/"
    seen = {
        person.pk: client_for(person).get(path).status
        for person in (pupil, teacher_of_course, admin, second_pupil, stranger)
    }
    assert list(seen.values()) == [200, 200, 200, 404, 404]
    review = {"decision": "accept", "score": "90"}
    client_for(stranger).post(f"{path}review/", review).check_refused(404)
    assert client_for(stranger).get("/homework/queue/").json["count"] == 0
    assert client_for(admin).get("/homework/queue/").json["count"] == 1
    assignment = homework.assignment_id
    assert client_for(teacher_of_course).get(f"/homework/assignments/{assignment}/report/").json["pupils_count"] == 1
    client_for(teacher_of_course).patch(f"/homework/assignments/{assignment}/", {"title": "x"}).check_refused(409)
    client_for(teacher_of_course).delete(f"/homework/assignments/{assignment}/").check_refused(409)


def test_the_office_of_a_branch_sees_what_its_people_hand_in(author, group, pupil, enrolled, stranger, manager):
    elsewhere = Branch.objects.create(name="Other branch", zone="Asia/Tashkent")
    enrol_user(actor=None, user=stranger, course=author.course, source=EnrollmentSource.OFFICE)
    lesson = publish(author, task_block())
    both = [open_tasks(person, lesson)[0] for person in (pupil, stranger)]
    for homework in both:
        post_submission(client_for(homework.student), homework, {"text": "My town."})
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    for branch, seen in ((group.branch, [200, 404]), (elsewhere, [404, 404])):
        manager.branches.set([branch])
        office = client_for(manager)
        assert [office.get(f"/homework/{homework.pk}/").status for homework in both] == seen
        reviews = [office.post(f"/homework/{homework.pk}/review/", {"decision": "return"}) for homework in both[1:]]
        assert [review.status for review in reviews] == [404]
        assert office.get("/homework/queue/").json["count"] == seen.count(200)
        report = office.get(f"/homework/assignments/{both[0].assignment_id}/report/").json
        assert report["pupils_count"] == seen.count(200)
    manager.branches.set([elsewhere])
    CourseTeacher.objects.create(course=author.course, teacher=manager)
    assert client_for(manager).get("/homework/queue/").json["count"] == 2


def test_an_assignment_is_of_a_group_or_of_a_course(assignment, course):
    for values in ({"course": course}, {"group": None}):
        with pytest.raises(IntegrityError, match="assignment_of_a_group_or_a_course"), transaction.atomic():
            Assignment.objects.filter(pk=assignment.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_devices_open_and_hand_in_at_once(author, pupil, enrolled):
    lesson = publish(author, task_block())
    run_together(2, lambda _number: read(pupil, lesson).status)
    homework = Homework.objects.get()
    done = run_together(2, lambda n: post_submission(client_for(pupil), homework, {"text": f"Text {n}"}).status)
    assert done == [202, 202]
    assert (Attempt.objects.count(), percent(pupil)) == (2, 50)


def test_model_audio_of_a_block_is_heard_by_its_learners(author, course, pupil, second_pupil, enrolled):
    file = make_course_file(course)
    lesson = publish(author, spoken_block(file=str(file.pk)))
    [homework] = open_tasks(pupil, lesson)
    task = Assignment.objects.get(pk=homework.assignment_id)
    assert task.model_audio_id == file.file_id
    path = f"/homework/assignments/{task.pk}/model-audio/"
    assert client_for(second_pupil).get(path).status == 404


def test_files_of_another_type_are_refused(author, pupil, enrolled):
    lesson = publish(author, task_block("recording"))
    [homework] = open_tasks(pupil, lesson)
    fake = SimpleUploadedFile("voice.webm", b"not a recording at all")
    post_submission(client_for(pupil), homework, file=fake).check_refused(415)
