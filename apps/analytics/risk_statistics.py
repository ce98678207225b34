"""Statistics of the model of who may leave: fit, area under the curve, bootstrap, calibration. Plain Python: the
platform has no numerical library where speech is not installed, and six numbers of a pupil need none.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from random import Random

Row = Sequence[float]
PENALTY = 1.0
"""L2, of the weights of standardised features; the intercept is not penalised."""
ROUNDS = 50
SETTLED = 1e-8
DRAWS = 1000
BINS = 10


@dataclass(frozen=True)
class Logistic:
    """A logistic regression: `intercept`, and the mean, the standard deviation and the weight of each feature."""

    intercept: float
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[float, ...]

    def predict(self, row: Row) -> float:
        """Return the probability of a row."""
        return _squash(self.intercept + sum(self.list_contributions(row)))

    def list_contributions(self, row: Row) -> list[float]:
        """Return what each feature adds to the log odds of a row, against a row in which all are average."""
        parts = zip(row, self.means, self.deviations, self.weights, strict=True)
        return [weight * (value - mean) / deviation for value, mean, deviation, weight in parts]


@dataclass(frozen=True)
class CalibrationBin:
    """Rows of neighbouring probabilities: how many, their mean probability, and the share that happened."""

    count: int
    predicted: float
    happened: float


@dataclass(frozen=True)
class Difference:
    """Areas under the curve of two scores on the same rows, and the 95 % bootstrap interval of their difference."""

    first: float
    second: float
    low: float
    high: float


def fit_logistic(rows: Sequence[Row], outcomes: Sequence[bool]) -> Logistic:
    """Fit by Newton's method. A feature that never differs gets the weight 0."""
    count, width = len(rows), len(rows[0])
    means = [sum(row[place] for row in rows) / count for place in range(width)]
    deviations = [sqrt(sum((row[place] - means[place]) ** 2 for row in rows) / count) or 1.0 for place in range(width)]
    inputs = [
        (1.0, *((value - mean) / deviation for value, mean, deviation in zip(row, means, deviations, strict=True)))
        for row in rows
    ]
    weights = [0.0] * (width + 1)
    for _round in range(ROUNDS):
        step = _find_step(inputs, outcomes, weights)
        weights = [weight + part for weight, part in zip(weights, step, strict=True)]
        if max(abs(part) for part in step) < SETTLED:
            break
    return Logistic(weights[0], tuple(means), tuple(deviations), tuple(weights[1:]))


def get_area_under_curve(scores: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Return how often a row that happened has the higher score than one that did not; ties count a half."""
    ranked = _rank(scores)
    return _get_area(ranked, outcomes, [1] * len(outcomes))


def compare_areas(
    first: Sequence[float], second: Sequence[float], outcomes: Sequence[bool], people: Sequence[object], *, seed: int
) -> Difference:
    """Compare two scores of the same rows. The bootstrap draws people with all their rows, as those depend on each
    other; the interval is that of the percentiles.
    """
    numbers = {person: number for number, person in enumerate(dict.fromkeys(people))}
    owners = [numbers[person] for person in people]
    ranks = _rank(first), _rank(second)
    chance, drawn = Random(seed), []  # noqa: S311  repeatable, no secret
    for _draw in range(DRAWS):
        times = [0] * len(numbers)
        for number in chance.choices(range(len(numbers)), k=len(numbers)):
            times[number] += 1
        counts = [times[owner] for owner in owners]
        happened = sum(count for count, outcome in zip(counts, outcomes, strict=True) if outcome)
        if 0 < happened < sum(counts):
            drawn.append(_get_area(ranks[0], outcomes, counts) - _get_area(ranks[1], outcomes, counts))
    drawn.sort()
    whole = [1] * len(outcomes)
    low, high = (drawn[int(share * (len(drawn) - 1))] for share in (0.025, 0.975)) if drawn else (0.0, 0.0)
    return Difference(_get_area(ranks[0], outcomes, whole), _get_area(ranks[1], outcomes, whole), low, high)


def build_calibration(probabilities: Sequence[float], outcomes: Sequence[bool]) -> list[CalibrationBin]:
    """Return ten bins of the same number of rows, by probability."""
    ordered = sorted(zip(probabilities, outcomes, strict=True), key=lambda pair: pair[0])
    edges = [round(len(ordered) * number / BINS) for number in range(BINS + 1)]
    parts = [ordered[first:last] for first, last in zip(edges, edges[1:], strict=False) if last > first]
    return [
        CalibrationBin(
            len(part),
            sum(probability for probability, _outcome in part) / len(part),
            sum(outcome for _probability, outcome in part) / len(part),
        )
        for part in parts
    ]


def get_calibration_error(bins: Sequence[CalibrationBin]) -> float:
    """Return the expected calibration error: the mean distance of bins from the truth, by their rows.

    Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015; with bins of
    the same number of rows, as Nguyen, O'Connor: Posterior Calibration and Exploratory Analysis for Natural Language
    Processing Models, EMNLP 2015.
    """
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.predicted - one.happened) for one in bins) / total


def _squash(value: float) -> float:
    return 1 / (1 + exp(-value)) if value >= 0 else exp(value) / (1 + exp(value))


def _find_step(inputs: Sequence[Row], outcomes: Sequence[bool], weights: Sequence[float]) -> list[float]:
    """Return Newton's step of the penalised likelihood."""
    width = len(weights)
    slope = [0.0] + [-PENALTY * weight for weight in weights[1:]]
    curve = [[PENALTY if row == column and row else 0.0 for column in range(width)] for row in range(width)]
    for values, outcome in zip(inputs, outcomes, strict=True):
        chance = _squash(sum(value * weight for value, weight in zip(values, weights, strict=True)))
        missing, spread = outcome - chance, chance * (1 - chance)
        for row in range(width):
            slope[row] += missing * values[row]
            part, line = spread * values[row], curve[row]
            for column in range(row + 1):
                line[column] += part * values[column]
    for row in range(width):
        for column in range(row):
            curve[column][row] = curve[row][column]
    curve[0][0] += 1e-9  # one outcome only: the intercept has no end
    return _solve(curve, slope)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a positive definite system by elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for place, pivot in enumerate(rows):
        for lower in rows[place + 1 :]:
            share = lower[place] / pivot[place]
            for column in range(place, len(pivot)):
                lower[column] -= share * pivot[column]
    found = [0.0] * len(rows)
    for place in reversed(range(len(rows))):
        known = sum(rows[place][column] * found[column] for column in range(place + 1, len(rows)))
        found[place] = (rows[place][-1] - known) / rows[place][place]
    return found


def _rank(scores: Sequence[float]) -> list[list[int]]:
    """Return the places of rows by score, those of the same score together."""
    places: dict[float, list[int]] = defaultdict(list)
    for place, score in enumerate(scores):
        places[score].append(place)
    return [places[score] for score in sorted(places)]


def _get_area(ranked: Sequence[Sequence[int]], outcomes: Sequence[bool], counts: Sequence[int]) -> float:
    below = won = happened = 0.0
    for places in ranked:
        good = bad = 0
        for place in places:
            if outcomes[place]:
                good += counts[place]
            else:
                bad += counts[place]
        won += good * (below + bad / 2)
        below += bad
        happened += good
    return won / (happened * below) if happened and below else 0.5
