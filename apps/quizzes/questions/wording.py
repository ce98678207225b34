"""The words of a question: its prompt, or where that is empty the text of its gaps, which is a sentence of its own."""

from collections.abc import Mapping
from typing import Any

from apps.learning.blocks.documents import read_text
from apps.quizzes.questions.bodies import GapBody, QuestionBody
from apps.quizzes.questions.option_ids import GAP

BLANK = "_____"
"""Stands for a gap where a question is named by its words."""


def read_wording(prompt: Mapping[str, Any], body: QuestionBody) -> str:
    """Return the words that a question is named by: those of its prompt, else its text with BLANK for each gap."""
    return read_text(prompt) or show_gaps(body)


def show_gaps(body: QuestionBody) -> str:
    """Return the text of a question with BLANK for each gap; "" for a question without gaps."""
    return " ".join(GAP.sub(BLANK, body.text).split()) if isinstance(body, GapBody) else ""


def has_sentence(body: QuestionBody) -> bool:
    """Whether learners can answer without a prompt: a text with gaps has words, or they choose from words."""
    if not isinstance(body, GapBody):
        return False
    return any(map(str.isalnum, GAP.sub("", body.text))) or any(gap.kind == "chosen" for gap in body.gaps)
