"""A fit of the parameters is tried on children it has not seen, and kept only where it predicts better."""

import random
from datetime import date, timedelta
from math import log
from uuid import UUID

import pytest

from apps.kids.mastery.fitting import (
    MIN_HELD_OUT_CHILDREN,
    SkillAnswer,
    TooFewChildren,
    compute_log_loss,
    fit_parameters,
    fit_skill,
    is_held_out,
)
from apps.kids.mastery.tracing import DEFAULTS, MAX_GUESS, MAX_SLIP, SkillParameters, trace_answer

FIRST = date(2026, 9, 1)
UNLIKE = SkillParameters(initial=0.6, learn=0.03, slip=0.05, guess=0.4)


def draw_children(count, parameters, *, options=4, length=10):
    """Children who follow the model, by id."""
    chance, children = random.Random(3), {}
    for number in range(count):
        known, answers = chance.random() < parameters.initial, []
        chances = parameters.get_chances(options)
        for place in range(length):
            is_right = chance.random() < (1 - chances.slip if known else chances.guess)
            answers.append(SkillAnswer(is_right, options, FIRST + timedelta(days=place)))
            known = known or chance.random() < parameters.learn
        children[UUID(int=number)] = answers
    return children


def test_a_skill_that_is_unlike_the_defaults_gets_parameters_of_its_own():
    children = draw_children(800, UNLIKE)
    result = fit_skill(children)
    assert result.is_kept
    assert result.log_loss < result.default_log_loss
    for name in ("initial", "learn", "slip", "guess"):
        assert getattr(result.parameters, name) == pytest.approx(getattr(UNLIKE, name), abs=0.08)
    held_out = [child for child in children if is_held_out(child)]
    assert (result.held_out_children, result.children) == (len(held_out), 800 - len(held_out))
    assert 800 / 7 < len(held_out) < 800 / 3.5
    assert (result.answers, result.held_out_answers) == (10 * result.children, 10 * len(held_out))
    assert (result.first_on, result.last_on) == (FIRST, FIRST + timedelta(days=9))


def test_parameters_that_do_not_predict_better_are_not_kept():
    """Held-out children answer by the defaults, the others do not: what is learnt from these helps nobody."""
    others, alike = draw_children(400, UNLIKE), draw_children(400, DEFAULTS)
    result = fit_skill({child: (alike if is_held_out(child) else others)[child] for child in others})
    assert not result.is_kept
    assert result.log_loss >= result.default_log_loss
    assert (result.parameters, result.fitted == DEFAULTS) == (DEFAULTS, False)


def test_slip_and_guess_stay_within_their_bounds():
    children = draw_children(300, SkillParameters(initial=0.5, learn=0.0, slip=0.3, guess=0.5))
    turned = [[SkillAnswer(not answer.is_right, None, answer.on) for answer in row] for row in children.values()]
    fitted = fit_parameters(turned)
    assert fitted.slip <= MAX_SLIP
    assert fitted.guess <= MAX_GUESS


def test_log_loss_is_that_of_the_traced_predictions():
    children = list(draw_children(20, UNLIKE, options=2, length=4).values())
    loss = 0.0
    for answers in children:
        known = DEFAULTS.initial
        for answer in answers:
            chances = DEFAULTS.get_chances(answer.options)
            right = chances.predict_right(known)
            loss -= log(right if answer.is_right else 1 - right)
            known = trace_answer(known, answer.is_right, chances=chances, learn=DEFAULTS.learn).known
    assert compute_log_loss(children, DEFAULTS) == pytest.approx(loss / 80, abs=1e-12)


def test_too_few_children_are_refused():
    children = draw_children(MIN_HELD_OUT_CHILDREN, UNLIKE)
    with pytest.raises(TooFewChildren):
        fit_skill(children)
    with pytest.raises(TooFewChildren):
        fit_skill({child: [] for child in draw_children(300, UNLIKE)})
