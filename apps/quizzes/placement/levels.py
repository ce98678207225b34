"""Levels A1 to C2 from an ability, with the chance of each, and the items that decided."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import inf
from statistics import NormalDist

from apps.quizzes.placement.estimation import Estimate
from apps.quizzes.placement.selection import PlacementItem
from apps.quizzes.questions.drafts import LEVELS

CUTS: Mapping[str, float] = {"A2": -2.0, "B1": -1.0, "B2": 0.0, "C1": 1.0, "C2": 2.0}
"""The ability in logits at which a level begins; A1 has no beginning. Provisional: no standard setting stands behind
them, and they hold for the scale of the starter bank.
"""


def find_level(ability: float) -> str:
    """Return the level of an ability; at a cut it is the higher one."""
    return ([LEVELS[0]] + [level for level, cut in CUTS.items() if ability >= cut])[-1]


def compute_level_chances(estimate: Estimate) -> dict[str, float]:
    """Return the chance of each level when the error of the estimate is normal; they add up to 1."""
    if estimate.standard_error == inf:
        return dict.fromkeys(LEVELS, 1 / len(LEVELS))
    error = NormalDist(estimate.ability, estimate.standard_error)
    below = [0.0, *(error.cdf(cut) for cut in CUTS.values()), 1.0]
    return {level: high - low for level, (low, high) in zip(LEVELS, pairwise(below), strict=True)}


def find_deciding_items(asked: Iterable[PlacementItem], ability: float, *, count: int = 5) -> list[PlacementItem]:
    """Return the items that tell most at the cut nearest to the ability, the most informative first."""
    cut = min(CUTS.values(), key=lambda place: abs(place - ability))
    return sorted(asked, key=lambda item: abs(item.difficulty - cut))[:count]
