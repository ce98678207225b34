"""The next item is near the ability, the skills keep their shares, the test ends; levels and their chances."""

from collections import Counter
from math import inf
from uuid import UUID

import pytest

from apps.quizzes.placement.estimation import Estimate, estimate
from apps.quizzes.placement.levels import CUTS, compute_level_chances, find_deciding_items, find_level
from apps.quizzes.placement.selection import SKILL_SHARES, PlacementItem, select_next, select_speaking

SKILLS = (*SKILL_SHARES, "speaking")
BANK = [
    PlacementItem(id=UUID(int=1000 * place + number), difficulty=-3 + number / 10, skill=skill)
    for place, skill in enumerate(SKILLS)
    for number in range(61)
]
UNSURE = Estimate(0.42, 1.0)


def take(bank, *, seed=1, standard_error=1.0):
    asked = []
    while item := select_next(bank, asked, Estimate(0.42, standard_error), seed=seed):
        asked.append(item)
    return asked


def test_twenty_items_have_the_shares_of_the_skills_and_none_is_asked_twice():
    asked = take(BANK)
    assert Counter(item.skill for item in asked) == {skill: 20 * share for skill, share in SKILL_SHARES.items()}
    assert len({item.id for item in asked}) == 20


def test_the_test_ends_at_the_error_or_when_no_item_is_left():
    assert take(BANK, standard_error=0.45) == []
    assert select_next(BANK, [], Estimate(0.0, 0.4501), seed=1) is not None
    few = [item for item in BANK if item.skill in {"reading", "speaking"}][55:70]
    assert {item.id for item in take(few)} == {item.id for item in few if item.skill == "reading"}


def test_the_item_is_drawn_from_the_five_nearest_and_the_seed_decides():
    drawn = {round(select_next(BANK, [], UNSURE, seed=seed).difficulty, 1) for seed in range(200)}
    assert drawn == {0.2, 0.3, 0.4, 0.5, 0.6}
    assert take(BANK, seed=7) == take(BANK, seed=7) != take(BANK, seed=8)


def test_speaking_stands_beside_the_estimate():
    first = select_speaking(BANK, [], UNSURE, seed=1)
    assert first.skill == "speaking"
    assert abs(first.difficulty - UNSURE.ability) < 0.3
    assert select_speaking(BANK, [first], UNSURE, seed=1) != first
    assert select_speaking([], [], UNSURE, seed=1) is None


@pytest.mark.parametrize(
    ("ability", "level"), [(-9, "A1"), (-2.01, "A1"), (-2, "A2"), (-0.5, "B1"), (0, "B2"), (1.99, "C1"), (7, "C2")]
)
def test_an_ability_has_the_level_whose_cut_it_reached(ability, level):
    assert find_level(ability) == level


def test_chances_of_levels_add_up_and_halve_at_a_cut():
    chances = compute_level_chances(Estimate(CUTS["B2"], 0.45))
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["B2"] == pytest.approx(chances["B1"])
    assert chances["B2"] + chances["C1"] + chances["C2"] == pytest.approx(0.5)
    assert set(compute_level_chances(Estimate(0.0, inf)).values()) == {1 / 6}


def test_the_items_that_decided_lie_nearest_to_the_cut():
    asked = take(BANK)
    found = estimate([(item.difficulty, True) for item in asked[:5]] + [(item.difficulty, False) for item in asked[5:]])
    decided = find_deciding_items(asked, found.ability, count=3)
    cut = min(CUTS.values(), key=lambda place: abs(place - found.ability))
    assert max(abs(item.difficulty - cut) for item in decided) <= min(
        abs(item.difficulty - cut) for item in asked if item not in decided
    )
