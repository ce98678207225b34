"""The kind of block that shows a quiz of the course."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.validators import InvalidValue
from apps.learning.blocks.kinds import Block, BlockKind, check_text
from apps.quizzes.queries import find_lesson_quiz
from apps.quizzes.services.lesson_quizzes import BLOCK_KIND

TITLE = 200


def _check_quiz(value: Any) -> str:
    if value in (None, ""):
        return ""
    try:
        return str(UUID(str(value)))
    except ValueError as error:
        raise InvalidValue(_("There is no such quiz.")) from error


def _find_missing(block: Block) -> Iterable[StrOrPromise]:
    if not block["quiz"]:
        yield _("The quiz is missing.")


def _render(block: Block) -> Mapping[str, Any]:
    """Add what learners see of the quiz before they begin; None until its lesson is published."""
    return {"facts": find_lesson_quiz(UUID(block["quiz"])) if block["quiz"] else None}


BLOCK_KINDS = [
    BlockKind(
        BLOCK_KIND,
        {"title": check_text(TITLE), "quiz": _check_quiz},
        find_missing=_find_missing,
        render=_render,
        refers=("quiz",),
    )
]
