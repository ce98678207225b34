"""What the lessons of the kindergarten hold: skills, and activities with pictures and sounds of the platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

Node = dict[str, Any]
LESSONS_OF_SKILL = 3


@dataclass(frozen=True)
class PlannedSkill:
    """A skill of the class. `name`: uz, ru, en. `pictures`: what its lessons are made of, five or more."""

    code: str
    area: str
    name: tuple[str, str, str]
    icon: str
    pictures: tuple[str, ...]
    needs: tuple[str, ...] = ()


AREAS: dict[str, tuple[str, str, str]] = {
    "numbers": ("Sonlar", "Числа", "Numbers"),
    "seeing": ("Ranglar va shakllar", "Цвета и формы", "Colours and shapes"),
    "words": ("Soʻzlar", "Слова", "Words"),
}


def _numbers(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"number-{number}" for number in range(first, last + 1))


SKILLS = (
    PlannedSkill("count-to-5", "numbers", ("5 gacha sanash", "Счёт до 5", "Counting to 5"), "number-5", _numbers(1, 5)),
    PlannedSkill(
        "count-to-7", "numbers", ("7 gacha sanash", "Счёт до 7", "Counting to 7"), "number-7", _numbers(3, 7),
        ("count-to-5",),
    ),
    PlannedSkill(
        "count-to-10", "numbers", ("10 gacha sanash", "Счёт до 10", "Counting to 10"), "number-10", _numbers(6, 10),
        ("count-to-7",),
    ),
    PlannedSkill(
        "first-colours", "seeing", ("Birinchi ranglar", "Первые цвета", "First colours"), "spot-red",
        ("spot-red", "spot-yellow", "spot-green", "spot-blue", "spot-white"),
    ),
    PlannedSkill(
        "more-colours", "seeing", ("Yana ranglar", "Другие цвета", "More colours"), "spot-pink",
        ("spot-orange", "spot-brown", "spot-pink", "spot-grey", "spot-blue"), ("first-colours",),
    ),
    PlannedSkill(
        "shapes", "seeing", ("Shakllar", "Формы", "Shapes"), "triangle",
        ("circle", "square", "triangle", "oval", "heart", "rectangle", "diamond"),
    ),
    PlannedSkill(
        "animals", "words", ("Hayvonlar", "Животные", "Animals"), "cat",
        ("cat", "dog", "fish", "bird", "horse", "rabbit", "bear"),
    ),
    PlannedSkill(
        "things", "words", ("Narsalar", "Предметы", "Things"), "ball",
        ("ball", "book", "key", "umbrella", "kite", "bus", "boat", "train"),
    ),
    PlannedSkill(
        "nature", "words", ("Tabiat", "Природа", "Nature"), "tree",
        ("tree", "flower", "sun", "moon", "star", "cloud", "apple", "melon"), ("animals",),
    ),
)  # fmt: skip
"""In the order in which the lessons stand; each later one of an area is harder."""
COUNTED = ("apple", "ball", "cat", "star", "flower", "fish", "bird", "kite")
BELONGING = {
    "seeing": (("apple", "spot-red"), ("tree", "spot-green"), ("sun", "spot-yellow")),
    "words": (("cat", "fish"), ("bird", "tree"), ("key", "house")),
}
"""Pairs that belong together, for an activity in each area but numbers."""


def build_lesson(skill: PlannedSkill, number: int) -> tuple[str, list[Node]]:
    """Return the title and the blocks of the lesson of a skill with this number, from 0: five activities."""
    pictures = list(islice(cycle(skill.pictures), number, number + 5))
    if skill.area == "numbers":
        things = islice(cycle(COUNTED), number * 3, number * 3 + 3)
        nodes = [_count(picture, pictures, thing) for picture, thing in zip(pictures, things, strict=False)]
        nodes += [_listen(pictures[3], pictures[2:]), _memory(pictures[:3])]
    else:
        nodes = [_listen(picture, pictures) for picture in (pictures[1], pictures[3], pictures[4])]
        nodes.append(_memory(pictures[:3]) if number else _colour())
        nodes.append(_match(BELONGING[skill.area]) if number < LESSONS_OF_SKILL - 1 else _drag(pictures[:2]))
    return f"{skill.name[0]} · {number + 1}", [_block(node) for node in nodes]


def _block(activity: Node) -> Node:
    return {"id": str(uuid4()), "kind": "activity", "files": {}, "activity": activity}


def _items(pictures: Sequence[str]) -> list[Node]:
    return [{"key": picture, "picture": picture} for picture in pictures]


def _count(picture: str, others: Sequence[str], thing: str) -> Node:
    number, *choices = (int(name.removeprefix("number-")) for name in (picture, *others[:4]))
    return _activity("count", "count-them", picture=thing, number=number, choices=sorted(choices))


def _listen(picture: str, pictures: Sequence[str]) -> Node:
    others = [other for other in dict.fromkeys(pictures) if other != picture][:3]
    items = _items(sorted([picture, *others]))
    return _activity("listen_and_choose", "listen-choose", sound=f"word-{picture}", items=items, answer=picture)


def _memory(pictures: Sequence[str]) -> Node:
    return _activity("memory", "find-pairs", items=_items(pictures))


def _match(pairs: Sequence[tuple[str, str]]) -> Node:
    sides = [
        {"left": {"key": f"l-{left}", "picture": left}, "right": {"key": f"r-{right}", "picture": right}}
        for left, right in pairs
    ]
    return _activity("match", "match-pairs", pairs=sides)


def _drag(pictures: Sequence[str]) -> Node:
    """Bring each picture to the same one."""
    targets = [{"key": f"to-{picture}", "picture": picture} for picture in pictures]
    places = {picture: f"to-{picture}" for picture in pictures}
    return _activity("drag", "drag-it", items=_items(pictures), targets=targets, places=places)


def _colour() -> Node:
    return _activity("colour", "colour-it", drawing="flower", colours=["red", "yellow", "green", "blue"])


def _activity(kind: str, instruction: str, **fields: Any) -> Node:
    return {"kind": kind, "instruction": {"sound": instruction}, **fields}
