"""A simulated child of the demo: how it answers, learns and forgets. A simple rule of its own that knows nothing of
tracing and recommending, so the lists have something to find out.

A child has a strength in logits for each skill. A right answer adds more than a wrong one, and what was added halves
each HALF_LIFE days without practice. The chance of a right answer is that of the strength, and a guess beside it.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.kids.activities import kinds
from apps.kids.activities.judging import TRIES_FOR_PAIR, count_options, find_right_response
from apps.kids.activities.kinds import FreeActivity, ScoredActivity
from project.demo.kindergarten.contents import SKILLS

RIGHT_GAIN, WRONG_GAIN = 0.22, 0.10
HALF_LIFE = 25.0
SLIP = 0.04
STEP = 0.7
"""What each later skill of an area is harder than the one before."""


@dataclass(frozen=True)
class Character:
    """What a child is like. `gifts`: by area, in logits. `plays`: the share of days on which it plays. `away`: days of
    the history, from 0, on which it does not.
    """

    ability: float = 0.0
    gifts: Mapping[str, float] = field(default_factory=dict)
    plays: float = 0.45
    away: range = range(0)


CHARACTERS = (
    Character(ability=1.0, plays=0.5),
    Character(ability=0.2, gifts={"numbers": -2.4}, plays=0.55),
    Character(ability=0.5, plays=0.5, away=range(32, 53)),
)
"""Of the first children: one learns fast, one finds counting hard, one is away for three weeks. Others are drawn."""


class Learner:
    """A child while it plays."""

    def __init__(self, place: int, seed: int) -> None:
        self.rng = random.Random(f"kindergarten:{seed}:{place}")  # noqa: S311
        self.character = CHARACTERS[place] if place < len(CHARACTERS) else self._draw()
        self.starts = self._draw_starts()
        self.gained: dict[str, float] = {}
        self.practised: dict[str, date] = {}

    def plays_on(self, number: int) -> bool:
        """Return whether the child plays on the day of the history with this number."""
        return self.rng.random() < self.character.plays and number not in self.character.away

    def answer(
        self, skill: str, activity: ScoredActivity | FreeActivity, *, number: int, has_help: bool, day: date
    ) -> dict[str, Any]:
        """Return what the child does in its try with this number, and let it learn from it."""
        right = find_right_response(activity)
        if isinstance(activity, kinds.MemoryActivity):
            return {"kind": activity.kind, "tries": self._turn_cards(activity, skill, day)}
        if right is None:
            return {"kind": activity.kind}
        options = count_options(activity)
        guess = 1 / max(2, options - number + 1) if options else 0.1
        is_right = has_help or self.rng.random() < guess + (1 - guess - SLIP) * self._tell_chance(skill, day)
        self._learn(skill, is_right, day)
        return {"kind": activity.kind, **(right if is_right else self._miss(activity, right))}

    def _tell_chance(self, skill: str, day: date) -> float:
        return 1 / (1 + math.exp(-(self.starts[skill] + self._get_gained(skill, day))))

    def _get_gained(self, skill: str, day: date) -> float:
        days = (day - self.practised.get(skill, day)).days
        return self.gained.get(skill, 0.0) * math.exp2(-days / HALF_LIFE)

    def _learn(self, skill: str, is_right: bool, day: date) -> None:
        self.gained[skill] = self._get_gained(skill, day) + (RIGHT_GAIN if is_right else WRONG_GAIN)
        self.practised[skill] = day

    def _turn_cards(self, activity: kinds.MemoryActivity, skill: str, day: date) -> list[list[str]]:
        """Find all pairs, with more tries where the child knows less."""
        keys = [item.key for item in activity.items]
        good = self.rng.random() < 0.35 + 0.6 * self._tell_chance(skill, day)
        self._learn(skill, good, day)
        misses = self.rng.randint(0, len(keys)) if good else TRIES_FOR_PAIR * len(keys)
        return [[keys[0], keys[1]]] * misses + [[key, key] for key in keys]

    def _miss(self, activity: ScoredActivity | FreeActivity, right: Mapping[str, Any]) -> dict[str, Any]:
        match activity:
            case kinds.ListenActivity():
                return {"key": self.rng.choice([item.key for item in activity.items if item.key != right["key"]])}
            case kinds.CountActivity():
                return {"number": self.rng.choice([each for each in activity.choices if each != right["number"]])}
            case kinds.DragActivity():
                return {"places": _turn(right["places"])}
            case kinds.MatchActivity():
                return {"pairs": _turn(right["pairs"])}
        return {"keys": []}

    def _draw(self) -> Character:
        gifts = {area: self.rng.gauss(0, 0.7) for area in ("numbers", "seeing", "words")}
        return Character(ability=self.rng.gauss(0.2, 0.7), gifts=gifts, plays=self.rng.uniform(0.3, 0.55))

    def _draw_starts(self) -> dict[str, float]:
        starts, steps = {}, dict.fromkeys(self.character.gifts, 0)
        for skill in SKILLS:
            step = steps.get(skill.area, 0)
            steps[skill.area] = step + 1
            gift = self.character.gifts.get(skill.area, 0.0)
            starts[skill.code] = self.character.ability + gift - STEP * step + self.rng.gauss(0, 0.3)
        return starts


def _turn(places: Mapping[str, str]) -> dict[str, str]:
    """Return the same keys, each with the value of the next one."""
    values = list(places.values())
    return dict(zip(places, [*values[1:], values[0]], strict=True))
