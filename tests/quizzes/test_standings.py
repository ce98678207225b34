"""How a learner stands at quizzes: what is left, which result counts, what a hint costs, what came too late."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import client_for
from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_quiz, publish, send, start

pytestmark = pytest.mark.django_db


def take(learner, quiz, response):
    """A new attempt that is handed in with this answer to the first question."""
    attempt = start(learner, quiz)
    send(learner, attempt, 1, response)
    return hand_in(learner, attempt)


def read_standing(learner):
    """How the learner stands at the only quiz of the list."""
    (row,) = client_for(learner).get("/quizzes/", {"takeable": True}).json["results"]
    return row["standing"]


def test_a_standing_says_what_is_left_with_what_a_teacher_gave_more(quiz, pupil, teacher):
    path = f"/quizzes/{quiz['id']}/mine/"
    before = client_for(pupil).get(path).json
    assert (before["attempts_left"], before["time_limit"], before["closes_at"]) == (2, 600, None)
    later = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    more = {"extra_percent": 50, "extra_attempts": 1, "closes_at": later.isoformat(), "reason": "Reads slowly."}
    answer = client_for(teacher).put(f"/quizzes/{quiz['id']}/extensions/{pupil.pk}/", more)
    assert answer.status == 200, answer.json
    hand_in(pupil, start(pupil, quiz))
    after = client_for(pupil).get(path).json
    assert (after["attempts_left"], after["time_limit"]) == (2, 900)
    assert datetime.fromisoformat(after["closes_at"]) == later


@pytest.mark.parametrize(("counting", "percent"), [("best", 100), ("first", 100), ("last", 0)])
def test_a_list_shows_the_result_that_counts(counting, percent, bank, group, teacher, pupil):
    question = add_question(teacher, bank)
    quiz = publish(
        teacher, make_quiz(teacher, group=group, counting=counting, attempts_allowed=0, pass_percent=60), [question]
    )
    assert read_standing(pupil) == {"open_attempt": None, "attempts_used": 0, "percent": None, "passed": None}
    take(pupil, quiz, RIGHT["single"])
    take(pupil, quiz, WRONG["single"])
    opened = start(pupil, quiz)["id"]
    assert read_standing(pupil) == {
        "open_attempt": opened, "attempts_used": 3, "percent": percent, "passed": percent == 100,
    }  # fmt: skip


def test_a_list_shows_no_result_that_the_quiz_hides(bank, group, teacher, pupil):
    quiz = publish(teacher, make_quiz(teacher, group=group, show_score="never"), [add_question(teacher, bank)])
    take(pupil, quiz, RIGHT["single"])
    assert read_standing(pupil) == {"open_attempt": None, "attempts_used": 1, "percent": None, "passed": None}


def test_quizzes_that_one_only_writes_are_not_for_taking(quiz, pupil, teacher):
    assert client_for(teacher).get("/quizzes/").json["count"] == 1
    assert client_for(teacher).get("/quizzes/", {"takeable": True}).json["count"] == 0
    assert client_for(pupil).get("/quizzes/", {"takeable": True}).json["count"] == 1


def test_a_hint_says_its_cost_before_it_is_taken(quiz, pupil):
    attempt = start(pupil, quiz)
    asked, without = attempt["questions"]
    assert (asked["hint_cost"], without["hint_cost"]) == (0.5, None)
    taken = client_for(pupil).post(f"/quizzes/attempts/{attempt['id']}/answers/1/hint/").json
    assert (taken["hints_left"], taken["hint_cost"]) == (0, None)


def test_learners_see_that_an_answer_came_too_late_until_a_teacher_accepts_it(quiz, pupil, teacher):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = start(pupil, quiz)
        hand_in(pupil, attempt)
        clock.shift(timedelta(seconds=1))
        send(pupil, attempt, 1, RIGHT["single"])
        own = f"/quizzes/attempts/{attempt['id']}/"
        assert [question["came_late"] for question in client_for(pupil).get(own).json["questions"]] == [True, False]
        answer = client_for(teacher).get(f"{own}marking/").json["questions"][0]["answer"]
        client_for(teacher).post(f"/quizzes/answers/{answer}/accept-late/", {"reason": "The line was cut."})
        assert client_for(pupil).get(own).json["questions"][0]["came_late"] is False
