"""Marks as experts give them, where weights for the language and model are there."""

import json
from typing import Any

import pytest

from ml.scoring import ScoringTask, Verdict, calibration, score_evidence
from ml.scoring.calibration import CalibratedScores, calibrate_scores
from tests.ml.evidence import TEXT, build_reading_evidence, score_reading

HALVES = ((0, 5), (5, 11))
TASK = ScoringTask("reading", "en", TEXT, level="B2")
CURRENT = json.loads(calibration.FILE.read_text(encoding="utf-8"))["current"]


def marking(*marks: float, word: float = 9.0, version: str | None = None) -> dict[str, Any]:
    """What the marker measured: the head gives all four marks of a half of the text the same."""
    sentences = []
    for (first, last), mark in zip(HALVES, marks, strict=True):
        words = [[word, -0.2]] * (last - first)
        measures = [0.08, 0.05, 0.2, 0.05, 0.09]
        sentences.append({"first": first, "last": last, "marks": [mark] * 4, "measures": measures, "words": words})
    return {"version": version or CURRENT, "language": "en", "sentences": sentences}


EVEN = marking(8.0, 8.0)


def experts(measured: dict[str, Any], task: ScoringTask = TASK, skip: tuple[int, ...] = ()) -> CalibratedScores:
    scores = calibrate_scores(measured, task, unreached_places=skip)
    assert scores is not None
    return scores


def test_scores_are_ten_times_the_expert_scores_and_text_scores_are_kept():
    marks, given = score_reading(TEXT, marking=EVEN), experts(EVEN)
    for name in ("accuracy", "fluency", "prosody"):
        assert getattr(marks, name) == pytest.approx(10 * getattr(given, name), abs=0.06)
    assert 50 < marks.overall == pytest.approx(10 * given.total, abs=0.06)
    assert marks.completeness == 100
    assert marks.method == f"reading.calibrated.2+{given.version}"
    assert marks.parts["text"] == {"accuracy": 100, "fluency": 100, "overall": 100}
    assert marks.parts["calibrated"]["total"] == round(given.total, 2)
    assert [part["first"] for part in marks.parts["calibrated"]["sentences"]] == [0, 5]
    assert [word.mark for word in marks.words] == [round(mark, 1) for mark in given.words]
    assert marks.clarity == pytest.approx(10 * sum(given.words) / 11, abs=0.06)


def test_better_measures_give_a_higher_score():
    assert score_reading(TEXT, marking=marking(9.5, 9.5)).overall > score_reading(TEXT, marking=marking(5, 5)).overall


def test_text_scores_are_used_when_no_weights_fit():
    marks = score_reading(TEXT, marking=marking(8.0, 8.0, version="never fitted"))
    assert (marks.method, marks.overall, marks.prosody) == ("reading.text.2", 100, None)


def test_unread_sentences_lower_the_score_and_get_no_sentence_scores():
    measured = marking(9.0, 1.0)
    marks = score_reading("We had a good time", missing=6, marking=measured)
    given = experts(measured, skip=tuple(range(5, 11)))
    assert marks.verdict == Verdict.INCOMPLETE
    assert marks.accuracy == pytest.approx(10 * given.accuracy, abs=0.06)
    assert marks.overall == pytest.approx(10 * given.total * 5 / 11, abs=0.1)
    assert [part["first"] for part in marks.parts["calibrated"]["sentences"]] == [0]


def test_corrected_word_changes_score_and_accuracy_by_its_share():
    facts = build_reading_evidence(
        "We had a good thyme and then we went home together.", forced=-2.0, marking=marking(6.0, 6.0)
    )
    before, after = score_evidence(facts), score_evidence(facts, {4: "correct"})
    worth = after.parts["text"]["accuracy"] - before.parts["text"]["accuracy"]
    assert worth > 4
    assert after.accuracy == pytest.approx(before.accuracy + worth, abs=0.11)
    assert after.overall == pytest.approx(before.overall + worth, abs=0.11)
    assert score_evidence(facts, {4: "wrong", 3: "wrong"}).overall < before.overall


def test_weights_of_the_assignment_apply_to_calibrated_parts():
    facts = build_reading_evidence(TEXT, marking=EVEN)
    facts["task"]["weights"] = {"accuracy": 1, "prosody": 3}
    marks = score_evidence(facts)
    assert marks.overall == pytest.approx(0.25 * marks.accuracy + 0.75 * marks.prosody, abs=0.1)
    assert marks.parts["weights"] == {"accuracy": 0.25, "prosody": 0.75}


def test_word_with_a_low_score_is_shown_for_a_check_and_costs_nothing():
    measured = marking(6.0, 6.0, word=2.0)
    marks = score_reading(TEXT, marking=measured)
    assert [word.weak for word in marks.words] == [True] * 11
    assert marks.overall == pytest.approx(10 * experts(measured).total, abs=0.06)
    assert [word.weak for word in score_reading(TEXT, marking=marking(9.5, 9.5, word=10.0)).words] == [False] * 11


def test_word_that_a_teacher_corrected_needs_no_check():
    facts = build_reading_evidence(TEXT, marking=marking(6.0, 6.0, word=2.0))
    assert not score_evidence(facts, {3: "correct"}).words[3].weak


def test_children_under_eight_are_scored_by_their_age_band_with_stars():
    facts = build_reading_evidence(TEXT, marking=EVEN)
    facts["task"]["age_band"] = "under8"
    marks = score_evidence(facts)
    given = experts(EVEN, ScoringTask("reading", "en", TEXT, level="B2", age_band="under8"))
    assert marks.overall == pytest.approx(10 * given.total, abs=0.06)
    assert marks.parts["band"] in range(1, 6)
