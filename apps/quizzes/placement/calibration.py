"""Difficulties of items from real answers: marginal maximum likelihood under the Rasch model, by the EM algorithm.

Bock, R. D., & Aitkin, M. (1981). Marginal maximum likelihood estimation of item parameters. Psychometrika, 46, 443-459.
The distribution of abilities is estimated too, as weights of NODES. Which items an adaptive test asks depends on the
answers before; marginal likelihood may ignore that, conditional and pairwise likelihood may not (Eggen, T. J. H. M., &
Verhelst, N. D. (2011). Item calibration in incomplete testing designs. Psicológica, 32, 107-132).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

MIN_ANSWERS = 200
"""Items with fewer answers keep their difficulty."""
DRIFT = 0.5
"""A change of a difficulty, in logits, that is listed when it is also more than its error explains."""
NODES = tuple(node / 2.5 for node in range(-15, 16))
"""Abilities, in logits, at which the distribution has its weights."""
_TOLERANCE = 1e-4
_MAX_ROUNDS = 500
_Person = Sequence[tuple[UUID, bool]]


class NothingToCalibrate(ValueError):
    """No anchored item has enough answers: there is no scale to put new difficulties on."""


@dataclass(frozen=True, kw_only=True)
class CalibratedItem:
    """An item with its old and new difficulty and the standard error of the new one, in logits."""

    id: UUID
    answers: int
    old: float
    new: float
    standard_error: float

    @property
    def change(self) -> float:
        """The new difficulty less the old one."""
        return self.new - self.old

    @property
    def has_drifted(self) -> bool:
        """Whether the change is DRIFT or more and lies outside of the 95 % interval."""
        return abs(self.change) >= max(DRIFT, 1.96 * self.standard_error)


def calibrate(
    persons: Sequence[_Person], difficulties: Mapping[UUID, float], *, anchors: Collection[UUID]
) -> list[CalibratedItem]:
    """Estimate the difficulties of all items with MIN_ANSWERS answers or more, right and wrong ones among them; those
    that changed most first.

    `persons`: the answers of each person, as item and whether it was right. `difficulties`: the present ones, of all
    items that were answered. The mean difficulty of the `anchors` with enough answers stays as it is, which fixes the
    scale. Raise NothingToCalibrate when there are none.
    """
    answers = Counter(item for person in persons for item, _ in person)
    rights = Counter(item for person in persons for item, right in person if right)
    # Without a right or without a wrong answer a difficulty has no finite estimate.
    free = [item for item, count in answers.items() if count >= MIN_ANSWERS and 0 < rights[item] < count]
    fixing = [item for item in free if item in set(anchors)]
    if not fixing:
        raise NothingToCalibrate
    held = sum(difficulties[item] for item in fixing)
    new, weights = dict(difficulties), [1 / len(NODES)] * len(NODES)
    for _round in range(_MAX_ROUNDS):
        chances = _compute_chances(new, answers)
        posteriors = _compute_posteriors(persons, chances, weights)
        weights = [sum(column) / len(persons) for column in zip(*posteriors, strict=True)]
        present = _sum_by_item(persons, posteriors)
        steps = {item: _find_step(present[item], chances[item], rights[item]) for item in free}
        new.update({item: new[item] + step for item, step in steps.items()})
        shift = (held - sum(new[item] for item in fixing)) / len(fixing)
        new.update({item: new[item] + shift for item in free})
        if max(abs(step + shift) for step in steps.values()) < _TOLERANCE:
            break
    errors = _compute_errors(persons, posteriors, chances)
    calibrated = [
        CalibratedItem(
            id=item, answers=answers[item], old=difficulties[item], new=new[item], standard_error=errors[item]
        )
        for item in free
    ]
    return sorted(calibrated, key=lambda item: -abs(item.change))


def find_drift(items: Iterable[CalibratedItem]) -> list[CalibratedItem]:
    """Return the items whose difficulty is not what it was."""
    return [item for item in items if item.has_drifted]


def _compute_chances(difficulties: Mapping[UUID, float], items: Iterable[UUID]) -> dict[UUID, list[float]]:
    """Return for each item the chance of a right answer at each node."""
    return {item: [1 / (1 + math.exp(difficulties[item] - node)) for node in NODES] for item in items}


def _compute_posteriors(
    persons: Sequence[_Person], chances: Mapping[UUID, list[float]], weights: Sequence[float]
) -> list[list[float]]:
    """Return for each person the probability of each node, given the answers."""
    logs = {
        (item, right): [math.log(chance if right else 1 - chance) for chance in row]
        for item, row in chances.items()
        for right in (True, False)
    }
    prior = [math.log(max(weight, 1e-300)) for weight in weights]
    posteriors = []
    for person in persons:
        sums = [sum(column) for column in zip(prior, *(logs[answer] for answer in person), strict=True)]
        highest = max(sums)
        likelihoods = [math.exp(value - highest) for value in sums]
        total = sum(likelihoods)
        posteriors.append([value / total for value in likelihoods])
    return posteriors


def _sum_by_item(persons: Sequence[_Person], posteriors: Sequence[list[float]]) -> dict[UUID, list[float]]:
    """Return for each item how many of those who answered it are expected at each node."""
    rows: defaultdict[UUID, list[list[float]]] = defaultdict(list)
    for person, posterior in zip(persons, posteriors, strict=True):
        for item, _ in person:
            rows[item].append(posterior)
    return {item: [sum(column) for column in zip(*found, strict=True)] for item, found in rows.items()}


def _find_step(present: Sequence[float], chances: Sequence[float], rights: int) -> float:
    """Return one step of Newton's method, at most one logit, to where `rights` right answers are expected."""
    expected = sum(count * chance for count, chance in zip(present, chances, strict=True))
    slope = sum(count * chance * (1 - chance) for count, chance in zip(present, chances, strict=True))
    return max(-1.0, min(1.0, (expected - rights) / slope))


def _compute_errors(
    persons: Sequence[_Person], posteriors: Sequence[list[float]], chances: Mapping[UUID, list[float]]
) -> dict[UUID, float]:
    """Return the standard error of each difficulty, the others held: 1 / √ of the sum of squared scores."""
    information: defaultdict[UUID, float] = defaultdict(float)
    for person, posterior in zip(persons, posteriors, strict=True):
        for item, right in person:
            expected = sum(map(float.__mul__, posterior, chances[item]))
            information[item] += (right - expected) ** 2
    return {item: value**-0.5 for item, value in information.items()}
