"""The parameters of a skill from real answers, by the EM algorithm, with a held-out part.

Knowledge tracing is a hidden Markov model with two states, of which the known one is not left. Each round takes the
probabilities of the states given all answers of a child (forward and backward; Rabiner, L. R. (1989). A tutorial on
hidden Markov models. Proceedings of the IEEE, 77, 257-286), and sets each parameter to its expected share. Slip stays
at most .3 and guess at most .5: a share that lies outside is set to the bound, which is the best value within it.
Parameters of knowledge tracing may fit equally well and mean different things (Beck, J. E., & Chang, K. (2007).
Identifiability: a fundamental problem of student modeling. UM, 137-146): hence the bounds and several starts.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from apps.kids.mastery.tracing import DEFAULTS, MAX_GUESS, MAX_SLIP, MIN_GUESS, SkillParameters

HELD_OUT = 5
"""One child of so many is held out, chosen by its id: the same in every fit."""
MIN_HELD_OUT_CHILDREN = 20
"""With fewer, a better log loss may be chance."""
STARTS = ((0.25, 0.15, 0.10, 0.20), (0.50, 0.05, 0.05, 0.30), (0.10, 0.30, 0.20, 0.10))
"""Initial, learn, slip and guess from which the rounds begin; the best end is taken."""
_LOWEST = np.array([0.01, 0.005, 0.01, MIN_GUESS])
_HIGHEST = np.array([0.99, 0.99, MAX_SLIP, MAX_GUESS])
_TOLERANCE = 1e-7
_MAX_ROUNDS = 1000
_Matrix = NDArray[np.float64]


class TooFewChildren(ValueError):
    """Not enough children answered to learn from some and try the result on others."""


@dataclass(frozen=True)
class SkillAnswer:
    """One answer of a child. `options`: of the item, None without."""

    is_right: bool
    options: int | None
    on: date


@dataclass(frozen=True, kw_only=True)
class FittedSkill:
    """The result of a fit.

    `parameters`: those to use, which are the defaults unless `is_kept`. `fitted`: what the fit ended with. Log losses
    are means over the held-out answers, of predictions before each answer. `first_on`, `last_on`: the span of the
    answers, held-out ones included.
    """

    parameters: SkillParameters
    is_kept: bool
    fitted: SkillParameters
    first_on: date
    last_on: date
    children: int
    answers: int
    held_out_children: int
    held_out_answers: int
    log_loss: float
    default_log_loss: float


@dataclass(frozen=True)
class _Answers:
    """Answers of many children: one row a child, filled up to the longest. `guesses`: by the options of the items."""

    rights: NDArray[np.bool_]
    is_given: NDArray[np.bool_]
    guesses: _Matrix

    @property
    def count(self) -> int:
        return int(self.is_given.sum())


def fit_skill(sequences: Mapping[UUID, Sequence[SkillAnswer]]) -> FittedSkill:
    """Fit a skill to the answers of each child, in their order, and keep the result only where it predicts better.

    Better is a lower log loss on the held-out children than that of DEFAULTS. Raise TooFewChildren.
    """
    answered = {child: answers for child, answers in sequences.items() if answers}
    held_out = {child for child in answered if is_held_out(child)}
    if min(len(held_out), len(answered) - len(held_out)) < MIN_HELD_OUT_CHILDREN:
        raise TooFewChildren
    learnt_from = _pack([answers for child, answers in answered.items() if child not in held_out])
    tried_on = _pack([answered[child] for child in held_out])
    fitted = _fit(learnt_from)
    log_loss = _compute_log_loss(tried_on, _to_array(fitted), np.full(tried_on.rights.shape, fitted.guess))
    default_log_loss = _compute_log_loss(tried_on, _to_array(DEFAULTS), tried_on.guesses)
    is_kept = log_loss < default_log_loss
    days = [answer.on for answers in answered.values() for answer in answers]
    return FittedSkill(
        parameters=fitted if is_kept else DEFAULTS,
        is_kept=is_kept,
        fitted=fitted,
        first_on=min(days),
        last_on=max(days),
        children=len(answered) - len(held_out),
        answers=learnt_from.count,
        held_out_children=len(held_out),
        held_out_answers=tried_on.count,
        log_loss=log_loss,
        default_log_loss=default_log_loss,
    )


def is_held_out(child: UUID) -> bool:
    """Whether a child's answers are kept for the trial of a fit."""
    return hashlib.sha256(child.bytes).digest()[0] % HELD_OUT == 0


def fit_parameters(sequences: Sequence[Sequence[SkillAnswer]]) -> SkillParameters:
    """Return the parameters under which these answers are likeliest, within the bounds."""
    return _fit(_pack(sequences))


def compute_log_loss(sequences: Sequence[Sequence[SkillAnswer]], parameters: SkillParameters) -> float:
    """Return the mean of -ln of the chance that was given to each answer before it came."""
    answers = _pack(sequences)
    guesses = answers.guesses if parameters.guess is None else np.full(answers.rights.shape, parameters.guess)
    return _compute_log_loss(answers, _to_array(parameters), guesses)


def _pack(sequences: Sequence[Sequence[SkillAnswer]]) -> _Answers:
    shape = (len(sequences), max(map(len, sequences)))
    answers = _Answers(np.zeros(shape, np.bool_), np.zeros(shape, np.bool_), np.full(shape, MIN_GUESS))
    for row, sequence in enumerate(sequences):
        answers.rights[row, : len(sequence)] = [answer.is_right for answer in sequence]
        answers.is_given[row, : len(sequence)] = True
        answers.guesses[row, : len(sequence)] = [DEFAULTS.get_chances(answer.options).guess for answer in sequence]
    return answers


def _to_array(parameters: SkillParameters) -> _Matrix:
    """Return initial, learn, slip and guess; the last is 0 where it goes by options."""
    return np.array([parameters.initial, parameters.learn, parameters.slip, parameters.guess or 0.0])


def _fit(answers: _Answers) -> SkillParameters:
    ends = [_climb(answers, np.array(start)) for start in STARTS]
    values, _loss = min(ends, key=lambda end: end[1])
    initial, learn, slip, guess = map(float, values)
    return SkillParameters(initial=initial, learn=learn, slip=slip, guess=guess)


def _climb(answers: _Answers, values: _Matrix) -> tuple[_Matrix, float]:
    """Return where the rounds from a start end, and the log loss there."""
    loss = np.inf
    for _round in range(_MAX_ROUNDS):
        before, after, right_chances = _go_forward(answers, values, np.full(answers.rights.shape, values[3]))
        now = _get_loss(answers, right_chances)
        if loss - now < _TOLERANCE:
            break
        loss = now
        values = np.clip(_improve(answers, values, before, after), _LOWEST, _HIGHEST)
    return values, float(now)


def _go_forward(answers: _Answers, values: _Matrix, guesses: _Matrix) -> tuple[_Matrix, _Matrix, _Matrix]:
    """Return for each answer the probability of the known state before it (L) and with it (P), and the chance that
    was given to a right answer.
    """
    initial, learn, slip = values[:3]
    before, after, chances = (np.empty(answers.rights.shape) for _ in range(3))
    known = np.full(len(answers.rights), initial)
    for place in range(answers.rights.shape[1]):
        guess, right = guesses[:, place], answers.rights[:, place]
        before[:, place], chances[:, place] = known, known * (1 - slip) + (1 - known) * guess
        if_known = known * np.where(right, 1 - slip, slip)
        after[:, place] = if_known / (if_known + (1 - known) * np.where(right, guess, 1 - guess))
        known = after[:, place] + (1 - after[:, place]) * learn
    return before, after, chances


def _improve(answers: _Answers, values: _Matrix, before: _Matrix, after: _Matrix) -> _Matrix:
    """Return the expected shares of all four parameters, given all answers."""
    learn, given, rights = values[1], answers.is_given, answers.rights
    smoothed = np.empty_like(after)
    learnt = could_learn = 0.0
    for place in reversed(range(rights.shape[1])):
        smoothed[:, place] = after[:, place]
        if place + 1 == rights.shape[1]:
            continue
        has_next = given[:, place + 1]
        # The known state is not left: who knows it later either knew it, or learnt it here.
        share = smoothed[has_next, place + 1] / before[has_next, place + 1]
        smoothed[has_next, place] = share * after[has_next, place]
        learnt += float((share * (1 - after[has_next, place]) * learn).sum())
        could_learn += float((1 - smoothed[has_next, place]).sum())
    known, unknown = smoothed[given], 1 - smoothed[given]
    return np.array(
        [
            smoothed[:, 0].mean(),
            learnt / could_learn if could_learn else learn,
            (known * ~rights[given]).sum() / known.sum(),
            (unknown * rights[given]).sum() / unknown.sum(),
        ]
    )


def _compute_log_loss(answers: _Answers, values: _Matrix, guesses: _Matrix) -> float:
    return _get_loss(answers, _go_forward(answers, values, guesses)[2])


def _get_loss(answers: _Answers, right_chances: _Matrix) -> float:
    given = answers.is_given
    return float(-np.log(np.where(answers.rights, right_chances, 1 - right_chances)[given]).mean())
