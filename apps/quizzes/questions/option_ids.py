"""Ids of options that tell nothing: files name them in their order, and some name the right one."""

import re
import secrets
from typing import Any

from apps.quizzes.questions.bodies import (
    Gap,
    GapBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    QuestionBody,
    SingleBody,
)
from apps.quizzes.questions.keys import GapKey, MatchingKey, MultipleKey, OrderingKey, QuestionKey, SingleKey
from apps.quizzes.questions.parts import Option

GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,36})\]\]")


def hide_option_ids(body: QuestionBody, key: QuestionKey) -> tuple[QuestionBody, QuestionKey]:
    """Return a question with random ids in place of those of its options, items, pairs and gaps."""
    new: dict[str, str] = {}
    if isinstance(body, SingleBody | MultipleBody) and isinstance(key, SingleKey | MultipleKey):
        changed = body.model_copy(update={"options": _rename(body.options, new)})
        shares = {new.get(name, name): share for name, share in key.shares.items()}
        feedback = {new.get(name, name): text for name, text in key.feedback.items()}
        return changed, key.model_copy(update={"shares": shares, "feedback": feedback})
    if isinstance(body, OrderingBody) and isinstance(key, OrderingKey):
        ordered = body.model_copy(update={"items": _rename(body.items, new)})
        return ordered, key.model_copy(update={"order": [new.get(name, name) for name in key.order]})
    if isinstance(body, MatchingBody) and isinstance(key, MatchingKey):
        sides: dict[str, Any] = {"left": _rename(body.left, new)}
        right: dict[str, str] = {}
        sides["right"] = _rename(body.right, right)
        pairs = {new.get(left, left): right.get(name, name) for left, name in key.pairs.items()}
        return body.model_copy(update=sides), key.model_copy(update={"pairs": pairs})
    if isinstance(body, GapBody) and isinstance(key, GapKey):
        return _hide_in_gaps(body, key)
    return body, key


def _hide_in_gaps(body: GapBody, key: GapKey) -> tuple[GapBody, GapKey]:
    """Gaps too: a file may name one after its answer."""
    names = {gap.id: secrets.token_hex(4) for gap in body.gaps}
    gaps: list[Gap] = []
    answers = {names.get(name, name): answer for name, answer in key.gaps.items()}
    for gap in body.gaps:
        new: dict[str, str] = {}
        renamed = gap.model_copy(update={"id": names[gap.id], "options": _rename(gap.options, new)})
        gaps.append(renamed)
        answer = answers.get(renamed.id)
        if answer is not None and answer.option is not None:
            answers[renamed.id] = answer.model_copy(update={"option": new.get(answer.option, answer.option)})
    text = GAP.sub(lambda found: f"[[{names.get(found[1], found[1])}]]", body.text)
    return body.model_copy(update={"text": text, "gaps": gaps}), key.model_copy(update={"gaps": answers})


def _rename(options: list[Option], new: dict[str, str]) -> list[Option]:
    """Return the options with random ids, and note in `new` the id of each."""
    for option in options:
        new[option.id] = secrets.token_hex(4)
    return [option.model_copy(update={"id": new[option.id]}) for option in options]
