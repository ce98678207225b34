"""What readers and writers of all versions of QTI share: names, shares, and the words for true and false."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal

from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.parts import Option
from apps.quizzes.questions.wording import read_wording

MAX_NAME = 200
TRUTH = {"en": ("True", "False"), "ru": ("Верно", "Неверно"), "uz": ("To‘g‘ri", "Noto‘g‘ri")}
"""The options of a question that asks whether something is true, by language."""
_KNOWN_TRUE = {"true", "t", *(words[0].casefold() for words in TRUTH.values())}
_KNOWN_FALSE = {"false", "f", *(words[1].casefold() for words in TRUTH.values())}


def name_question(title: str, prompt: Mapping[str, Any], body: QuestionBody, identifier: str) -> str:
    """Return the name of a question: its title, else the beginning of its words, else its identifier."""
    name = " ".join(title.split()) or " ".join(read_wording(prompt, body).split())[:80] or identifier
    return name[:MAX_NAME].strip()


def get_shares(values: Mapping[str, Decimal], points: Decimal) -> dict[str, float]:
    """Return values in points as shares of the points of a question, within −1 … 1."""
    return {name: float(max(min(value / points, Decimal(1)), Decimal(-1))) for name, value in values.items()}


def read_rule(shares: dict[str, float], parts: Iterable[str]) -> tuple[Literal["each", "weights"], dict[str, float]]:
    """Return the rule of several choices, and the shares that it needs: `each` where each right option counts the same
    and each wrong one takes as much, so that all right ones together are 1.
    """
    right = [part for part in parts if shares.get(part, 0) > 0]
    step = 1 / max(len(right), 1)
    steps = [abs(shares.get(part, 0.0)) for part in parts]
    if all(abs(each - step) < 1e-4 for each in steps):
        return "each", dict.fromkeys(right, 1.0)
    return "weights", shares


def read_truth(options: list[Option], shares: Mapping[str, float]) -> bool | None:
    """Return which of the options "true" and "false" is right alone; None for other options or other shares."""
    words = {option.text.casefold().replace("'", "‘"): option.id for option in options if option.picture is None}
    true = next((words[word] for word in words if word in _KNOWN_TRUE), None)
    false = next((words[word] for word in words if word in _KNOWN_FALSE), None)
    if len(options) != 2 or true is None or false is None:
        return None
    right = {part for part, share in shares.items() if share == 1}
    others = {part for part, share in shares.items() if share not in (0, 1)}
    return None if len(right) != 1 or others else right == {true}
