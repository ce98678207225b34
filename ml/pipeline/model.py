"""A logistic regression of the next answer: right or wrong. Knows no database.

    P(right) = 1 / (1 + exp(-w·x)),   w = argmin  -Σ log P(label) + L2/2 · |w without its first|²

found by Newton's method (Hastie, Tibshirani & Friedman (2009). The Elements of Statistical Learning, 4.4.1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

NAMES = ("one", "recent", "practice", "rights", "pause", "question", "guess")
L2 = 1.0
STEPS = 50
ENOUGH = 1e-9
PAUSE_DAYS = 7.0
EDGE = 0.02
"""Shares are at least so far from 0 and 1 in a logit."""


@dataclass(frozen=True)
class Situation:
    """What is known before an answer, as a row of `student_ml_dataset` has it."""

    answers_before: int
    rights_before: int
    recent_share_right: float
    days_since_last: int | None
    question_share_right: float
    guess: float


@dataclass(frozen=True)
class Figures:
    """How good predictions are: `baseline` is the log loss of always saying the mean of what was learnt from. `auc` is
    None where all answers were the same.
    """

    answers: int
    log_loss: float
    baseline: float
    auc: float | None


def build_features(situations: Sequence[Situation]) -> Floats:
    """Return a row of numbers for each situation, in the order of NAMES."""
    rows = [
        (
            1.0,
            _logit(one.recent_share_right),
            math.log1p(one.answers_before),
            _logit((one.rights_before + 1) / (one.answers_before + 2)),
            0.0 if one.days_since_last is None else math.exp(-max(0, one.days_since_last) / PAUSE_DAYS),
            _logit(one.question_share_right),
            one.guess,
        )
        for one in situations
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def fit(features: Floats, labels: Floats) -> Floats:
    """Return the weights. The same arguments give the same weights; without rows they are zero."""
    weights = np.zeros(len(NAMES))
    penalty = np.full(len(NAMES), L2)
    penalty[0] = ENOUGH
    for _step in range(STEPS):
        chances = predict(weights, features)
        gradient = features.T @ (chances - labels) + penalty * weights
        curvature = features.T @ (features * (chances * (1 - chances))[:, None]) + np.diag(penalty)
        change = np.linalg.solve(curvature, gradient)
        # Newton's step may be too long at first, where nearly all labels are the same.
        weights = weights - change * min(1.0, 2.0 / (ENOUGH + float(np.abs(change).max())))
        if float(np.abs(change).max()) < ENOUGH:
            break
    return weights


def predict(weights: Floats, features: Floats) -> Floats:
    """Return the chance of a right answer for each row, never 0 or 1."""
    odds = np.clip(features @ weights, -30, 30)
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def measure(chances: Floats, labels: Floats, *, mean: float) -> Figures | None:
    """Return how good the chances are for these labels; None without any. `mean`: of the labels of the others."""
    if not len(labels):
        return None
    return Figures(
        answers=len(labels),
        log_loss=_compute_log_loss(chances, labels),
        baseline=_compute_log_loss(np.full(len(labels), min(1 - EDGE, max(EDGE, mean))), labels),
        auc=_compute_auc(chances, labels),
    )


def _logit(share: float) -> float:
    bounded = min(1 - EDGE, max(EDGE, share))
    return math.log(bounded / (1 - bounded))


def _compute_log_loss(chances: Floats, labels: Floats) -> float:
    return float(-np.mean(np.where(labels > 0, np.log(chances), np.log(1 - chances))))


def _compute_auc(chances: Floats, labels: Floats) -> float | None:
    """Return the chance that a right answer was predicted above a wrong one; a tie counts half."""
    right, wrong = np.sort(chances[labels > 0]), np.sort(chances[labels <= 0])
    if not len(right) or not len(wrong):
        return None
    below = np.searchsorted(wrong, right, side="left") + np.searchsorted(wrong, right, side="right")
    return float(below.sum() / (2 * len(right) * len(wrong)))
