"""A small form of `./talim bench placement` keeps its promises, and a test of random items does not."""

import random
from math import sqrt
from statistics import fmean

import pytest

from apps.quizzes.placement.estimation import compute_chance, estimate
from bench import placement

LEARNERS = 500
ERROR = 0.47
"""Of one estimate, in logits: what sampling adds to a bias is this divided by √ of the number of learners."""


@pytest.fixture(scope="module")
def tests():
    return placement.simulate(placement.read_bank(), LEARNERS)


def test_bias_is_small_over_all_and_in_each_band(tests):
    assert abs(fmean(test.error for test in tests)) <= placement.MAX_BIAS + 2 * ERROR / sqrt(LEARNERS)
    bands = placement.compute_band_biases(tests)
    assert sorted(bands) == [-3, -2, -1, 0, 1, 2]
    assert max(map(abs, bands.values())) <= placement.MAX_BAND_BIAS + 2 * ERROR / sqrt(LEARNERS / 6)


def test_intervals_hold_the_ability_as_often_as_they_say(tests):
    sampling = 2 * 100 * sqrt(0.9 * 0.1 / LEARNERS)
    assert placement.MIN_COVERAGE - sampling <= placement.compute_coverage(tests) <= placement.MAX_COVERAGE + sampling


def test_a_fixed_form_and_random_items_need_more_items_control(tests):
    assert max(test.items for test in tests) <= 20
    form = placement.find_equal_form(tests)
    # The root mean square error of 500 learners is known to 3 %: a form's length to 6 %.
    assert 100 * fmean(test.items for test in tests) / form <= placement.MAX_SHARE * 1.06
    assert compute_random_rmse(items=28) > placement.compute_rmse(tests)


def compute_random_rmse(*, items):
    bank, chance, errors = placement.read_bank(), random.Random(1), []
    counted = [item.difficulty for item in bank if item.skill != "speaking"]
    for ability in placement.spread_evenly(LEARNERS):
        drawn = chance.sample(counted, items)
        found = estimate([(place, chance.random() < compute_chance(ability, place)) for place in drawn])
        errors.append((found.ability - ability) ** 2)
    return sqrt(fmean(errors))


def test_the_report_misses_what_is_biased(tests):
    assert placement.build_report(tests, form=40).held
    assert not placement.build_report(tests, form=30).held
    moved = [placement.SimulatedTest(test.ability - 0.3, test.estimate, test.items) for test in tests]
    assert not placement.build_report(moved, form=40).held
