"""Warm's estimate agrees with closed forms and a search, and is finite for every pattern of answers."""

from math import exp, inf, log, sqrt

import pytest

from apps.quizzes.placement.estimation import compute_chance, compute_information, estimate

SPREAD = (-2.5, -1.0, -0.4, 0.3, 1.1, 2.7)


@pytest.mark.parametrize("count", [1, 5, 20, 300])
def test_with_equal_items_it_is_the_logit_of_half_a_point_more_out_of_one_item_more(count):
    for score in {0, 1, count // 2, count}:
        found = estimate([(0.7, number < score) for number in range(count)])
        share = (score + 0.5) / (count + 1)
        assert found.ability == pytest.approx(0.7 + log(share / (1 - share)), abs=1e-6)
        assert found.standard_error == pytest.approx(1 / sqrt(count * share * (1 - share)), abs=1e-5)


@pytest.mark.parametrize("score", range(len(SPREAD) + 1))
def test_with_spread_items_it_has_the_largest_weighted_likelihood(score):
    def weigh(ability):
        chances = [compute_chance(ability, difficulty) for difficulty in SPREAD]
        rights = [chance if number < score else 1 - chance for number, chance in enumerate(chances)]
        return sum(map(log, rights)) + log(compute_information(ability, SPREAD)) / 2

    best = max((step / 1000 for step in range(-8000, 8001)), key=weigh)
    found = estimate([(difficulty, number < score) for number, difficulty in enumerate(SPREAD)])
    assert found.ability == pytest.approx(best, abs=0.001)


def test_far_items_and_surprising_answers_converge():
    for responses in ([(40.0, True)], [(-40.0, False)], [(-30.0, False), (30.0, True)], [(0.0, True)] * 500):
        found = estimate(responses)
        assert abs(found.ability) < 50
        assert 0 < found.standard_error < inf


def test_the_interval_holds_nine_tenths_of_a_normal_error():
    found = estimate([(0.0, number < 10) for number in range(20)])
    assert found.standard_error == pytest.approx(2 / sqrt(20))
    assert found.interval == pytest.approx((-1.6449 * found.standard_error, 1.6449 * found.standard_error), abs=1e-3)


def test_without_an_answer_nothing_is_known():
    assert estimate([]).standard_error == inf
    assert compute_chance(1.0, 0.0) == pytest.approx(1 / (1 + exp(-1)))
