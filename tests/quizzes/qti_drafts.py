"""Drafts of all kinds that QTI can say, and what a draft says beside the ids of its files."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from apps.quizzes.formats.prompts import make_document, read_html_prompt
from apps.quizzes.formats.results import ReadQuestions
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.parts import PromptPicture

BODY: Any = TypeAdapter(QuestionBody)
KEY: Any = TypeAdapter(QuestionKey)
PICTURE, SOUND = UUID(int=1), UUID(int=2)
FILES = {PICTURE: ("Karta 1.png", b"\x89PNG a map"), SOUND: ("sound.mp3", b"ID3 a sound")}
TELLS = {"explanation": "Because.\n\nSee unit 3.", "right_feedback": "Yes <3", "wrong_feedback": "No & never"}
TEXT = "<p>Which of <strong>these</strong> &amp; “those”?</p><ul><li>one</li><li>two</li></ul>"


def make_draft(name: str, kind: str, body: dict[str, Any], key: dict[str, Any], **more: Any) -> QuestionDraft:
    """A draft with this prompt or the usual one."""
    name = name.strip()
    more.setdefault("prompt", make_document(f"{name}?\n\nSecond line."))
    body_made, key_made = (each.validate_python({"kind": kind, **part}) for each, part in ((BODY, body), (KEY, key)))
    return QuestionDraft(name=name, body=body_made, key=key_made, **more)


def make_options(*texts: str) -> list[dict[str, Any]]:
    """Options a, b, c … with these texts."""
    return [{"id": "abcdefghij"[place], "text": text} for place, text in enumerate(texts)]


def make_common_drafts(mark: str = "") -> Iterator[QuestionDraft]:
    """Drafts that each version of QTI can say. `mark` stands in their names and texts."""
    four = make_options(f"one {mark}", "two < 3 & 4", "uch ‘n’", "четыре")
    pictured = [*make_options("words"), {"id": "1-b", "picture": PICTURE}]
    yield make_draft(f"Single {mark}", "single", {"options": four}, {"shares": {"b": 1}})
    yield make_draft(
        f"Single with shares {mark}",
        "single",
        {"options": four},
        {"shares": {"a": 1, "b": 0.5, "c": -0.25}, "feedback": {"a": "Right.", "c": "Look again."}, **TELLS},
        points=Decimal("2.5"),
        language="ru",
        tags=("verbs", "verbs/past"),
        level="B1",
        skill="grammar",
        difficulty=-0.75,
    )
    yield make_draft(
        f"Pictures {mark}",
        "single",
        {"options": pictured},
        {"shares": {"1-b": 1}},
        prompt=read_html_prompt(TEXT).document,
        pictures=(PromptPicture(file=PICTURE, alt="A map"),),
        audio=SOUND,
        max_plays=2,
    )
    right = {"a": 1, "c": 1, "d": 1}
    yield make_draft(
        f"Each {mark}", "multiple", {"options": four}, {"rule": "each", "shares": right}, points=Decimal(2)
    )
    yield make_draft(
        f"All {mark}", "multiple", {"options": four}, {"rule": "all", "shares": right, "feedback": {"b": "No."}}
    )
    yield make_draft(
        f"Weights {mark}", "multiple", {"options": four}, {"rule": "weights", "shares": {"a": 0.7, "b": 0.3, "c": -0.5}}
    )
    yield make_draft(f"True {mark}", "true_false", {}, {"correct": True, "false_feedback": "It is."}, language="uz")
    yield make_draft(f"False {mark}", "true_false", {}, {"correct": False, **TELLS}, points=Decimal(3))
    texts = [{"text": f"Toshkent {mark}"}, {"text": "Tashkent"}, {"text": "Taskent", "share": 0.5}]
    yield make_draft(f"Short {mark}", "short", {}, {"answers": texts}, points=Decimal(4))
    yield make_draft(
        f"Short with feedback {mark}",
        "short",
        {},
        {"answers": [{"text": "US"}, {"text": "us", "share": 0.5, "feedback": "Big."}], "match_case": True},
    )
    numbers = [{"value": "3.14", "tolerance": "0.01"}, {"value": "3", "share": 0.5, "feedback": "Too rough."}]
    yield make_draft(f"Number {mark}", "number", {}, {"answers": numbers, **TELLS}, points=Decimal(2))
    yield make_draft(f"Negative number {mark}", "number", {}, {"answers": [{"value": "-40"}]})
    yield make_draft(f"Order {mark}", "ordering", {"items": four}, {"order": list("cabd"), "rule": "all"})
    yield make_draft(f"Places {mark}", "ordering", {"items": four}, {"order": list("dcba"), "rule": "places"})
    sides = {"left": make_options("olma", "nok", "uzum"), "right": four}
    pairs = {"a": "d", "b": "c", "c": "d"}
    yield make_draft(f"Matching {mark}", "matching", sides, {"pairs": pairs, **TELLS})
    yield make_draft(
        f"Matching whole {mark}", "matching", sides, {"pairs": pairs, "rule": "all"}, points=Decimal("0.5")
    )
    text = "An easy line.\n\nShe [[g1]] to school,\nand he [[2]] too."
    yield make_draft(
        f"Typed gaps {mark}",
        "gap",
        {"text": text, "gaps": [{"id": "g1", "kind": "typed"}, {"id": "2", "kind": "typed"}]},
        {
            "gaps": {
                "g1": {"answers": [{"text": "goes"}, {"text": "went", "share": 0.5}]},
                "2": {"answers": [{"text": "Is"}]},
            }
        },
        points=Decimal(3),
    )
    chosen = [{"id": name, "kind": "chosen", "options": make_options("is", f"are {mark}")} for name in ("g1", "2")]
    yield make_draft(
        f"Chosen gaps {mark}",
        "gap",
        {"text": text, "gaps": chosen},
        {"gaps": {"g1": {"option": "a"}, "2": {"option": "b"}}, "rule": "all", "explanation": "Plural."},
    )
    yield make_draft(f"Essay {mark}", "essay", {}, {"explanation": "A good one."}, points=Decimal(10))
    yield make_draft(f"File {mark}", "file", {}, {})


def make_newer_drafts(mark: str = "") -> Iterator[QuestionDraft]:
    """Drafts that 2.1, 2.2 and 3.0 can say, and 1.2 cannot."""
    gaps = [{"id": "g1", "kind": "typed"}, {"id": "g2", "kind": "chosen", "options": make_options("in", "on")}]
    yield make_draft(
        f"Mixed gaps {mark}",
        "gap",
        {"text": "[[g1]] sits [[g2]] it.", "gaps": gaps},
        {"gaps": {"g1": {"answers": [{"text": "Cat"}]}, "g2": {"option": "b"}}, "rule": "all", "match_case": True},
    )
    answers = [{"text": "colou?r", "is_pattern": True}, {"text": "tint", "share": 0.25, "feedback": "Near."}]
    yield make_draft(f"Pattern {mark}", "short", {}, {"answers": answers, "partial_feedback": "Nearly."})
    yield make_draft(f"Essay with guide {mark}", "essay", {}, {"guide": "Look for:\n\nthe past tense."})
    regions = [
        {"shape": "rectangle", "points": [{"x": 0.1, "y": 0.2}, {"x": 0.3, "y": 0.4}]},
        {"shape": "circle", "points": [{"x": 0.5, "y": 0.48}, {"x": 0.625, "y": 0.48}], "share": 0.5},
        {"shape": "polygon", "points": [{"x": 0, "y": 0}, {"x": 1, "y": 0}, {"x": 0.5, "y": 1}], "share": 0.5},
    ]
    spot = {"picture": PICTURE, "points": 3}
    yield make_draft(f"Spots {mark}", "hotspot", spot, {"regions": regions, "aspect": 1.6, **TELLS}, points=Decimal(2))
    yield make_draft(f"All spots {mark}", "hotspot", spot, {"regions": regions[:1], "rule": "all", "aspect": 2})


def describe(draft: QuestionDraft, get_content: Callable[[UUID], bytes]) -> dict[str, Any]:
    """All that a draft says, with the contents of files in the place of their ids."""

    def show(value: Any) -> Any:
        if isinstance(value, UUID):
            return get_content(value)
        if isinstance(value, BaseModel):
            return show(value.model_dump())
        if isinstance(value, dict):
            return {key: show(each) for key, each in value.items()}
        return [show(each) for each in value] if isinstance(value, list | tuple) else value

    return {each.name: show(getattr(draft, each.name)) for each in fields(draft) if each.name != "files"}


def describe_given(draft: QuestionDraft) -> dict[str, Any]:
    """What a draft of this module says."""
    return describe(draft, lambda file: FILES[file][1])


def describe_read(found: ReadQuestions, package: bytes) -> list[dict[str, Any]]:
    """What the drafts of a package say."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [describe(each, lambda file: archive.read(each.files[file])) for each in found.drafts]  # noqa: B023
