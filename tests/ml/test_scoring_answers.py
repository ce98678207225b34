"""Free answers: relevance between its anchors, length, variety, flags."""

import pytest

from ml.scoring import ScoringTask, Verdict, score_evidence
from ml.scoring.answers import score_length, score_relevance, score_variety, split_sentences
from tests.ml.evidence import ALIKE, ANSWER, TASK
from tests.ml.evidence import build_answer_evidence as evidence


@pytest.mark.parametrize(("cosine", "expected"), [(0.1, 0), (0.4, 50), (0.7, 100), (0.9, 100), (-0.2, 0)])
def test_relevance_is_scaled_between_the_measured_anchors(cosine, expected):
    value, _ = score_relevance(TASK, ANSWER, ALIKE | {"coverage": [cosine]})
    assert value == pytest.approx(expected)


def test_best_of_several_reference_answers_counts():
    assert score_relevance(TASK, ANSWER, ALIKE | {"coverage": [0.1, 0.7]})[0] == 100


def test_missing_key_words_at_most_halve_relevance_and_are_flagged():
    value, parts = score_relevance(TASK, "I live in a flat with my family and my cat", ALIKE)
    assert value == 50
    assert "KEY_WORDS_MISSING" in parts["flags"]


def test_repeating_the_question_scores_0():
    value, parts = score_relevance(TASK, "Where do you live", ALIKE)
    assert value == 0
    assert "COPIED_QUESTION" in parts["flags"]


def test_different_negation_and_numbers_are_flagged():
    flags = score_relevance(TASK, "I do not live in a house near the river with three sisters", ALIKE)[1]["flags"]
    assert {"NEGATION_DIFFERS", "NUMBERS_DIFFER"} <= set(flags)


def test_no_relevance_when_unrelated_sentences_seem_too_alike_to_the_model():
    assert score_relevance(TASK, ANSWER, ALIKE | {"unrelated": 0.6})[0] is None


def test_good_answer_is_scored_with_medium_confidence():
    marks = score_evidence(evidence(ANSWER, ALIKE))
    assert (marks.verdict, marks.confidence, marks.relevance) == (Verdict.OK, "medium", 100)
    assert marks.overall > 85
    assert marks.accuracy is None
    assert marks.method == "speaking.text.2"


def test_off_topic_answer_scores_at_most_40_and_goes_to_the_teacher():
    marks = score_evidence(evidence(ANSWER, ALIKE | {"coverage": [0.12]}))
    assert marks.overall <= 40
    assert marks.verdict == Verdict.LOW_CONFIDENCE


def test_answer_without_a_reference_goes_to_the_teacher():
    marks = score_evidence(evidence(ANSWER, {}, ScoringTask("speaking", "en", question="Where do you live?")))
    assert (marks.verdict, marks.reason, marks.relevance) == (Verdict.LOW_CONFIDENCE, "NO_REFERENCE", None)


def test_answer_that_was_not_compared_goes_to_the_teacher():
    measured = evidence(ANSWER, {})
    del measured["similarity"]
    marks = score_evidence(measured)
    assert (marks.verdict, marks.reason) == (Verdict.LOW_CONFIDENCE, "NO_EMBEDDING_MODEL")
    assert (marks.relevance, marks.clarity is not None) == (None, True)


def test_repeats_and_fillers_are_found_in_an_answer():
    marks = score_evidence(evidence("I um live live in a house near the river with my parents and two sisters", ALIKE))
    assert [word.class_ for word in marks.words][:4] == ["said", "filler", "said", "repeated"]


def test_length_and_variety_scores_reach_their_limits():
    assert score_length(TASK, 9) == 100
    assert score_length(TASK, 4) < 50
    assert score_variety(["a"] * 20) == 0
    assert score_variety([f"w{number}" for number in range(30)]) == 100


def test_answer_without_full_stops_is_split_into_pieces():
    assert [len(piece.split()) for piece in split_sentences("word " * 60)] == [25, 25, 10]
