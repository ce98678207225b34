"""A teacher writes questions and a quiz, marks and corrects, in a real Chromium (`quiz-writing.browser.ts`)."""

import pytest

from apps.quizzes.models import Answer, LateAnswer, Quiz, QuizAttempt, Regrade
from tests.pages.browser import make_login
from tests.quizzes.quiz_helpers import add_question, make_bank, make_quiz, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_teacher_writes_a_quiz_and_marks_it(play, group, pupil, second_pupil, admin):
    """Two pupils take it over REST meanwhile; the office looks at it on a phone, in Uzbek."""
    teacher = group.lead_teacher
    bank = make_bank(teacher, group.course)
    looked_at = publish(teacher, make_quiz(teacher, group=group, title="Unit 2"), [add_question(teacher, bank)])
    for person in (teacher, pupil, second_pupil):
        make_login(person, locale="en")
    play(
        "quiz-writing", beside=["worker"], teacher=teacher.email, login=make_login(admin, locale="uz"),
        pupils=[pupil.email, second_pupil.email], pupil=pupil.full_name, name=group.name, looked=looked_at["id"],
    )  # fmt: skip
    quiz = Quiz.objects.get(title="Unit 3: past simple")
    assert (quiz.group, quiz.time_limit, quiz.extensions.get().extra_percent) == (group, 900, 50)
    scores = {attempt.user: attempt.score for attempt in QuizAttempt.objects.filter(quiz=quiz)}
    assert scores == {pupil: 4, second_pupil: 1}, "four points for the essay; the corrected key gives the other one"
    assert Answer.objects.get(version__question__kind="essay", mark=4).comment == "Good linking words."
    assert LateAnswer.objects.get().reason == "Her line was cut."
    assert Regrade.objects.get().state == "applied"
