"""Agreement of two markers, worked by hand and from Cohen's paper."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import Invalid
from apps.grading.agreement import compute_agreement
from tests.grading.drawn_gradebooks import unhurried

SCALE = ("2", "3", "4", "5")


def read_table(*rows):
    """Pairs of grades from a table: rows are the first marker's, columns the second's."""
    return [
        (SCALE[one], SCALE[other])
        for one, row in enumerate(rows)
        for other, count in enumerate(row)
        for _number in range(count)
    ]


def list_figures(agreement):
    return (agreement.exact, agreement.adjacent, agreement.kappa, agreement.linear_kappa, agreement.quadratic_kappa)


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        # Cohen 1968, in hundredths: his kappa is .492. Rows 60 30 10, columns 50 30 20.
        # Exact 70, by chance 30 + 9 + 2 = 41: (70 - 41) / 59. Distances 1: 7 + 5 + 5 + 3, 2: 9 + 1.
        # By chance 1: 18 + 15 + 6 + 3 = 42, 2: 12 + 5 = 17. Linear 1 - 40/76, quadratic 1 - 60/110.
        (((44, 7, 9), (5, 20, 5), (1, 3, 6)), (0.7, 0.9, 29 / 59, 36 / 76, 50 / 110)),
        # Two grades: all kappas are one. Exact .7; rows 25 25, columns 30 20: by chance .5.
        (((20, 5), (10, 15)), (0.7, 1, 0.4, 0.4, 0.4)),
        # Nothing in common: by chance .5, so (0 - .5) / .5.
        (((0, 5), (5, 0)), (0, 1, -1, -1, -1)),
        # Full agreement.
        (((3, 0), (0, 4)), (1, 1, 1, 1, 1)),
        # The second marker gives one grade to all: chance agrees as often. Exact 1/2; .5 by chance.
        (((2, 0), (2, 0)), (0.5, 1, 0, 0, 0)),
        # Each gives another grade to all: chance disagrees fully too.
        (((0, 0, 6), (0, 0, 0), (0, 0, 0)), (0, 0, 0, 0, 0)),
        # Four works, 2-3 3-3 4-5 5-2: exact 1/4, adjacent 3/4. Rows 1 1 1 1, columns 1 2 0 1: by chance 4/16.
        # Distances 1 0 1 3: 5 and 11 in squares. By chance, of 16 pairs: from 2 0+1+1+3, from 3 1+0+0+2, from 4
        # 2+1+1+1, from 5 3+2+2+0 = 20; squares 0+1+1+9 + 1+0+0+4 + 4+1+1+1 + 9+4+4+0 = 40.
        # Linear 1 - 5/4 : 20/16, quadratic 1 - 11/4 : 40/16.
        (((0, 1, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1), (1, 0, 0, 0)), (0.25, 0.75, 0, 0, -0.1)),
    ],
)
def test_the_figures_are_those_worked_by_hand(rows, figures):
    agreement = compute_agreement(read_table(*rows), SCALE)
    assert list_figures(agreement) == pytest.approx(figures)
    assert agreement.count == sum(map(sum, rows))


def test_the_kappa_of_cohens_table_is_the_one_that_he_printed():
    assert round(compute_agreement(read_table((44, 7, 9), (5, 20, 5), (1, 3, 6)), SCALE).kappa, 3) == 0.492


def test_one_grade_for_all_works_says_nothing_beyond_chance():
    agreement = compute_agreement([("4", "4")] * 9, SCALE)
    assert list_figures(agreement) == (1, 1, None, None, None)


def test_without_works_nothing_is_known():
    agreement = compute_agreement([], SCALE)
    assert (agreement.count, *list_figures(agreement)) == (0, None, None, None, None, None)


def test_grades_that_the_scale_does_not_have_are_refused():
    with pytest.raises(Invalid) as refused:
        compute_agreement([("4", "4"), ("6", "5"), ("4", "")], SCALE)
    assert list(refused.value.fields) == ["grades.1.0", "grades.2.1"]


GRADES = st.lists(st.tuples(st.sampled_from(SCALE), st.sampled_from(SCALE)), min_size=1, max_size=12)


def compute_kappa_by_weights(grades, weigh):
    """Kappa as 1960 and 1968 print it: from the weights of agreement in the shares of a table."""
    most = weigh(len(SCALE) - 1)
    weights = {(one, other): 1 - weigh(abs(int(one) - int(other))) / most for one in SCALE for other in SCALE}
    count, firsts, seconds = len(grades), Counter(one for one, _ in grades), Counter(other for _, other in grades)
    seen = sum(weights[pair] for pair in grades) / count
    by_chance = sum(weights[pair] * firsts[pair[0]] * seconds[pair[1]] for pair in weights) / count**2
    return None if abs(1 - by_chance) < 1e-9 else (seen - by_chance) / (1 - by_chance)


@unhurried
@given(GRADES)
def test_the_kappas_are_those_of_the_printed_formulas(grades):
    agreement = compute_agreement(grades, SCALE)
    weighed = [
        (agreement.kappa, lambda distance: distance > 0),
        (agreement.linear_kappa, lambda distance: distance),
        (agreement.quadratic_kappa, lambda distance: distance**2),
    ]
    for kappa, weigh in weighed:
        expected = compute_kappa_by_weights(grades, weigh)
        assert (kappa is None) == (expected is None)
        assert kappa == pytest.approx(expected, abs=1e-9)


@unhurried
@given(GRADES)
def test_who_is_the_first_marker_makes_no_difference(grades):
    turned = [(other, one) for one, other in grades]
    assert compute_agreement(turned, SCALE) == compute_agreement(grades, SCALE)
