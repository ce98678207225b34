"""Statistics of quizzes, against a table computed by hand and against numpy."""

from decimal import Decimal
from math import sqrt

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.quizzes.statistics.calculation import QuestionFlag, QuestionResult, compute_statistics

MOST = {"q1": 1, "q2": 2, "q3": 1}
POINTS = [(1, 2, 0), (1, 2, 1), (1, 1, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1)]
"""What six learners got. Totals 3, 4, 2, 1, 1, 1: mean 12/6 = 2."""


def make_results(rows, most):
    return [
        [
            QuestionResult(question=name, share=Decimal(points) / Decimal(most[name]), points=Decimal(most[name]))
            for name, points in zip(most, row, strict=True)
        ]
        for row in rows
    ]


def test_the_questions_of_a_small_quiz_have_the_figures_computed_by_hand():
    questions = compute_statistics(make_results(POINTS, MOST)).questions
    # q1: 1 1 1 0 0 0, mean .5; rest: 2 3 1 1 1 1, mean 1.5. Deviations .5 .5 .5 -.5 -.5 -.5 and .5 1.5 -.5 -.5 -.5 -.5:
    # products .25 + .75 - .25 + .25 + .25 + .25 = 1.5; squares 6 * .25 = 1.5 and .25 + 2.25 + 4 * .25 = 3.5.
    # Both sorted: 3 * .25 - .25 + .25 + .75 = 1.5.
    assert questions["q1"].facility == 3 / 6
    assert questions["q1"].discrimination == pytest.approx(100 * 1.5 / sqrt(1.5 * 3.5))
    assert questions["q1"].efficiency == pytest.approx(100 * 1.5 / 1.5)
    # q2: 2 2 1 1 0 0 of 2, mean 1; rest: 1 2 1 0 1 1, mean 1. Deviations 1 1 0 0 -1 -1 and 0 1 0 -1 0 0: products 1;
    # squares 4 and 2. Both sorted: 1 + 0 + 0 + 0 + 0 + 1 = 2.
    assert questions["q2"].facility == 6 / 12
    assert questions["q2"].discrimination == pytest.approx(100 * 1 / sqrt(4 * 2))
    assert questions["q2"].efficiency == pytest.approx(100 * 1 / 2)
    # q3: 0 1 0 0 1 1, mean .5; rest: 3 3 2 1 0 0, mean 1.5. Deviations -.5 .5 -.5 -.5 .5 .5 and
    # 1.5 1.5 .5 -.5 -1.5 -1.5: products -.75 + .75 - .25 + .25 - .75 - .75 = -1.5; squares 1.5 and
    # 4 * 2.25 + 2 * .25 = 9.5. Both sorted: 4 * .75 + 2 * .25 = 3.5.
    assert questions["q3"].facility == 3 / 6
    assert questions["q3"].discrimination == pytest.approx(100 * -1.5 / sqrt(1.5 * 9.5))
    assert questions["q3"].efficiency == pytest.approx(100 * -1.5 / 3.5)
    flags = {name: question.flags for name, question in questions.items()}
    assert flags == {"q1": (), "q2": (), "q3": (QuestionFlag.NEGATIVE_DISCRIMINATION,)}


def test_a_small_quiz_has_the_figures_computed_by_hand():
    quiz = compute_statistics(make_results(POINTS, MOST))
    # Totals 3 4 2 1 1 1: squares of the deviations 1 + 4 + 0 + 1 + 1 + 1 = 8, variance 8/5 = 1.6.
    # Variances of the questions 1.5/5 + 4/5 + 1.5/5 = 1.4. Alpha 3/2 (1 - 1.4/1.6) = .1875.
    assert (quiz.count, quiz.mean, quiz.median) == (6, 2, 1.5)
    assert quiz.deviation == pytest.approx(sqrt(1.6))
    assert quiz.consistency == pytest.approx(18.75)
    assert quiz.error_ratio == pytest.approx(100 * sqrt(1 - 0.1875))
    assert quiz.standard_error == pytest.approx(sqrt(1 - 0.1875) * sqrt(1.6))


def test_choices_and_times_are_counted():
    chosen = [("a", 10), ("a", 20), ("b", 30), ("b", None), ("a", 40), ("", 100)]
    results = [
        [QuestionResult(question="q", share=Decimal(0), points=Decimal(1), options=tuple(option), seconds=seconds)]
        for option, seconds in chosen
    ]
    question = compute_statistics(results, options={"q": ["a", "b", "c"]}).questions["q"]
    assert question.choices == {"a": 3, "b": 2, "c": 0}
    assert (question.mean_seconds, question.median_seconds) == (200 / 5, 30)


@pytest.mark.parametrize(
    ("first", "second", "flags"),
    [
        ([1, 1, 1, 1, 1, 1], [1, 0, 1, 0, 1, 0], {"q1": ["too_easy"], "q2": []}),
        ([0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 1, 0], {"q1": ["too_hard"], "q2": []}),
        ([1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1], {name: ["negative_discrimination"] for name in ("q1", "q2")}),
        ([1, 1, 0, 0], [0, 0, 1, 1], {"q1": [], "q2": []}),
        ([1, 0, 1, 0, 1, 0], [1, 1, 1, 0, 0, 0], {"q1": [], "q2": []}),
        ([1, 1, 0, 0] * 2, [1, 0, 1, 0] * 2, {name: ["weak_discrimination"] for name in ("q1", "q2")}),
    ],
)
def test_questions_that_harm_are_named_when_enough_learners_answered(first, second, flags):
    quiz = compute_statistics(make_results(zip(first, second, strict=True), {"q1": 1, "q2": 1}))
    assert {name: list(question.flags) for name, question in quiz.questions.items()} == flags


def test_figures_that_are_not_defined_are_none():
    empty = compute_statistics([])
    assert (empty.count, empty.mean, empty.median, empty.deviation, empty.consistency) == (0, None, None, None, None)
    alone = compute_statistics(make_results([(1, 0)], {"q1": 1, "q2": 1}))
    assert (alone.mean, alone.deviation, alone.consistency, alone.error_ratio, alone.standard_error) == (1, *[None] * 4)
    alike = compute_statistics(make_results([("0.33333", "0.1")] * 7, {"q1": 1, "q2": 1}))
    assert (alike.deviation, alike.consistency) == (0, None)
    assert {(each.discrimination, each.efficiency) for each in alike.questions.values()} == {(None, None)}
    single = compute_statistics(make_results([(1,), (0,)], {"q1": 1}))
    assert (single.consistency, single.questions["q1"].discrimination) == (None, None)
    worthless = compute_statistics([[QuestionResult(question="q", share=Decimal(1), points=Decimal(0))]])
    assert worthless.questions["q"].facility is None


def test_a_drawn_question_counts_with_those_who_got_it():
    def answer(question, share):
        return QuestionResult(question=question, share=Decimal(share), points=Decimal(1))

    results = [[answer("a", 1), answer("c", 1)], [answer("b", 0), answer("c", 0)], [answer("a", 0), answer("c", 1)]]
    quiz = compute_statistics(results)
    assert {name: (each.count, each.facility) for name, each in quiz.questions.items()} == {
        "a": (2, 0.5),
        "c": (3, 2 / 3),
        "b": (1, 0.0),
    }
    # First places 1 0 0 and second places 1 0 1: variances 1/3 each; totals 2 0 1: variance 1. 2 (1 - 2/3) = 2/3.
    assert quiz.consistency == pytest.approx(200 / 3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(st.lists(st.lists(st.integers(-2, 4), min_size=4, max_size=4), min_size=3, max_size=12))
def test_the_figures_are_those_of_numpy(rows):
    quiz = compute_statistics(make_results(rows, dict.fromkeys(["q1", "q2", "q3", "q4"], 4)))
    table = np.array(rows, dtype=float)
    totals = table.sum(axis=1)
    for place, question in enumerate(quiz.questions.values()):
        points, rest = table[:, place], totals - table[:, place]
        assert question.facility == pytest.approx(points.mean() / 4)
        if np.ptp(points) and np.ptp(rest):
            covariance = np.cov(points, rest)[0, 1]
            largest = np.cov(np.sort(points), np.sort(rest))[0, 1]
            assert question.discrimination == pytest.approx(100 * np.corrcoef(points, rest)[0, 1], abs=1e-6)
            assert question.efficiency == pytest.approx(100 * covariance / largest, abs=1e-6)
        else:
            assert (question.discrimination, question.efficiency) == (None, None)
    if np.ptp(totals):
        alpha = 4 / 3 * (1 - table.var(axis=0, ddof=1).sum() / totals.var(ddof=1))
        assert quiz.consistency == pytest.approx(100 * alpha, abs=1e-6)
        assert quiz.standard_error == pytest.approx(sqrt(1 - alpha) * totals.std(ddof=1), abs=1e-6)
    else:
        assert (quiz.consistency, quiz.error_ratio, quiz.standard_error) == (None, None, None)
