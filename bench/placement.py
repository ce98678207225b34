"""Simulates the adaptive placement test over the starter bank: bias, coverage, and items against a fixed form."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from uuid import UUID

from apps.quizzes.placement.estimation import Estimate, compute_chance, estimate
from apps.quizzes.placement.selection import PlacementItem, select_next
from apps.quizzes.starter.items import read_starter_items
from bench.report import BenchOptions, BenchReport, Figure

TITLE = "Placement test"
LEARNERS = 5000
SEED = 20
LOWEST, HIGHEST = -3.0, 3.0
"""Abilities of the learners, in logits: spread evenly between these."""
MAX_BIAS, MAX_BAND_BIAS = 0.05, 0.2
MIN_COVERAGE, MAX_COVERAGE = 88.0, 92.0
MAX_SHARE = 60.0
MAX_FORM = 200


@dataclass(frozen=True)
class SimulatedTest:
    """The test of one learner: the true ability, the estimate, and how many items it took."""

    ability: float
    estimate: Estimate
    items: int

    @property
    def error(self) -> float:
        """The estimate less the true ability."""
        return self.estimate.ability - self.ability


def measure(options: BenchOptions) -> BenchReport:
    """Let learners spread evenly over the range take the test. `--count`: how many, for a quick look."""
    tests = simulate(read_bank(), options.count or LEARNERS)
    return build_report(tests, form=find_equal_form(tests))


def read_bank() -> list[PlacementItem]:
    """Return the items of the starter bank as the test chooses among them."""
    return [
        PlacementItem(id=draft.id or UUID(int=0), difficulty=draft.difficulty or 0.0, skill=draft.skill)
        for draft in read_starter_items()
    ]


def spread_evenly(count: int) -> Iterator[float]:
    """Yield `count` places from LOWEST to HIGHEST, each in the middle of its equal part."""
    return (LOWEST + (HIGHEST - LOWEST) * (number + 0.5) / count for number in range(count))


def simulate(bank: Sequence[PlacementItem], learners: int) -> list[SimulatedTest]:
    """Return the adaptive test of each learner; the answers follow the Rasch model."""
    return [_take_test(bank, ability, seed=SEED + number) for number, ability in enumerate(spread_evenly(learners))]


def _take_test(bank: Sequence[PlacementItem], ability: float, *, seed: int) -> SimulatedTest:
    chance, found = random.Random(seed), estimate([])
    asked: list[PlacementItem] = []
    responses: list[tuple[float, bool]] = []
    while item := select_next(bank, asked, found, seed=seed):
        asked.append(item)
        responses.append((item.difficulty, chance.random() < compute_chance(ability, item.difficulty)))
        found = estimate(responses)
    return SimulatedTest(ability, found, len(asked))


def compute_rmse(tests: Sequence[SimulatedTest]) -> float:
    """Return the root of the mean squared error."""
    return sqrt(fmean(test.error**2 for test in tests))


def compute_coverage(tests: Sequence[SimulatedTest]) -> float:
    """Return how many intervals hold the true ability, in percent."""
    intervals = [(test.ability, *test.estimate.interval) for test in tests]
    return 100 * fmean(low <= ability <= high for ability, low, high in intervals)


def compute_band_biases(tests: Sequence[SimulatedTest]) -> dict[int, float]:
    """Return the mean error in each band of one logit, by the band's lower end."""
    bands: dict[int, list[float]] = {}
    for test in tests:
        bands.setdefault(int(test.ability // 1), []).append(test.error)
    return {band: fmean(errors) for band, errors in sorted(bands.items())}


def simulate_form(size: int, learners: int) -> list[SimulatedTest]:
    """Return the tests of learners who all answer one form of `size` items, spread evenly over the range."""
    form = list(spread_evenly(size))
    # Under the Rasch model the number of right answers says all that the answers say of the ability.
    by_score = [estimate([(place, number < score) for number, place in enumerate(form)]) for score in range(size + 1)]
    chance = random.Random(SEED)
    return [
        SimulatedTest(ability, by_score[sum(chance.random() < compute_chance(ability, place) for place in form)], size)
        for ability in spread_evenly(learners)
    ]


def find_equal_form(tests: Sequence[SimulatedTest]) -> int:
    """Return the size of the shortest form that is as exact as these tests. Raise ValueError above MAX_FORM."""
    rmse = compute_rmse(tests)
    for size in range(1, MAX_FORM + 1):
        if compute_rmse(simulate_form(size, len(tests))) <= rmse:
            return size
    raise ValueError(f"no form of {MAX_FORM} items is as exact")


def build_report(tests: Sequence[SimulatedTest], *, form: int) -> BenchReport:
    """Return the table. `form`: the size of a fixed form with the same RMSE."""
    bias = fmean(test.error for test in tests)
    bands = compute_band_biases(tests)
    worst = max(bands, key=lambda band: abs(bands[band]))
    coverage, items = compute_coverage(tests), fmean(test.items for test in tests)
    share = 100 * items / form
    figures = [
        Figure("learners", len(tests), "", spread=f"{LOWEST:g} … {HIGHEST:g} logits"),
        Figure("mean bias", bias, "logits", f"≤ {MAX_BIAS} either way", abs(bias) <= MAX_BIAS),
        Figure("largest mean bias in a band of one logit", bands[worst], "logits", f"≤ {MAX_BAND_BIAS} either way",
               abs(bands[worst]) <= MAX_BAND_BIAS, f"{worst} … {worst + 1}"),
        Figure("90 % intervals that hold the ability", coverage, "%", f"{MIN_COVERAGE:g} … {MAX_COVERAGE:g}",
               MIN_COVERAGE <= coverage <= MAX_COVERAGE),
        Figure("root mean square error", compute_rmse(tests), "logits"),
        Figure("items of a test", items, "", spread=f"{min(t.items for t in tests)} … {max(t.items for t in tests)}"),
        Figure("items of an equally exact fixed form", form, ""),
        Figure("items of the test, of those", share, "%", f"≤ {MAX_SHARE:g}", share <= MAX_SHARE),
    ]  # fmt: skip
    note = (
        "Simulated learners, spread evenly over the range, take the adaptive test on the starter bank with its "
        "provisional difficulties; their answers follow the Rasch model. The fixed form has items spread evenly over "
        "the same range, and is the shortest whose error is not larger."
    )
    return BenchReport("placement", TITLE, figures, note)
