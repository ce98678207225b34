"""Stored questions and responses as their types."""

from typing import Any

from pydantic import TypeAdapter

from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.responses import QuestionResponse

_BODY: TypeAdapter[QuestionBody] = TypeAdapter(QuestionBody)
_KEY: TypeAdapter[QuestionKey] = TypeAdapter(QuestionKey)
_RESPONSE: TypeAdapter[QuestionResponse] = TypeAdapter(QuestionResponse)


def read_body(stored: Any) -> QuestionBody:
    """Return a stored body as its type."""
    return _BODY.validate_python(stored)


def read_key(stored: Any) -> QuestionKey:
    """Return a stored key as its type."""
    return _KEY.validate_python(stored)


def read_response(stored: Any) -> QuestionResponse | None:
    """Return a stored response as its type; None for none."""
    return None if stored is None else _RESPONSE.validate_python(stored)
