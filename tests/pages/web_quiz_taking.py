"""A pupil takes quizzes on a phone and at a desk, in a real Chromium (`quiz-taking.browser.ts`)."""

import pytest

from apps.quizzes.models import AttemptState, QuizAttempt
from tests.pages.browser import make_login
from tests.pages.written_quiz import SHOWN, write_quiz

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ("single", "multiple", "short", "ordering", "matching", "gap", "hotspot", "dictation", "number")


def test_a_pupil_takes_quizzes_on_a_phone_and_at_a_desk(play, group, pupil, admin):
    make_login(pupil, locale="uz")
    quiz = write_quiz(admin, kinds=KINDS, group=group, time_limit=1800, attempts_allowed=2, pass_percent=50, **SHOWN)
    more = {"title": "Your town", "one_by_one": True, "password": "olma"}
    steps = write_quiz(admin, kinds=("true_false", "essay"), group=group, **more)
    play("quiz-taking", login=pupil.email, steps=steps["id"])
    attempt = QuizAttempt.objects.get(quiz=quiz["id"])
    answers = {answer.version.question.kind: answer for answer in attempt.answers.select_related("version__question")}
    right = {kind for kind, answer in answers.items() if answer.is_correct}
    assert {"multiple", "short", "gap", "hotspot", "number"} <= right, "each answer arrived, the last one counts"
    assert (answers["single"].hints_used, answers["dictation"].plays_used) == (1, 1)
    assert answers["short"].response["text"] == "went"
    assert (attempt.state, attempt.passed) == (AttemptState.SCORED, True)
    assert QuizAttempt.objects.get(quiz=steps["id"]).state == AttemptState.WAITING
