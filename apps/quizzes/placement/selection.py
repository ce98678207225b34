"""Which item comes next, and when the test ends.

The next item is drawn from the CANDIDATES most informative ones of the skill that is furthest behind its share
(Kingsbury, G. G., & Zara, A. R. (1989). Procedures for selecting items for computerized adaptive tests. Applied
Measurement in Education, 2, 359-375). Of Rasch items those are the ones whose difficulty is nearest to the ability.
"""

import heapq
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.quizzes.placement.estimation import Estimate

SKILL_SHARES: Mapping[str, float] = {"grammar": 0.3, "vocabulary": 0.3, "reading": 0.2, "listening": 0.2}
"""The skills that count into the estimate, with their shares of a test. Speaking stands beside the estimate."""
SPEAKING = "speaking"
CANDIDATES = 5
MAX_ITEMS = 20
MAX_STANDARD_ERROR = 0.45
"""In logits. 20 Rasch items cannot do better than √(4 / 20) = .447."""


@dataclass(frozen=True, kw_only=True)
class PlacementItem:
    """What the choice of an item needs: its question, its difficulty in logits, and its skill (one of SKILLS)."""

    id: UUID
    difficulty: float
    skill: str


def select_next(
    bank: Iterable[PlacementItem], asked: Sequence[PlacementItem], estimate: Estimate, *, seed: int
) -> PlacementItem | None:
    """Return the next item that counts, or None when the test is over.

    It is over at a standard error of MAX_STANDARD_ERROR, after MAX_ITEMS items, and when no item is left. `asked`: the
    items of SKILL_SHARES so far. `estimate` comes from their answers. The same arguments give the same item.
    """
    if estimate.standard_error <= MAX_STANDARD_ERROR or len(asked) >= MAX_ITEMS:
        return None
    counts = Counter(item.skill for item in asked)
    lag = {skill: share * (len(asked) + 1) - counts[skill] for skill, share in SKILL_SHARES.items()}
    left = _find_left(bank, asked)
    skills = {item.skill for item in left} & lag.keys()
    if not skills:
        return None
    behind = max((skill for skill in SKILL_SHARES if skill in skills), key=lag.__getitem__)
    return _draw(left, behind, estimate.ability, f"{seed}:{len(asked)}")


def select_speaking(
    bank: Iterable[PlacementItem], asked: Sequence[PlacementItem], estimate: Estimate, *, seed: int
) -> PlacementItem | None:
    """Return a speaking item near the ability, or None when none is left. Its score does not count into an estimate."""
    left = _find_left(bank, asked)
    return _draw(left, SPEAKING, estimate.ability, f"{seed}:{SPEAKING}:{len(asked)}")


def _find_left(bank: Iterable[PlacementItem], asked: Iterable[PlacementItem]) -> list[PlacementItem]:
    used = {item.id for item in asked}
    return [item for item in bank if item.id not in used]


def _draw(items: Iterable[PlacementItem], skill: str, ability: float, seed: str) -> PlacementItem | None:
    candidates = heapq.nsmallest(
        CANDIDATES, (item for item in items if item.skill == skill), key=lambda item: abs(item.difficulty - ability)
    )
    return random.Random(seed).choice(candidates) if candidates else None  # noqa: S311 - no secret
