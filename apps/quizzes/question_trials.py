"""Try a question: what an answer would give. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.quizzes.models import Question
from apps.quizzes.questions.checking import check_response
from apps.quizzes.questions.responses import QuestionResponse
from apps.quizzes.questions.scoring import score_response
from apps.quizzes.questions.stored import read_body, read_key


@dataclass(frozen=True)
class Trial:
    """The share of the points (None: a teacher marks it), and what the learner would read."""

    share: Decimal | None
    feedback: Sequence[str]


def try_question(question: Question, response: QuestionResponse, *, hints_used: int = 0) -> Trial:
    """Score an answer to the newest version. Raise Invalid for an answer that does not fit."""
    version = question.current
    assert version is not None
    body = read_body(version.body)
    check_response(body, response)
    scored = score_response(body, read_key(version.key), response, language=version.language, hints_used=hints_used)
    return Trial(scored.share, scored.feedback)
