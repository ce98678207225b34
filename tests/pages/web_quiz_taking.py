"""A pupil takes quizzes on a phone and at a desk, in a real Chromium (`quiz-taking.browser.ts`)."""

import pytest

from apps.quizzes.models import Answer, AnswerFile, AttemptState, HandedInBy, LateAnswer, QuizAttempt
from tests.homework.submission_helpers import uncertain_result
from tests.job_runs import run_jobs
from tests.pages.browser import make_login
from tests.pages.written_quiz import SHOWN, write_quiz
from tests.quizzes.quiz_helpers import hear
from tests.remote_control import serve_methods

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


class Engine:
    """The speech engine, behind the browsers' back."""

    def hear(self, overall):
        """It hears what waits and is not sure of it."""
        hear(uncertain_result(overall=overall, reason="LOW_CONFIDENCE"))
        run_jobs("quizzes.score")


@pytest.mark.slow
def test_a_pupil_speaks_and_hands_in_files_and_a_teacher_marks_them(play, group, pupil, admin):
    """Without a network for a while (`quiz-speaking.browser.ts`)."""
    teacher = group.lead_teacher
    make_login(pupil, locale="uz")
    make_login(teacher, locale="en")
    quiz = write_quiz(admin, kinds=("speak", "file"), group=group, **SHOWN)
    with serve_methods(Engine()) as address:
        play("quiz-speaking", login=pupil.email, teacher=teacher.email, quiz=quiz["id"], door=address)
    attempt = QuizAttempt.objects.get(quiz=quiz["id"])
    marks = {kind: float(mark) for kind, mark in attempt.answers.values_list("version__question__kind", "mark")}
    assert (attempt.state, marks) == (AttemptState.SCORED, {"speak": 7.3, "file": 1})
    answer = Answer.objects.get(attempt=attempt, version__question__kind="file")
    named = AnswerFile.objects.filter(pk__in=answer.response["files"]).values_list("file__original_name", flat=True)
    assert sorted(named) == ["family.png", "home.png"]


@pytest.mark.slow
def test_the_time_runs_out_on_a_phone_without_a_network(play, group, pupil, admin):
    """What was saved counts, what came later is kept for the teacher (`quiz-time-out.browser.ts`)."""
    make_login(pupil, locale="ru")
    quiz = write_quiz(admin, kinds=("short", "number"), group=group, time_limit=30, **SHOWN)
    play("quiz-time-out", beside=["worker", "scheduler"], login=pupil.email, quiz=quiz["id"])
    attempt = QuizAttempt.objects.get(quiz=quiz["id"])
    assert (attempt.state, attempt.handed_in_by, attempt.handed_in_at) == (
        AttemptState.SCORED, HandedInBy.DEADLINE, attempt.deadline,
    )  # fmt: skip
    assert [answer.is_correct for answer in attempt.answers.order_by("place")] == [True, False]
    assert LateAnswer.objects.get(answer__attempt=attempt).response["text"] == "12"
