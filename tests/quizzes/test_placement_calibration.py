"""Difficulties come back from simulated answers, with errors that fit; drift is listed; the scale stays."""

import random
from math import sqrt
from statistics import fmean
from uuid import UUID

import pytest

from apps.quizzes.placement.calibration import NothingToCalibrate, calibrate, find_drift
from apps.quizzes.placement.estimation import compute_chance, estimate
from apps.quizzes.placement.selection import PlacementItem, select_next

ITEMS = [UUID(int=number) for number in range(12)]
TRUE = {item: -2 + number / 3 for number, item in enumerate(ITEMS)}
DRIFTED = {ITEMS[3]: 0.9, ITEMS[8]: -0.9}
"""How far the difficulties are from what the bank says."""
BANK = {item: difficulty - DRIFTED.get(item, 0) for item, difficulty in TRUE.items()}


def answer(ability, items, chance):
    return [(item, chance.random() < compute_chance(ability, TRUE[item])) for item in items]


def simulate(persons, *, items=ITEMS, seed=1):
    chance = random.Random(seed)
    return [answer(chance.gauss(0.6, 1.3), items, chance) for _ in range(persons)]


def test_true_difficulties_come_back_with_fitting_errors_and_drift_is_listed():
    calibrated = calibrate(simulate(800), BANK, anchors=set(ITEMS) - set(DRIFTED))
    misfits = [(item.new - TRUE[item.id]) / item.standard_error for item in calibrated]
    assert len(calibrated) == 12
    assert 0.5 < sqrt(fmean(misfit**2 for misfit in misfits)) < 1.5
    assert {item.id for item in find_drift(calibrated)} == set(DRIFTED)
    assert {item.id for item in calibrated[:2]} == set(DRIFTED)


def test_the_mean_of_the_anchors_stays_and_items_with_few_answers_are_left_out():
    anchors = ITEMS[:6]
    persons = simulate(250, items=ITEMS[:11]) + simulate(199, items=ITEMS[9:], seed=2)
    calibrated = {item.id: item for item in calibrate(persons, BANK, anchors=anchors)}
    assert ITEMS[11] not in calibrated
    assert calibrated[ITEMS[9]].answers == 449
    assert fmean(calibrated[item].change for item in anchors) == pytest.approx(0)


def test_without_an_anchor_that_was_answered_often_there_is_no_scale():
    with pytest.raises(NothingToCalibrate):
        calibrate(simulate(199), BANK, anchors=ITEMS)
    with pytest.raises(NothingToCalibrate):
        calibrate(simulate(200), BANK, anchors=[])


def test_answers_of_an_adaptive_test_do_not_bend_the_scale():
    items = [PlacementItem(id=item, difficulty=BANK[item], skill="grammar") for item in ITEMS]
    chance, persons = random.Random(3), []
    for seed in range(900):
        ability, asked, given = chance.gauss(0, 1.3), [], []
        while len(asked) < 6:
            found = estimate([(BANK[item], right) for item, right in given])
            asked.append(select_next(items, asked, found, seed=seed))
            given += answer(ability, [asked[-1].id], chance)
        persons.append(given)
    calibrated = calibrate(persons, BANK, anchors=set(ITEMS) - set(DRIFTED))
    assert max(abs(item.new - TRUE[item.id]) / item.standard_error for item in calibrated) < 3.5
