"""Values that GIFT and Moodle XML write alike: percents, numbers, texts with asterisks, and what is built of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any
from uuid import UUID

from apps.learning.blocks.documents import EMPTY_DOCUMENT
from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.prompts import write_text
from apps.quizzes.questions.bodies import (
    Gap,
    GapBody,
    MatchingBody,
    MultipleBody,
    Options,
    OrderingBody,
    QuestionBody,
    SingleBody,
)
from apps.quizzes.questions.keys import (
    GapAnswer,
    GapKey,
    MatchingKey,
    MultipleKey,
    OrderingKey,
    QuestionKey,
    SingleKey,
    TextAnswer,
)
from apps.quizzes.questions.parts import Option

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,15})?")
_ASTERISK = re.compile(r"(?<!\\)\*")
_PATTERN_PART = re.compile(r"(\.\*)|\\([^A-Za-z0-9])|([^\\.*+?()\[\]{}|^$])", re.DOTALL)
GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,36})\]\]")
"""A gap in a text; its group is the gap's id."""
ROUNDED = 5e-5
"""How far a percent that was rounded may be from the fraction that was meant."""


@dataclass(frozen=True)
class Choice:
    """An option as files have it."""

    text: str
    share: float = 0
    feedback: str = ""
    picture: UUID | None = None


def read_share(percent: str) -> float:
    """Return a percent as a share: "33.33333" is a third. Raise BrokenQuestion for what is no number."""
    share = float(read_number(percent)) / 100
    nearest = Fraction(share).limit_denominator(12)
    return float(nearest) if abs(nearest - Fraction(share)) < ROUNDED else share


def write_share(share: float) -> str:
    """Return a share as a percent with up to five decimals."""
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def read_number(text: str) -> str:
    """Return a number as `Number` writes it. Raise BrokenQuestion for what is none, or has too many digits."""
    cleaned = text.strip().replace(",", ".").replace("−", "-")
    if _PLAIN_NUMBER.fullmatch(cleaned):
        return cleaned
    if not _NUMBER.fullmatch(cleaned):
        raise BrokenQuestion("bad_number", text=text.strip()[:40])
    return write_decimal(Decimal(cleaned))


def write_decimal(value: Decimal) -> str:
    """Return the number with at most 15 decimals."""
    with localcontext() as context:
        context.prec = 150
        text = f"{value.quantize(Decimal('1e-15')):f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def read_range(least: str, most: str) -> tuple[str, str]:
    """Return the middle of a range and how far it reaches on each side."""
    low, high = Decimal(read_number(least)), Decimal(read_number(most))
    with localcontext() as context:
        context.prec = 150
        return write_decimal((low + high) / 2), write_decimal(abs(high - low) / 2)


def make_text_answer(text: str, share: float = 1, feedback: str = "") -> TextAnswer:
    """Return an accepted text; an asterisk stands for any characters, `\\*` for itself."""
    parts = [part.replace("\\*", "*") for part in _ASTERISK.split(text)]
    pattern = ".*".join(map(re.escape, parts))
    is_pattern = len(parts) > 1
    return TextAnswer(
        text=pattern if is_pattern else parts[0], share=max(share, 0), is_pattern=is_pattern, feedback=feedback
    )


def write_text_answer(answer: TextAnswer) -> str | None:
    """Return the text with asterisks; None for a regular expression that asterisks cannot say."""
    if not answer.is_pattern:
        return answer.text.replace("*", "\\*")
    written, place = "", 0
    while place < len(answer.text):
        found = _PATTERN_PART.match(answer.text, place)
        if found is None:
            return None
        written += "*" if found[1] else (found[2] or found[3]).replace("*", "\\*")
        place = found.end()
    return written


def make_options(choices: Sequence[Choice], prefix: str = "") -> list[Option]:
    """Return options with the ids 1, 2, 3 …"""
    return [
        Option(id=f"{prefix}{number}", text=choice.text, picture=choice.picture)
        for number, choice in enumerate(choices, 1)
    ]


def make_choice(choices: Sequence[Choice], *, is_single: bool, **common: Any) -> tuple[QuestionBody, QuestionKey]:
    """Return body and key of `single` or `multiple`. `common`: fields of every key."""
    if len(choices) < 2:
        raise BrokenQuestion("too_few_options")
    options = make_options(choices)
    feedback = {option.id: choice.feedback for option, choice in zip(options, choices, strict=True) if choice.feedback}
    shares = {option.id: choice.share for option, choice in zip(options, choices, strict=True) if choice.share}
    if is_single:
        body = SingleBody(kind="single", options=options)
        return body, SingleKey(kind="single", shares=shares, feedback=feedback, **common)
    right = [share for share in shares.values() if share > 0]
    part = 1 / max(len(right), 1)
    counts_each = all(abs(abs(share) - part) < ROUNDED for share in shares.values()) and len(shares) == len(options)
    if counts_each:
        shares = dict.fromkeys((name for name, share in shares.items() if share > 0), 1.0)
    key = MultipleKey(
        kind="multiple", rule="each" if counts_each else "weights", shares=shares, feedback=feedback, **common
    )
    return MultipleBody(kind="multiple", options=options), key


def list_choices(body: SingleBody | MultipleBody, key: SingleKey | MultipleKey) -> list[Choice]:
    """Return the options with their shares as Moodle adds them up; the opposite of `make_choice`."""
    shares: Mapping[str, float] = key.shares
    if key.kind == "multiple" and key.rule != "weights":
        right = {name for name, share in key.shares.items() if share > 0}
        part = 1 / max(len(right), 1)
        shares = {option.id: part if option.id in right else -part for option in body.options}
    return [
        Choice(option.text, shares.get(option.id, 0), key.feedback.get(option.id, ""), option.picture)
        for option in body.options
    ]


def make_matching(pairs: Sequence[tuple[Choice, str]], **common: Any) -> tuple[MatchingBody, MatchingKey]:
    """Return body and key of a matching. A pair without a left is an entry on the right that fits nothing."""
    lefts = [(left, right) for left, right in pairs if left.text or left.picture]
    rights = {text: f"r{number}" for number, text in enumerate(dict.fromkeys(right for _left, right in pairs), 1)}
    left_options = make_options([left for left, _right in lefts])
    return (
        MatchingBody(
            kind="matching", left=left_options, right=[Option(id=name, text=text) for text, name in rights.items()]
        ),
        MatchingKey(
            kind="matching",
            pairs={option.id: rights[right] for option, (_left, right) in zip(left_options, lefts, strict=True)},
            **common,
        ),
    )


def list_pairs(body: MatchingBody, key: MatchingKey) -> list[tuple[Option | None, Option]]:
    """Return the pairs, then the entries on the right that fit nothing."""
    rights = {option.id: option for option in body.right}
    pairs: list[tuple[Option | None, Option]] = [
        (option, rights[key.pairs[option.id]]) for option in body.left if key.pairs.get(option.id) in rights
    ]
    return pairs + [(None, option) for name, option in rights.items() if name not in key.pairs.values()]


def make_ordering(items: Sequence[Choice], **common: Any) -> tuple[OrderingBody, OrderingKey]:
    """Return body and key of items that come in their right order."""
    options = make_options(items)
    return (
        OrderingBody(kind="ordering", items=options),
        OrderingKey(kind="ordering", order=[option.id for option in options], **common),
    )


@dataclass(frozen=True)
class ReadGap:
    """A gap as files have it: accepted texts, or options of which one is right (its number from 0)."""

    answers: Sequence[TextAnswer] = ()
    options: Sequence[str] = ()
    right: int | None = None


def make_gaps(text: str, gaps: Mapping[str, ReadGap], **common: Any) -> tuple[GapBody, GapKey]:
    """Return body and key of gaps by their ids, which `text` names."""
    made, answers = [], {}
    for name, gap in gaps.items():
        options: Options = make_options([Choice(option) for option in gap.options], f"{name}_")
        made.append(Gap(id=name, kind="chosen" if options else "typed", options=options))
        option = None if gap.right is None else options[gap.right].id
        answers[name] = GapAnswer(answers=list(gap.answers), option=option)
    return GapBody(kind="gap", text=text, gaps=made), GapKey(kind="gap", gaps=answers, **common)


def part_at_gaps(document: Mapping[str, Any], names: Sequence[str]) -> tuple[dict[str, Any], str, bool]:
    """Return the blocks before the first gap as the prompt, and the rest as the text with gaps, whose form is lost;
    whether it had any. `names`: the ids of the gaps, as `[[id]]` in the document.
    """
    content = list(document.get("content", ()))
    known = set(names)
    texts = [write_text({"content": [node]}) for node in content]
    first = next((place for place, text in enumerate(texts) if not known.isdisjoint(GAP.findall(text))), 0)
    rest = content[first:]
    prompt = {"type": "doc", "content": content[:first]} if first else EMPTY_DOCUMENT
    had_form = any(
        node["type"] != "paragraph" or any("marks" in part for part in node.get("content", ())) for node in rest
    )
    return prompt, "\n\n".join(filter(None, texts[first:])), had_form
