"""Knowledge tracing: what holds of every P, and the numbers that are promised."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kids.mastery.tracing import (
    DEFAULTS,
    OVERRULE_HALVING,
    ItemChances,
    MasteryLevel,
    Overrule,
    SkillParameters,
    combine_with_overrule,
    get_guess,
    get_level,
    is_mastered,
    trace_answer,
)

SHARES = st.floats(0, 1)
CHANCES = st.builds(ItemChances, slip=st.floats(0, 0.3), guess=st.floats(0, 0.5))
FOUR_OPTIONS = DEFAULTS.get_chances(4)


def trace(known, rights, chances=FOUR_OPTIONS, learn=DEFAULTS.learn):
    for is_right in rights:
        known = trace_answer(known, is_right, chances=chances, learn=learn).known
    return known


@given(SHARES, CHANCES, SHARES)
def test_a_right_answer_never_lowers_p_and_a_wrong_one_never_raises_it(known, chances, learn):
    right, wrong = (trace_answer(known, is_right, chances=chances, learn=learn) for is_right in (True, False))
    assert 0 <= wrong.evidence <= known <= right.evidence <= 1
    assert wrong.evidence <= wrong.known <= 1
    assert right.evidence <= right.known <= 1


@given(SHARES, CHANCES, SHARES, SHARES, st.booleans())
def test_who_learns_more_at_an_exercise_knows_no_less_after_it(known, chances, one, other, is_right):
    slow, fast = (trace_answer(known, is_right, chances=chances, learn=learn) for learn in sorted((one, other)))
    assert slow.evidence == fast.evidence
    assert slow.known <= fast.known + 1e-15


@given(SHARES, SHARES, CHANCES, st.booleans())
def test_who_knew_more_knows_no_less_after_the_same_answer(one, other, chances, is_right):
    low, high = (trace_answer(known, is_right, chances=chances, learn=0.15) for known in sorted((one, other)))
    assert low.evidence <= high.evidence + 1e-12


@given(SHARES, CHANCES)
def test_the_evidence_of_both_answers_weighed_by_their_chances_is_what_was_known(known, chances):
    right = chances.predict_right(known)
    weighed = sum(
        share * trace_answer(known, is_right, chances=chances, learn=0).evidence
        for share, is_right in ((right, True), (1 - right, False))
    )
    assert weighed == pytest.approx(known, abs=1e-9)


def test_the_first_answers_are_those_computed_with_fractions():
    known, slip, guess, learn = Fraction(1, 4), Fraction(1, 10), Fraction(1, 4), Fraction(3, 20)
    traced = float(known)
    for is_right in (True, False, True, True):
        if_known, if_not = (1 - slip, guess) if is_right else (slip, 1 - guess)
        evidence = known * if_known / (known * if_known + (1 - known) * if_not)
        known = evidence + (1 - evidence) * learn
        traced = trace(traced, [is_right])
        assert traced == pytest.approx(float(known), abs=1e-15)


def test_with_four_options_a_wrong_answer_raises_l_below_173_and_three_right_pass_95():
    assert trace(0.172, [False]) > 0.172
    assert trace(0.174, [False]) < 0.174
    assert trace(DEFAULTS.initial, [True, True]) < 0.95 < trace(DEFAULTS.initial, [True, True, True])


def test_guess_is_one_of_the_options_within_bounds():
    guesses = [get_guess(options) for options in (1, 2, 4, 20, 40, None)]
    assert guesses == [0.5, 0.5, 0.25, 0.05, 0.05, 0.10]
    with pytest.raises(ValueError, match="0 options"):
        get_guess(0)


def test_levels_begin_where_they_are_said_to():
    levels = [get_level(known) for known in (0, 0.39999, 0.40, 0.79999, 0.80, 1)]
    low, medium, high = MasteryLevel
    assert levels == [low, low, medium, medium, high, high]


@pytest.mark.parametrize(
    ("known", "answers", "days", "expected"),
    [(0.95, 5, 2, True), (0.9499, 50, 20, False), (0.99, 4, 2, False), (0.99, 5, 1, False)],
)
def test_mastered_needs_five_answers_on_two_days(known, answers, days, expected):
    assert is_mastered(known, answers=answers, days=days) is expected


def test_a_teachers_word_counts_at_first_and_fades_as_answers_come():
    words = [Overrule(known=0.99, reason="Counts the stairs.", answers_since=answers) for answers in (0, 3, 6, 60)]
    assert OVERRULE_HALVING == 3
    assert [combine_with_overrule(0.2, word) for word in words] == pytest.approx([0.99, 0.595, 0.3975, 0.2], abs=1e-5)
    assert combine_with_overrule(0.2, None) == 0.2
    assert is_mastered(0.2, answers=0, days=0, overrule=words[0])
    assert not is_mastered(0.99, answers=4, days=2, overrule=words[2])
    low = Overrule(known=0.1, reason="Only guesses.")
    assert not is_mastered(0.99, answers=9, days=3, overrule=low)


@pytest.mark.parametrize("wrong", [{"known": 1.1, "reason": "x"}, {"known": 0.5, "reason": " "}])
def test_an_overrule_without_reason_or_out_of_bounds_is_refused(wrong):
    with pytest.raises(ValueError, match=r"an overrule needs a reason|is no mastery"):
        Overrule(**wrong)


@pytest.mark.parametrize("wrong", [{"slip": 0.31}, {"guess": 0.51}, {"initial": -0.1}, {"learn": 1.1}])
def test_parameters_out_of_bounds_are_refused(wrong):
    with pytest.raises(ValueError, match="must be between 0 and"):
        SkillParameters(**wrong)
