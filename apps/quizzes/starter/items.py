"""Reads the items of `english_placement.yaml`, which says at its head what its fields mean."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from uuid import UUID, uuid5

import yaml
from pydantic import Field, TypeAdapter, model_validator

from apps.quizzes.questions.bodies import Gap, GapBody, QuestionBody, SingleBody, SpeakBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import GapAnswer, GapKey, QuestionKey, SingleKey, SpeakKey, TextAnswer
from apps.quizzes.questions.parts import Option, Part

FOLDER = Path(__file__).parent
SOUNDS = FOLDER / "sounds"
NAMESPACE = UUID("5d1d3c53-9b1f-4f0e-9c77-0f5a2b6f4c11")
"""Ids of questions and sounds are `uuid5` of this and the item's id: reading again gives the same ones."""
GAP = "___"
GAP_PROMPT = "Complete the sentence. If there is a word in brackets, use it in the right form."
READING_PROMPT = "Read the sentence aloud."
MAX_PLAYS = 2
_OPTION_IDS = "abcd"


class StarterItem(Part):
    """An item as the file has it. `single` has `options` and `right`, `gap` has one GAP and `answers`."""

    id: str = Field(pattern=r"^[a-c][12]-[a-z]+-[0-9]{2}$")
    level: Literal["A1", "A2", "B1", "B2", "C1", "C2"]
    skill: Literal["grammar", "vocabulary", "reading", "listening", "speaking"]
    kind: Literal["single", "gap", "speak"]
    difficulty: float = Field(ge=-3, le=3)
    text: str = ""
    sound: Literal["", "synthetic", "recorded"] = ""
    script: list[Annotated[str, Field(pattern=r"^[MW]: \S")]] = []
    prompt: str = Field(min_length=1)
    options: list[str] = []
    right: str = ""
    answers: list[str] = []

    @model_validator(mode="after")
    def check_parts(self) -> Self:
        """Refuse an item without the parts of its kind and skill, or with those of another one."""
        faults = {
            "four different options, one of them right": (self.kind == "single")
            != (len(set(self.options)) == len(self.options) == len(_OPTION_IDS) and self.right in self.options),
            "one gap and its answers": (self.kind == "gap") != bool(self.answers)
            or (self.kind == "gap" and self.prompt.count(GAP) != 1),
            "a script and a sound": len({self.skill == "listening", bool(self.script), bool(self.sound)}) > 1,
            "a text": (self.skill == "reading") != bool(self.text),
            "reading aloud": (self.skill == "speaking") != (self.kind == "speak"),
        }
        if wanting := [part for part, is_wrong in faults.items() if is_wrong]:
            raise ValueError(f"{self.id}: wants {', '.join(wanting)}, or has it in vain")
        return self

    @property
    def sound_file(self) -> Path:
        """Where the sound of a listening item lies: Opus in Ogg."""
        return SOUNDS / f"{self.id}.opus"


@cache
def read_items() -> tuple[StarterItem, ...]:
    """Return the items as the file has them, in its order. Raise pydantic.ValidationError when one does not fit."""
    text = (FOLDER / "english_placement.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[StarterItem, ...]).validate_python(yaml.safe_load(text))


def read_starter_items() -> list[QuestionDraft]:
    """Return the items as questions with ids that stay. `files` names each sound within SOUNDS."""
    return [_build_draft(item) for item in read_items()]


def _build_draft(item: StarterItem) -> QuestionDraft:
    body, key, paragraphs = _BUILDERS[item.kind](item)
    sound = uuid5(NAMESPACE, f"{item.id}/sound") if item.sound else None
    return QuestionDraft(
        id=uuid5(NAMESPACE, item.id),
        name=item.id,
        prompt=_write_document(*paragraphs),
        body=body,
        key=key,
        audio=sound,
        max_plays=MAX_PLAYS if sound else 0,
        files={sound: item.sound_file.name} if sound else {},
        tags=("placement",),
        level=item.level,
        skill=item.skill,
        difficulty=item.difficulty,
    )


_Built = tuple[QuestionBody, QuestionKey, tuple[str, ...]]


def _build_single(item: StarterItem) -> _Built:
    options = [Option(id=id_, text=text) for id_, text in zip(_OPTION_IDS, item.options, strict=True)]
    right = _OPTION_IDS[item.options.index(item.right)]
    return (
        SingleBody(kind="single", options=options),
        SingleKey(kind="single", shares={right: 1}),
        tuple(filter(None, (item.text, item.prompt))),
    )


def _build_gap(item: StarterItem) -> _Built:
    accepted = GapAnswer(answers=[TextAnswer(text=answer) for answer in item.answers])
    return (
        GapBody(kind="gap", text=item.prompt.replace(GAP, "[[1]]"), gaps=[Gap(id="1", kind="typed")]),
        GapKey(kind="gap", gaps={"1": accepted}),
        (GAP_PROMPT,),
    )


def _build_speak(item: StarterItem) -> _Built:
    return SpeakBody(kind="speak", task="reading", text=item.prompt), SpeakKey(kind="speak"), (READING_PROMPT,)


_BUILDERS = {"single": _build_single, "gap": _build_gap, "speak": _build_speak}


def _write_document(*paragraphs: str) -> dict[str, Any]:
    content = [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in paragraphs]
    return {"type": "doc", "content": content}
