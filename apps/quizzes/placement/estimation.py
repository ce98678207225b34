"""The ability of a learner under the Rasch model, by Warm's weighted likelihood.

The chance of a right answer is p = 1 / (1 + exp(difficulty - ability)), both in logits; guessing is not modelled. With
x = 1 for a right answer and 0 for a wrong one, the estimate solves

    Σ(x - p) + J / 2I = 0,    I = Σ p(1 - p),    J = Σ p(1 - p)(1 - 2p).

Warm, T. A. (1989). Weighted likelihood estimation of ability in item response theory. Psychometrika, 54, 427-450.
Other than maximum likelihood it is finite when all answers are right or all are wrong.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

PRECISION = 1e-7
"""How exactly, in logits, the equation is solved."""
INTERVAL_SHARE = 0.9
_INTERVAL_FACTOR = NormalDist().inv_cdf((1 + INTERVAL_SHARE) / 2)


@dataclass(frozen=True)
class Estimate:
    """An ability and its standard error, in logits. Without an answer: 0 with an infinite error."""

    ability: float
    standard_error: float

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds between which the true ability lies with a chance of INTERVAL_SHARE."""
        half = _INTERVAL_FACTOR * self.standard_error
        return self.ability - half, self.ability + half


def compute_chance(ability: float, difficulty: float) -> float:
    """Return the chance of a right answer."""
    return 1 / (1 + math.exp(difficulty - ability))


def compute_information(ability: float, difficulties: Iterable[float]) -> float:
    """Return Fisher's information of a test with these items about an ability: 1 / variance, in logits⁻²."""
    chances = [compute_chance(ability, difficulty) for difficulty in difficulties]
    return sum(chance * (1 - chance) for chance in chances)


def estimate(responses: Sequence[tuple[float, bool]]) -> Estimate:
    """Estimate the ability from the difficulty of each item and whether its answer was right.

    The standard error is 1 / √I at the estimate.
    """
    if not responses:
        return Estimate(0.0, math.inf)
    difficulties = [difficulty for difficulty, _ in responses]
    score = sum(right for _, right in responses)
    # There Σp, or Σ(1 - p), is at most exp(-3), and J / 2I is nearly ± 1/2: the equation has a root between these ends.
    margin = math.log(len(responses)) + 3
    low, high = min(difficulties) - margin, max(difficulties) + margin
    while high - low > PRECISION:
        ability = (low + high) / 2
        expected = information = skew = 0.0
        for difficulty in difficulties:
            chance = 1 / (1 + math.exp(difficulty - ability))
            share = chance * (1 - chance)
            expected += chance
            information += share
            skew += share * (1 - 2 * chance)
        if score - expected + skew / (2 * information) > 0:
            low = ability
        else:
            high = ability
    ability = (low + high) / 2
    return Estimate(ability, compute_information(ability, difficulties) ** -0.5)
