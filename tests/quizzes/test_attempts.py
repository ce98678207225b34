"""A quiz from the bank to the score: what its learners, its teacher and others see of it, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from apps.courses.models import Course, CourseTeacher
from apps.courses.services.catalogue import delete_or_archive_course
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.jobs.models import Job
from apps.quizzes.models import Answer, LateAnswer, QuestionVersion, QuizAttempt, QuizQuestion
from apps.quizzes.services.closing import close_due_attempts, run_close_due, run_sweep
from apps.quizzes.services.scoring import score_attempt
from tests import factories
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_bank, make_quiz, publish, send, start

pytestmark = pytest.mark.django_db
KINDS = ("quizzes.close_due", "quizzes.score")
SECRETS = ("shares", "He, she and it", "Who goes", "Think of", '"12"', "guide")


def test_a_pupil_answers_asks_for_a_hint_and_gets_a_score(quiz, pupil, teacher):
    attempt = start(pupil, quiz)
    assert [question["kind"] for question in attempt["questions"]] == ["single", "number"]
    assert start(pupil, quiz)["id"] == attempt["id"], "a second device goes on with the same attempt"
    assert send(pupil, attempt, 1, WRONG["single"]).json["saves"] == 1
    saved = send(pupil, attempt, 1, RIGHT["single"]).json
    assert (saved["counts"], saved["saves"]) == (True, 2)
    assert send(pupil, attempt, 1, RIGHT["single"]).json["saves"] == 2, "the same again changes nothing"
    hints = f"/quizzes/attempts/{attempt['id']}/answers/1/hint/"
    for _time in range(2):
        hint = client_for(pupil).post(hints, {"number": 1}).json
        assert (hint["hints"][0]["text"], hint["hints_left"]) == ("Think of he, she, it.", 0)
    assert client_for(pupil).post(hints, {}).status == 409
    send(pupil, attempt, 2, RIGHT["number"])
    done = hand_in(pupil, attempt)
    assert (done["state"], done["score"], done["percent"], done["passed"]) == ("scored", 1.5, 75.0, True)
    assert hand_in(pupil, attempt)["handed_in_at"] == done["handed_in_at"], "handing in again changes nothing"
    late = send(pupil, attempt, 2, WRONG["number"])
    assert (late.status, late.json["counts"]) == (200, False)
    seen = client_for(teacher).get(f"/quizzes/attempts/{attempt['id']}/marking/").json["questions"][1]
    assert (seen["response"]["text"], seen["late"]["response"]["text"]) == ("12", "13")


def test_a_retake_begins_empty_and_attempts_run_out(quiz, pupil):
    first = start(pupil, quiz)
    send(pupil, first, 1, RIGHT["single"])
    hand_in(pupil, first)
    second = start(pupil, quiz)
    assert second["number"] == 2
    assert all(question["response"] is None for question in second["questions"])
    hand_in(pupil, second)
    refused = client_for(pupil).post(f"/quizzes/{quiz['id']}/attempt/", {})
    assert refused.refusal == (409, "no_attempts_left")
    standing = client_for(pupil).get(f"/quizzes/{quiz['id']}/mine/").json
    assert (standing["open_attempt"], standing["attempts_used"]) == (None, 2)
    assert [attempt["score"] for attempt in standing["attempts"]] == [0.0, 1.0]


def test_what_is_right_is_shown_when_the_quiz_says_so(bank, group, teacher, pupil):
    question = add_question(teacher, bank)
    for show, seen in (("never", False), ("after_close", False), ("after_attempt", True)):
        quiz = make_quiz(teacher, group=group, show_answers=show, show_explanations=show)
        attempt = start(pupil, publish(teacher, quiz, [question]))
        assert not any(secret in str(attempt) for secret in SECRETS)
        send(pupil, attempt, 1, WRONG["single"])
        (asked,) = hand_in(pupil, attempt)["questions"]
        assert (asked["key"] is not None, asked["feedback"], bool(asked["explanation"])) == (
            (True, ["Who goes? She."], True) if seen else (False, [], False)
        )


def test_only_the_learner_and_the_teachers_of_the_group_find_an_attempt(
    quiz, pupil, second_pupil, teacher, other_teacher, parent, manager
):
    attempt = start(pupil, quiz)
    own, marking = f"/quizzes/attempts/{attempt['id']}/", f"/quizzes/attempts/{attempt['id']}/marking/"
    assert [client_for(reader).get(own).status for reader in (pupil, second_pupil, teacher, parent)] == [
        200, 404, 404, 404,
    ]  # fmt: skip
    assert [client_for(reader).get(marking).status for reader in (teacher, manager, other_teacher, pupil)] == [
        200, 200, 404, 403,
    ]  # fmt: skip
    assert client_for(other_teacher).get(f"/quizzes/{quiz['id']}/").status == 404
    assert send(second_pupil, attempt, 1, RIGHT["single"]).status == 404


def test_answers_that_do_not_fit_are_refused_with_their_place(quiz, pupil):
    attempt = start(pupil, quiz)
    assert send(pupil, attempt, 1, RIGHT["number"]).status == 422
    refused = send(pupil, attempt, 1, {"kind": "single", "option": "foreign"})
    assert refused.status == 422, refused.json
    assert send(pupil, attempt, 3, RIGHT["single"]).status == 404
    path = f"/quizzes/attempts/{attempt['id']}/answers/1/"
    body = {"response": RIGHT["single"], "client_at": "-2026-11-20T09:00:00Z"}
    assert client_for(pupil).put(path, body).refused_fields == (422, ["client_at"])
    assert not Answer.objects.filter(saves__gt=0).exists()


def test_the_server_hands_in_when_the_time_is_up_and_takes_answers_for_the_grace(quiz, pupil):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = start(pupil, quiz)
        send(pupil, attempt, 1, RIGHT["single"])
        clock.shift(timedelta(seconds=599))
        assert close_due_attempts(timezone.now()) == 0
        clock.shift(timedelta(seconds=1))
        assert close_due_attempts(timezone.now()) == 1
        score_attempt(QuizAttempt.objects.get().pk)
        closed = QuizAttempt.objects.get()
        assert (closed.state, closed.handed_in_by, closed.score) == ("scored", "deadline", 1)
        assert closed.handed_in_at == closed.deadline
        asked = client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json
        assert (asked["score"], asked["questions"][0]["is_correct"]) == (None, None), "answers still count"
        clock.shift(timedelta(seconds=9))
        assert send(pupil, attempt, 2, RIGHT["number"]).json["counts"] is True, "it was on its way"
        assert QuizAttempt.objects.get().score == 2
        clock.shift(timedelta(seconds=2))
        assert send(pupil, attempt, 2, WRONG["number"]).json["counts"] is False
        assert client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json["score"] == 2.0
    assert QuizAttempt.objects.get().score == 2
    assert LateAnswer.objects.get().response == WRONG["number"]


def test_more_time_and_attempts_for_one_learner(quiz, pupil, teacher, other_pupil):
    client = client_for(teacher)
    path = f"/quizzes/{quiz['id']}/extensions/"
    body = {"extra_percent": 50, "extra_attempts": 1, "reason": "Reads slowly."}
    assert client.put(f"{path}{pupil.pk}/", body).status == 200
    assert client.put(f"{path}{other_pupil.pk}/", body).status == 404, "she is not in the group"
    attempt = start(pupil, quiz)
    row = QuizAttempt.objects.get(pk=attempt["id"])
    assert row.deadline - row.started_at == timedelta(seconds=900)
    for _time in range(2):
        hand_in(pupil, start(pupil, quiz))
    assert start(pupil, quiz)["number"] == 3


def test_a_quiz_opens_closes_and_asks_for_its_password(bank, group, teacher, pupil):
    now = timezone.now()
    times = {"opens_at": (now + timedelta(hours=1)).isoformat(), "closes_at": (now + timedelta(hours=2)).isoformat()}
    quiz = publish(teacher, make_quiz(teacher, group=group, password="olma", **times), [add_question(teacher, bank)])
    path = f"/quizzes/{quiz['id']}/attempt/"
    assert quiz["has_password"]
    assert "olma" not in str(quiz)
    assert client_for(pupil).post(path, {"password": "olma"}).refusal == (409, "not_open")
    with time_machine.travel(now + timedelta(hours=1, minutes=1), tick=False):
        assert client_for(pupil).post(path, {"password": "nok"}).refused_fields == (422, ["password"])
        attempt = start(pupil, quiz, password="olma")
        assert QuizAttempt.objects.get(pk=attempt["id"]).deadline == now + timedelta(hours=2)
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        assert client_for(pupil).post(path, {"password": "olma"}).refusal == (409, "deadline_passed")


def test_an_attempt_keeps_the_question_that_it_began_with(quiz, bank, pupil, teacher):
    attempt = start(pupil, quiz)
    send(pupil, attempt, 1, RIGHT["single"])
    question = Answer.objects.get(place=1).version.question
    path = f"/quizzes/questions/{question.pk}/"
    known = client_for(teacher).get(path).json
    fields = ("prompt", "body", "name")
    changed = {name: known[name] for name in fields} | {"key": {"kind": "single", "shares": {"x9": 1}}, "version": 1}
    assert client_for(teacher).put(path, changed).json["version"] == 2
    assert client_for(teacher).put(path, changed).status == 409, "an old version is not written over"
    assert hand_in(pupil, attempt)["questions"][0]["is_correct"] is True
    assert [version.number for version in question.versions.order_by("number")] == [1, 2]
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        QuestionVersion.objects.filter(number=1).update(key={"kind": "single", "shares": {}})


def test_a_quiz_that_is_deleted_in_mid_attempt_loses_no_answer(quiz, pupil, teacher):
    attempt = start(pupil, quiz)
    send(pupil, attempt, 1, RIGHT["single"])
    assert client_for(teacher).delete(f"/quizzes/{quiz['id']}/").status == 204
    run_jobs(*KINDS)
    kept = client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json
    assert (kept["state"], kept["handed_in_by"], kept["score"]) == ("scored", "quiz", 1.0)
    assert send(pupil, attempt, 2, RIGHT["number"]).json["counts"] is False
    assert client_for(pupil).post(f"/quizzes/{quiz['id']}/attempt/", {}).status == 404
    (answer, late) = client_for(teacher).get(f"/quizzes/attempts/{attempt['id']}/marking/").json["questions"]
    assert client_for(teacher).post(f"/quizzes/answers/{answer['answer']}/mark/", {"mark": 0.5}).status == 200
    path = f"/quizzes/answers/{late['answer']}/accept-late/"
    assert client_for(teacher).post(path, {"reason": "It was on its way."}).json["mark"] == 1.0


def test_an_essay_waits_for_the_teacher(bank, group, teacher, pupil):
    quiz = publish(
        teacher,
        make_quiz(teacher, group=group, pass_percent=50),
        [add_question(teacher, bank, kind="essay"), add_question(teacher, bank)],
    )
    attempt = start(pupil, quiz)
    send(pupil, attempt, 1, RIGHT["essay"])
    done = hand_in(pupil, attempt)
    assert (done["state"], done["passed"], done["questions"][0]["waits"]) == ("waiting", None, True)
    assert "linking words" not in str(done), "what the marker looks for is for markers"
    marking = client_for(teacher)
    (waiting,) = marking.get("/quizzes/marking/").json["results"]
    mark = f"/quizzes/answers/{waiting['id']}/mark/"
    assert marking.post(mark, {"mark": 2}).refused_fields == (422, ["mark"]), "the question has one point"
    assert client_for(pupil).post(mark, {"mark": 1}).status == 403
    assert marking.post(mark, {"mark": 0.75, "comment": "Good."}).json["waits"] is False
    assert marking.get("/quizzes/marking/").json["count"] == 0
    seen = client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json
    assert (seen["state"], seen["score"], seen["passed"], seen["questions"][0]["comment"]) == (
        "scored", 0.75, False, "Good.",
    )  # fmt: skip


def test_a_teacher_lets_a_late_answer_count_with_a_reason(quiz, pupil, teacher):
    attempt = start(pupil, quiz)
    hand_in(pupil, attempt)
    send(pupil, attempt, 1, RIGHT["single"])
    (answer, untouched) = client_for(teacher).get(f"/quizzes/attempts/{attempt['id']}/marking/").json["questions"]
    path = f"/quizzes/answers/{answer['answer']}/accept-late/"
    assert client_for(teacher).post(path, {"reason": ""}).refused_fields == (422, ["reason"])
    assert client_for(teacher).post(path, {"reason": "The line was cut."}).json["mark"] == 1
    assert client_for(teacher).post(path, {"reason": "Again"}).status == 409
    none = f"/quizzes/answers/{untouched['answer']}/accept-late/"
    assert client_for(teacher).post(none, {"reason": "None came"}).status == 409
    assert client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json["score"] == 1.0


def test_a_job_that_comes_too_early_or_never_leaves_no_attempt_open(quiz, pupil, second_pupil):
    early, lost = (QuizAttempt.objects.get(pk=start(learner, quiz)["id"]) for learner in (pupil, second_pupil))
    job = Job.objects.get(kind="quizzes.close_due", object_id=str(early.pk))
    claim = ClaimedJob(id=job.pk, kind=job.kind, object_id=job.object_id, payload={}, attempt=1)
    with pytest.raises(PostponeJob):
        run_close_due(claim)
    past = timezone.now() - timedelta(minutes=20)
    QuizAttempt.objects.update(started_at=past, deadline=past + timedelta(minutes=1))
    run_close_due(claim)
    assert QuizAttempt.objects.filter(state="handed_in").count() == 2, "the job closes all that are due"
    QuizAttempt.objects.update(updated_at=past)
    Job.objects.all().delete()
    run_sweep(claim)
    run_jobs("quizzes.score")
    assert set(QuizAttempt.objects.values_list("state", flat=True)) == {"scored"}
    lost.refresh_from_db()
    assert lost.handed_in_at == lost.deadline


def test_an_end_that_is_set_later_closes_attempts_without_a_deadline(bank, group, teacher, pupil):
    quiz = publish(teacher, make_quiz(teacher, group=group), [add_question(teacher, bank)])
    assert start(pupil, quiz)["deadline"] is None
    body = {"closes_at": (timezone.now() - timedelta(minutes=5)).isoformat(), "revision": quiz["revision"]}
    assert client_for(teacher).patch(f"/quizzes/{quiz['id']}/", body).status == 200
    assert QuizAttempt.objects.get().deadline is not None
    assert Job.objects.filter(kind="quizzes.close_due").exists()


def test_places_that_say_nothing_or_too_much_are_refused(quiz, bank, teacher, course):
    path, question = f"/quizzes/{quiz['id']}/questions/", QuizQuestion.objects.first().question
    for place in (
        {}, {"bank": bank}, {"question": str(question.pk), "bank": bank, "draw": 1},
        {"question": str(question.pk), "tag": "verbs"}, {"bank": bank, "draw": 2}, {"bank": bank, "draw": 300},
    ):  # fmt: skip
        body = {"revision": quiz["revision"], "places": [{"question": str(question.pk)}, place]}
        answer = client_for(teacher).put(path, body)
        assert answer.status == 422, (place, answer.json)
        assert all(name.startswith("places") for name in answer.json["fields"])
    both = {"title": "Both", "group": quiz["group"], "course": str(course.pk)}
    assert client_for(teacher).post("/quizzes/", both).refused_fields == (422, ["course"])


def test_a_course_whose_questions_a_group_is_asked_is_archived_and_not_deleted(group, teacher, admin):
    draft = factories.make_course(slug="draft-course")
    Course.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    CourseTeacher.objects.create(course=draft, teacher=teacher)
    publish(teacher, make_quiz(teacher, group=group), [add_question(teacher, make_bank(teacher, draft))])
    delete_or_archive_course(course=draft, actor=admin)
    draft.refresh_from_db()
    assert draft.status == "archived"
    spare = factories.make_course(slug="spare-course")
    Course.objects.filter(pk=spare.pk).update(status="draft", published_at=None)
    CourseTeacher.objects.create(course=spare, teacher=teacher)
    add_question(teacher, make_bank(teacher, spare))
    delete_or_archive_course(course=spare, actor=admin)
    assert not Course.objects.filter(pk=spare.pk).exists()


def test_teachers_list_the_quizzes_that_they_write(group, bank, teacher, pupil, admin):
    """`written` leaves out the centre's, which they may take; `takeable` leaves out drafts of their own."""
    draft = make_quiz(teacher, group=group)
    centre = publish(admin, make_quiz(admin), [add_question(admin, make_bank(teacher, group.course))])
    listed = {
        name: {row["id"] for row in client_for(teacher).get("/quizzes/", {name: "true"}).json["results"]}
        for name in ("written", "takeable")
    }
    assert listed == {"written": {draft["id"]}, "takeable": {centre["id"]}}
    assert client_for(pupil).get("/quizzes/", {"written": "true"}).json["results"] == []
