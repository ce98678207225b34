"""Difficulties of items, and how they keep a hard item from making a child look weak."""

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kids.mastery.difficulty import PRIOR_ANSWERS, apply_difficulty, estimate_difficulties, get_logit, smooth_share
from apps.kids.mastery.tracing import ItemChances, trace_answer
from apps.quizzes.placement.estimation import compute_chance

CHANCES = st.builds(ItemChances, slip=st.floats(0.02, 0.3), guess=st.floats(0.05, 0.5))
LOGITS = st.floats(-4, 4)


@given(st.floats(0.01, 0.99), CHANCES, LOGITS, LOGITS)
def test_a_wrong_answer_lowers_mastery_less_at_a_harder_item(known, chances, one, other):
    easy, hard = (apply_difficulty(chances, difficulty) for difficulty in sorted((one, other)))
    for is_right in (True, False):
        after = [trace_answer(known, is_right, chances=item, learn=0).evidence for item in (easy, hard)]
        assert after[0] <= after[1] + 1e-12
    assert hard.predict_right(known) <= easy.predict_right(known) + 1e-12


def test_a_middling_item_changes_nothing_and_a_hard_one_moves_both_chances_alike():
    chances = ItemChances(slip=0.1, guess=0.25)
    same, hard = apply_difficulty(chances, 0), apply_difficulty(chances, 1)
    assert (same.slip, same.guess) == pytest.approx((0.1, 0.25))
    assert get_logit(1 - hard.slip) == pytest.approx(get_logit(0.9) - 1)
    assert get_logit(hard.guess) == pytest.approx(get_logit(0.25) - 1)
    assert apply_difficulty(chances, 9).slip == pytest.approx(0.3)
    assert apply_difficulty(chances, -9).guess == pytest.approx(0.5)


def test_few_answers_say_little():
    assert smooth_share(0, 0, share=0.7) == pytest.approx(0.7)
    assert smooth_share(0, 2, share=0.6) == pytest.approx(0.6 * PRIOR_ANSWERS / (PRIOR_ANSWERS + 2))
    assert smooth_share(900, 1000, share=0.5) == pytest.approx(0.896, abs=0.001)
    assert estimate_difficulties([]) == {}


def answer_items(difficulties, *, children):
    """First answers of children: all get the middling third, who does well there the hard one, others the easy one."""
    chance, rows = random.Random(8), []
    order = sorted(difficulties, key=difficulties.__getitem__)
    third = len(order) // 3
    easy, middling, hard = order[:third], order[third:-third], order[-third:]
    for _child in range(children):
        ability = chance.gauss(0, 1.5)
        row = [(item, chance.random() < compute_chance(ability, difficulties[item])) for item in middling]
        further = hard if 2 * sum(right for _item, right in row) > len(middling) else easy
        rows.append(row + [(item, chance.random() < compute_chance(ability, difficulties[item])) for item in further])
    return rows


def test_from_200_answers_on_the_rasch_model_tells_the_difficulty():
    truth = {UUID(int=number + 1): (number - 5.5) / 4 for number in range(12)}
    estimates = estimate_difficulties(answer_items(truth, children=700))
    assert all(one.is_rasch and one.answers >= 200 for one in estimates.values())
    middle = sum(one.difficulty for one in estimates.values()) / len(estimates)
    by_rasch = [estimates[item].difficulty - middle - truth[item] for item in truth]
    by_share = [-get_logit(estimates[item].share) - truth[item] for item in truth]
    assert max(map(abs, by_rasch)) < 0.35
    # Shares take who answered for how hard an item is: the hardest look easier than they are, the easiest harder.
    assert min(by_share[0], -by_share[-1]) > 0.7


def test_with_fewer_answers_the_smoothed_share_tells_it():
    truth = {UUID(int=1): -1.5, UUID(int=2): 0.0, UUID(int=3): 1.5}
    estimates = estimate_difficulties(answer_items(truth, children=60))
    easy, middling, hard = (estimates[item] for item in truth)
    assert not any(one.is_rasch for one in estimates.values())
    assert easy.difficulty < middling.difficulty < hard.difficulty
    assert easy.share > middling.share > hard.share
