"""How hard an item is, and how that enters the tracing of a skill.

The share of right answers is smoothed towards that of the skill as if PRIOR_ANSWERS more had come with it. Its
distance from the skill in logits is the difficulty: 0 is middling, above is harder. From MIN_ANSWERS answers on, the
difficulty is that of the Rasch model (Rasch, G. (1960). Probabilistic models for some intelligence and attainment
tests), estimated as for placement tests: other than shares it does not mind whether strong or weak children answered.
The model takes an ability as lasting, so the first answer of each child to each item is what to give.

In tracing, the difficulty d moves both chances of a right answer by the same logits, as in the Rasch model:

    logit(1 - S') = logit(1 - S) - d,    logit(G') = logit(G) - d.

So a wrong answer lowers P less at a harder item, and a right one raises it more, wherever S + G is below 1. The d is
cut where S' or G' would pass the bounds of tracing, and not S' and G' themselves, so that this stays true at the cut.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.kids.mastery.tracing import MAX_GUESS, MAX_SLIP, ItemChances
from apps.quizzes.placement.calibration import MIN_ANSWERS, NothingToCalibrate, calibrate

PRIOR_ANSWERS = 10
"""Answers that the skill's share weighs in the share of an item."""
_EDGE = 0.01
"""Shares are at least so far from 0 and 1 in a logit."""


@dataclass(frozen=True, kw_only=True)
class ItemDifficulty:
    """How hard an item is in its skill.

    `share`: of right answers, smoothed. `difficulty`: in logits, 0 is middling. `is_rasch`: whether the Rasch model
    tells it, and not the share.
    """

    answers: int
    share: float
    difficulty: float
    is_rasch: bool


def smooth_share(rights: int, answers: int, *, share: float) -> float:
    """Return the share of right answers as if PRIOR_ANSWERS more had come with the given `share`."""
    return (rights + PRIOR_ANSWERS * share) / (answers + PRIOR_ANSWERS)


def estimate_difficulties(children: Sequence[Sequence[tuple[UUID, bool]]]) -> dict[UUID, ItemDifficulty]:
    """Estimate the difficulty of each answered item of one skill.

    `children`: the first answers of each child, as item and whether it was right.
    """
    answers = Counter(item for child in children for item, _ in child)
    rights = Counter(item for child in children for item, right in child if right)
    if not answers:
        return {}
    skill_share = (rights.total() + 0.5) / (answers.total() + 1)
    shares = {item: smooth_share(rights[item], count, share=skill_share) for item, count in answers.items()}
    by_share = {item: get_logit(skill_share) - get_logit(share) for item, share in shares.items()}
    by_rasch = _calibrate(children, by_share, answers)
    return {
        item: ItemDifficulty(
            answers=count, share=shares[item], difficulty=by_rasch.get(item, by_share[item]), is_rasch=item in by_rasch
        )
        for item, count in answers.items()
    }


def _calibrate(
    children: Sequence[Sequence[tuple[UUID, bool]]], difficulties: Mapping[UUID, float], answers: Mapping[UUID, int]
) -> dict[UUID, float]:
    """Return the Rasch difficulties of items with enough answers; their mean stays that of the shares."""
    anchors = [item for item, count in answers.items() if count >= MIN_ANSWERS]
    try:
        return {item.id: item.new for item in calibrate(children, difficulties, anchors=anchors)}
    except NothingToCalibrate:
        return {}


def apply_difficulty(chances: ItemChances, difficulty: float) -> ItemChances:
    """Return slip and guess of a middling item as they are at an item of this difficulty, in logits."""
    if chances.slip:
        difficulty = min(difficulty, get_logit(MAX_SLIP) - get_logit(chances.slip))
    if chances.guess:
        difficulty = max(difficulty, get_logit(chances.guess) - get_logit(MAX_GUESS))
    return ItemChances(
        slip=min(MAX_SLIP, _move(chances.slip, difficulty)), guess=min(MAX_GUESS, _move(chances.guess, -difficulty))
    )


def get_logit(share: float) -> float:
    """Return the log of the odds of a share, which is kept _EDGE away from 0 and 1."""
    share = min(1 - _EDGE, max(_EDGE, share))
    return math.log(share / (1 - share))


def _move(chance: float, logits: float) -> float:
    """Return a chance whose odds are multiplied by e to the power of `logits`. 0 stays 0."""
    odds = chance * math.exp(logits)
    return odds / (1 - chance + odds)
