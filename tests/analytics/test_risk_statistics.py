"""The statistics of the model, against values computed by hand and against numpy."""

from random import Random

import numpy as np
import pytest

from apps.analytics.risk_statistics import (
    PENALTY,
    build_calibration,
    compare_areas,
    fit_logistic,
    get_area_under_curve,
    get_calibration_error,
)


def make_rows(count=400):
    chance = Random(5)
    rows = [[chance.gauss(3, 2), chance.random(), 7.0] for _row in range(count)]
    return rows, [chance.random() < 1 / (1 + np.exp(-(row[0] - 3 + row[1]))) for row in rows]


def test_area_counts_pairs_and_half_of_ties():
    # left: 3, 1; stayed: 2, 1, 0. Pairs won: 3 of 3, then 1 against 2, 1, 0: 0 + .5 + 1.
    assert get_area_under_curve([3, 1, 2, 1, 0], [True, True, False, False, False]) == 4.5 / 6
    assert get_area_under_curve([1, 2], [True, True]) == 0.5


def test_fit_is_where_the_penalised_likelihood_is_flat():
    rows, outcomes = make_rows()
    fit = fit_logistic(rows, outcomes)
    inputs = (np.array(rows) - fit.means) / fit.deviations
    assert fit.deviations[:2] == pytest.approx(np.array(rows).std(axis=0)[:2])
    missing = np.array(outcomes) - np.array([fit.predict(row) for row in rows])
    assert missing.sum() == pytest.approx(0, abs=1e-6)
    assert inputs.T @ missing == pytest.approx(PENALTY * np.array(fit.weights), abs=1e-6)
    assert fit.weights[2] == 0


def test_bootstrap_interval_holds_the_difference_and_is_repeatable():
    rows, outcomes = make_rows()
    people = [number // 4 for number in range(len(rows))]
    strong, weak = [row[0] for row in rows], [row[1] for row in rows]
    found = compare_areas(strong, weak, outcomes, people, seed=1)
    assert found == compare_areas(strong, weak, outcomes, people, seed=1)
    assert found.first == get_area_under_curve(strong, outcomes)
    assert 0 < found.low < found.first - found.second < found.high
    same = compare_areas(strong, strong, outcomes, people, seed=1)
    assert (same.low, same.high) == (0, 0)


def test_calibration_error_is_the_mean_distance_of_ten_bins():
    probabilities = [0.1] * 50 + [0.5] * 50
    outcomes = [True] * 5 + [False] * 45 + [True] * 40 + [False] * 10
    bins = build_calibration(probabilities, outcomes)
    assert [one.count for one in bins] == [10] * 10
    # .1: bins of .5, 0, 0, 0, 0; .5: four bins of 1 and one of 0.
    assert get_calibration_error(bins) == pytest.approx((0.4 + 4 * 0.1 + 5 * 0.5) / 10)
