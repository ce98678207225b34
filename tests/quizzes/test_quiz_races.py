"""Two requests at one moment: several starts make one attempt, and an answer beside the hand-in is never lost."""

from threading import Event, Timer

import pytest
from django.db import connection

from apps.quizzes.models import Answer, LateAnswer, QuizAttempt
from apps.quizzes.services import attempts
from tests.factories import client_for
from tests.quizzes.quiz_helpers import RIGHT, send, start
from tests.races import run_together

pytestmark = pytest.mark.django_db(transaction=True)
STARTS, ROUNDS = 8, 6
PAUSE_SECONDS = 0.5


def answer_beside_hand_in(learner, attempt):
    """What the server says of a right answer and of the hand-in, sent at one moment."""

    def act(number):
        return post_hand_in(learner, attempt) if number else send(learner, attempt, 1, RIGHT["single"])

    return run_together(2, act)


def post_hand_in(learner, attempt):
    return client_for(learner).post(f"/quizzes/attempts/{attempt['id']}/hand-in/")


def test_starts_at_one_moment_make_one_attempt(quiz, pupil):
    path = f"/quizzes/{quiz['id']}/attempt/"
    connection.close()  # the pool has one for each start, and none more
    answers = run_together(STARTS, lambda _number: client_for(pupil).post(path, {}))
    assert sorted(answer.status for answer in answers) == [*[200] * (STARTS - 1), 201]
    assert {answer.json["id"] for answer in answers} == {str(QuizAttempt.objects.get().pk)}
    assert Answer.objects.count() == 2


def test_an_answer_beside_the_hand_in_counts_or_is_kept_as_late(quiz, pupil, teacher):
    body = {"extra_attempts": ROUNDS, "reason": "A race."}
    assert client_for(teacher).put(f"/quizzes/{quiz['id']}/extensions/{pupil.pk}/", body).status == 200
    for _round in range(ROUNDS):
        attempt = start(pupil, quiz)
        saved, handed_in = answer_beside_hand_in(pupil, attempt)
        assert (saved.status, handed_in.status) == (200, 200)
        score = client_for(pupil).get(f"/quizzes/attempts/{attempt['id']}/").json["score"]
        is_late = LateAnswer.objects.filter(answer__attempt=attempt["id"], response=RIGHT["single"]).exists()
        assert (score, is_late) == ((1.0, False) if saved.json["counts"] else (0.0, True))


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_handing_in_waits_for_an_answer_that_is_being_saved(quiz, pupil, monkeypatch, protected):
    attempt = start(pupil, quiz)
    found_open, may_go, check = Event(), Event(), attempts.check_named_files

    def hold(answer, response):
        found_open.set()
        assert may_go.wait(30)
        check(answer, response)

    monkeypatch.setattr(attempts, "check_named_files", hold)
    if not protected:
        monkeypatch.setattr(attempts, "_lock_attempt", lambda row: QuizAttempt.objects.get(pk=row.pk))

    def act(number):
        if number == 0:
            return send(pupil, attempt, 1, RIGHT["single"])
        assert found_open.wait(30)
        if protected:
            Timer(PAUSE_SECONDS, may_go.set).start()
        answer = post_hand_in(pupil, attempt)
        may_go.set()
        return answer

    saved, handed_in = run_together(2, act)
    assert (saved.json["counts"], handed_in.json["score"]) == (True, 1.0 if protected else 0.0)
