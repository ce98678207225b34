"""The archive of a learner's data holds no mark that the quiz does not show."""

import io
import zipfile

import orjson
import pytest

from apps.portal.services.exports import write_personal_data_archive
from apps.quizzes.models import Answer
from tests.quizzes.quiz_helpers import RIGHT, add_question, hand_in, make_quiz, publish, send, start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("show_score", "is_shown"), [("never", False), ("after_close", False), ("after_attempt", True)]
)
def test_an_archive_shows_of_an_attempt_what_the_quiz_shows(show_score, is_shown, bank, group, teacher, pupil):
    quiz = publish(teacher, make_quiz(teacher, group=group, show_score=show_score), [add_question(teacher, bank)])
    attempt = start(pupil, quiz)
    send(pupil, attempt, 1, RIGHT["single"])
    hand_in(pupil, attempt)
    Answer.objects.update(comment="Well done.")
    content = io.BytesIO()
    write_personal_data_archive(pupil, content, reader=pupil)
    with zipfile.ZipFile(content) as archive:
        (kept,) = orjson.loads(archive.read("data/quizzes.quizattempt.user.json"))
        (answer,) = orjson.loads(archive.read("data/quizzes.answer.attempt.user.json"))
    assert answer["response"] == RIGHT["single"]
    seen = (kept["score"], answer["mark"], answer["comment"])
    assert seen == (("1.00000", "1.00000", "Well done.") if is_shown else (None, None, ""))
