"""Marks as experts give them: the head in numpy, the sums behind it, and what they say of real recordings."""

import dataclasses
import json
import time
from typing import Any

import numpy as np
import pytest

from ml.engines.expert_scores import ExpertScorer, locate_sentences, split_into_sentences, split_run_at_word, trim_span
from ml.scoring import RecordingResult, ScoringTask, calibration
from ml.scoring.calibration import SCORE_NAMES, CalibratedScores, calibrate_scores

TEXT = "We all had a good time. They could not help but notice, and we know that we are loved and never forgotten."
TASK = ScoringTask("reading", "en", TEXT)
SPEECH = [[0.5, 3.0], [3.4, 9.5]]


@pytest.fixture(scope="module")
def marker():
    scorer = ExpertScorer.load(calibration.list_calibrated_models()[0], "en")
    assert scorer is not None
    return scorer


@pytest.fixture(scope="module")
def frames():
    """Ten seconds of made up frames."""
    return np.random.default_rng(1).normal(0, 1, (500, 512)).astype(np.float32)


def forced(text: str = TEXT, logprob: float = -0.5) -> list[list[Any]]:
    words = text.split()
    step = 9.0 / len(words)
    return [[word, *(round(0.5 + step * (at + end), 2) for end in (0, 1)), logprob] for at, word in enumerate(words)]


def measured(marker: ExpertScorer, frames: np.ndarray, rows: list[list[Any]]) -> dict[str, Any]:
    return marker.measure([(0.0, frames)], rows, [0] * len(rows), {"speech": SPEECH}, TASK)


def marks(marking: dict[str, Any], task: ScoringTask = TASK, skip: set[int] | None = None) -> CalibratedScores:
    scores = calibrate_scores(marking, task, unreached_places=skip or set())
    assert scores is not None
    return scores


def test_text_is_split_into_sentences_of_at_most_ten_words():
    runs = split_into_sentences(TASK)
    assert runs == [(0, 6), (6, 12), (12, 22)]
    assert split_into_sentences(dataclasses.replace(TASK, reference=TEXT.upper())) == runs


def test_line_ends_split_sentences_and_short_sentences_are_joined():
    task = dataclasses.replace(TASK, reference="Yes. I do like it.\nNo.\nGood day — to you!")
    assert split_into_sentences(task) == [(0, 5), (5, 6), (6, 10)]


def test_long_text_without_full_stops_is_split_into_equal_parts():
    task = dataclasses.replace(TASK, reference=" ".join(["word"] * 23))
    assert split_into_sentences(task) == [(0, 8), (8, 16), (16, 23)]


def test_sentence_across_two_windows_is_measured_in_two_parts():
    rows = forced("one two three four")
    sentences = locate_sentences([(0, 4)], rows, [0, 0, 1, 1], SPEECH)
    assert [(piece.first, piece.last, piece.window) for piece in sentences] == [(0, 2, 0), (2, 4, 1)]


def test_sentence_is_split_where_the_reading_stopped():
    assert split_run_at_word([(0, 6), (6, 12)], 8) == [(0, 6), (6, 8), (8, 12)]
    assert split_run_at_word([(0, 6)], 5) == [(0, 6)]


def test_silence_around_a_sentence_is_trimmed():
    assert trim_span(0.0, 3.3, SPEECH) == (0.44, 3.06)
    assert trim_span(3.05, 3.3, SPEECH) == (3.05, 3.3)


def test_unknown_model_or_language_has_no_calibration():
    assert ExpertScorer.load("0" * 64, "en") is None
    assert ExpertScorer.load(calibration.list_calibrated_models()[0], "uz") is None


@pytest.mark.parametrize(
    "marking",
    [{}, {"version": "0", "language": "en", "sentences": []}, {"version": "", "language": "ru", "sentences": []}],
    ids=["nothing", "other-version", "other-language"],
)
def test_measures_of_another_version_or_language_get_no_calibrated_score(marking):
    assert calibrate_scores(marking, TASK) is None


def test_reading_with_no_reached_word_gets_no_calibrated_score(marker, frames):
    marking = measured(marker, frames, forced())
    assert calibrate_scores(marking, TASK, unreached_places=range(22)) is None


def test_same_sound_gives_identical_measures_and_scores(marker, frames):
    first, second = (json.dumps(measured(marker, frames, forced())) for _ in range(2))
    assert first == second
    again = marks(json.loads(first))
    assert again == marks(json.loads(second))


def test_words_not_reached_do_not_count_in_calibrated_scores(marker, frames):
    marking = measured(marker, frames, forced())
    all_marks, part = marks(marking), marks(marking, skip=set(range(12, 22)))
    assert [sentence["first"] for sentence in part.sentences] == [0, 6]
    assert part.words[:12] == all_marks.words[:12]
    assert set(part.words[12:]) == {None}
    first, second = (sentence["accuracy"] for sentence in all_marks.sentences[:2])
    assert part.accuracy == pytest.approx((first + second) / 2, abs=0.002)


def test_surer_words_and_shorter_pauses_never_lower_a_score(marker, frames):
    marking = measured(marker, frames, forced())
    for change in ("logprob", "head", "pause"):
        last: CalibratedScores | None = None
        for step in (-8.0, -4.0, -2.0, -1.0, -0.3, 0.0):
            changed = json.loads(json.dumps(marking))
            for sentence in changed["sentences"]:
                for word in sentence["words"]:
                    word[0] = 10 + step if change == "head" else word[0]
                    word[1] = step if change == "logprob" else word[1]
                if change == "pause":
                    sentence["measures"][1:4] = [-step / 8, -step / 3, -step / 8]
            scores = marks(changed)
            if last:
                assert all(getattr(scores, name) >= getattr(last, name) for name in SCORE_NAMES), (change, step)
            last = scores


@pytest.mark.parametrize("value", [-1e6, 1e6], ids=["worst", "best"])
def test_calibrated_scores_stay_between_0_and_10(marker, frames, value):
    marking = measured(marker, frames * 1000, forced(logprob=-100.0))
    for sentence in marking["sentences"]:
        sentence["marks"] = [value] * 4
        sentence["measures"] = [-value] * len(sentence["measures"])
        sentence["words"] = [[value, value] for _ in sentence["words"]]
    scores = marks(marking)
    given = [getattr(scores, name) for name in SCORE_NAMES] + [word for word in scores.words if word is not None]
    assert all(0 <= mark <= 10 for mark in given)
    assert (scores.total < 5) == (value < 0)


@pytest.mark.parametrize("band", ["", "under8", "child", "adult"])
def test_age_band_is_optional_and_changes_the_score_by_less_than_one(marker, frames, band):
    marking = measured(marker, frames, forced())
    known = marks(marking, dataclasses.replace(TASK, age_band=band))
    assert abs(known.total - marks(marking).total) < 1


def test_empty_spans_and_spans_after_the_last_frame_are_scored(marker, frames):
    rows = [[word, 9.9, 9.9, -12.0] for word in TEXT.split()]
    marking = marker.measure([(0.0, frames[:3])], rows, [0] * len(rows), {"speech": []}, TASK)
    assert all(0 <= getattr(marks(marking), name) <= 10 for name in SCORE_NAMES)


def test_measuring_a_sentence_takes_under_50_milliseconds(marker, frames):
    began = time.process_time()
    for _ in range(20):
        measured(marker, frames, forced())
    sentences_measured = 20 * 3
    assert (time.process_time() - began) / sentences_measured < 0.05


@pytest.mark.slow  # 55 s
def test_scores_rank_recordings_as_the_experts_do(evening):
    order = ["good-adult.webm", "middle-child.mp3", "weak-adult.wav"]
    scores = [_marks_of(evening[f"reading {name}"]) for name in order]
    for name in SCORE_NAMES:
        given = [getattr(score, name) for score in scores]
        assert given == sorted(given, reverse=True), (name, given)


@pytest.mark.parametrize(
    ("name", "experts"),
    [("good-adult.webm", 8.67), ("good-child.m4a", 9.03), ("weak-adult.wav", 4.95)],
    ids=["good-adult", "good-child", "weak-adult"],
)
def test_scores_are_near_those_of_the_experts(name, experts, evening):
    assert abs(_marks_of(evening[f"reading {name}"]).total - experts) < 1.5


def test_every_reached_word_has_a_score(evening):
    result = _marks_of(evening["reading good-adult.webm"])
    assert all(word is not None and 0 <= word <= 10 for word in result.words)


def _marks_of(result: RecordingResult) -> CalibratedScores:
    return marks(result.evidence["marking"], ScoringTask.from_json(result.evidence["task"]))
