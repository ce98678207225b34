"""A bank of the course with two questions, and a published quiz of `group` that asks them."""

import pytest

from tests.quizzes.quiz_helpers import add_question, make_bank, make_quiz, publish


@pytest.fixture
def bank(course, group, teacher):
    return make_bank(teacher, course)


@pytest.fixture
def quiz(bank, group, teacher):
    """Two questions of one point: `goes` (with a hint that costs half) is right in the first, `12` in the second."""
    questions = [add_question(teacher, bank), add_question(teacher, bank, kind="number")]
    made = make_quiz(teacher, group=group, time_limit=600, attempts_allowed=2, pass_percent=60)
    return publish(teacher, made, questions)
