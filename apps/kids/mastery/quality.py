"""How good predicted chances are: log loss and AUC. Knows no database."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

EDGE = 0.001
"""A chance counts as at least so far from 0 and 1, so that one wrong prediction is not infinitely wrong."""


@dataclass(frozen=True)
class Prediction:
    """The chance of a right answer before it was given, and whether it was right."""

    chance: float
    is_right: bool


def compute_log_loss(predictions: Sequence[Prediction]) -> float:
    """Return the mean of -log of the chance that was given to what happened; 0 is perfect. Raise ValueError without
    any.
    """
    if not predictions:
        raise ValueError("nothing was predicted")
    return -sum(map(_get_log_chance, predictions)) / len(predictions)


def compute_auc(predictions: Sequence[Prediction]) -> float | None:
    """Return how often a right answer was predicted above a wrong one, a tie counting half (Hanley & McNeil, 1982).
    None where all answers were right, or all wrong.
    """
    rights = sum(one.is_right for one in predictions)
    wrongs = len(predictions) - rights
    if not rights or not wrongs:
        return None
    ordered, ranks, begin = sorted(predictions, key=lambda one: one.chance), 0.0, 0
    while begin < len(ordered):
        end = begin
        while end < len(ordered) and ordered[end].chance == ordered[begin].chance:
            end += 1
        # All of a tie have the mean of their ranks, counted from 1.
        ranks += (begin + 1 + end) / 2 * sum(one.is_right for one in ordered[begin:end])
        begin = end
    return (ranks - rights * (rights + 1) / 2) / (rights * wrongs)


def _get_log_chance(one: Prediction) -> float:
    chance = min(1 - EDGE, max(EDGE, one.chance))
    return math.log(chance if one.is_right else 1 - chance)
