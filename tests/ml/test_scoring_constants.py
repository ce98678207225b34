"""Golden examples of the constants that are choices of ours, and how parts become one mark."""

from typing import Any

import pytest

from ml.scoring import constants, score_evidence, weights
from ml.scoring.answers import score_length, score_variety
from ml.scoring.constants import GATE, VERSION, get_target_rate
from ml.scoring.fluency import score_fluency
from ml.scoring.read_aloud import score_to_stars
from tests.ml import evidence
from tests.ml.evidence import ALIKE, ANSWER, TASK, TEXT, build_reading_evidence, score_reading


def test_version_of_the_scoring_constants_is_2():
    assert VERSION == "2"


@pytest.mark.parametrize(("extra", "penalty"), [(0, 0.0), (1, 0.0), (2, 4.09), (4, 13.18), (7, 20.0)])
def test_extra_words_beyond_a_tenth_cost_half_a_word_each_up_to_20_points(extra, penalty):
    other = "zebra lemon violin cactus hammer pillow saddle".split()[:extra]
    words = TEXT.split()
    heard = [word for pair in zip(words, [*other, *[""] * 11], strict=False) for word in pair if word]
    marks = score_reading(" ".join(heard))
    assert marks.parts["accuracy"]["insertion_penalty"] == pytest.approx(penalty, abs=0.01)
    assert marks.accuracy == pytest.approx(100 - penalty, abs=0.1)


@pytest.mark.parametrize(
    ("words", "speech", "value"),
    [
        (20, [[0, 12]], 100.0),
        (10, [[0, 12]], 72.7),
        (40, [[0, 12]], 72.0),
        (20, [[0, 3], [6, 9], [9.5, 12]], 77.8),
        (20, [[0, 5.5], [6, 12]], 100.0),
        (5, [[0, 2], [10, 12]], 2.0),
    ],
    ids=["at the target", "half as fast", "twice as fast", "a long pause", "a short pause", "in fits"],
)
def test_fluency_score_by_speed_and_pauses(words, speech, value):
    assert score_fluency(words, (0.0, 12.0), speech, 100)[0] == pytest.approx(value, abs=0.1)


@pytest.mark.parametrize(("logprob", "value"), [(-0.2, 100), (-2.1, 50), (-3.9, 2.6), (0.0, 100)])
def test_clarity_is_scaled_between_two_log_probabilities(logprob, value):
    assert score_reading(TEXT, forced=logprob).clarity == pytest.approx(value, abs=0.1)


@pytest.mark.parametrize(("logprob", "kind"), [(-0.39, "correct"), (-0.41, "near")], ids=["rescued", "not rescued"])
def test_forced_pass_credits_words_above_a_log_probability(logprob, kind):
    marks = score_reading("We had a good times and then we went home together.", forced=logprob)
    assert next(word.class_ for word in marks.words if word.text == "time") == kind


@pytest.mark.parametrize(("words", "value"), [(0, 0), (4, 44.4), (9, 100), (30, 100)])
def test_answer_of_six_tenths_of_the_reference_length_gets_full_length_score(words, value):
    assert score_length(TASK, words) == pytest.approx(value, abs=0.1)


@pytest.mark.parametrize(
    ("words", "value"), [(["a"], 0), (["a", "b", "c", "d"], 16.6), (["a", "b"] * 5, 0), (list("abcdefghij"), 49.4)]
)
def test_variety_score_by_share_of_different_words(words, value):
    assert score_variety(words) == pytest.approx(value, abs=0.1)


@pytest.mark.parametrize(
    ("mark", "stars"), [(0, 1), (39.9, 1), (40, 2), (55, 3), (69.9, 3), (70, 4), (85, 5), (100, 5)]
)
def test_stars_by_score(mark, stars):
    assert score_to_stars(mark) == stars


@pytest.mark.parametrize(("level", "target"), [("A1", 65), ("A2", 80), ("B1", 100), ("B2", 120), ("C1", 140)])
def test_target_speed_by_level(level, target):
    assert get_target_rate(None, level) == target


def test_audio_gate_limits_do_not_change():
    assert (GATE.least_speech_share_of_text, GATE.least_speech_seconds, GATE.least_speech_share) == (0.25, 1.0, 0.05)
    assert (GATE.speech_probability, GATE.shortest_seconds) == (0.3, 0.5)


def test_score_of_a_reading_weighs_its_lowest_part_0_4_and_the_others_0_3():
    marks = score_reading("We had a good times and then we rent together.", forced=-2.0)
    three = sorted((marks.accuracy, marks.completeness, marks.fluency))
    assert marks.overall == pytest.approx(0.4 * three[0] + 0.3 * three[1] + 0.3 * three[2], abs=0.1)


def test_score_of_an_answer_weighs_its_four_parts():
    marks = score_evidence(evidence.build_answer_evidence(ANSWER, ALIKE | {"coverage": [0.4]}))
    terms = marks.parts["terms"]
    expected = 0.5 * 50 + 0.2 * terms["length"] + 0.2 * terms["fluency"] + 0.1 * terms["variety"]
    assert marks.overall == pytest.approx(expected, abs=0.1)
    assert marks.parts["weights"] == {"relevance": 0.5, "length": 0.2, "fluency": 0.2, "variety": 0.1}


@pytest.mark.parametrize(
    ("own", "shares"),
    [
        ({"accuracy": 2, "fluency": 2}, {"accuracy": 0.5, "fluency": 0.5}),
        ({"accuracy": 1, "prosody": 1}, {"accuracy": 1.0}),
        ({"prosody": 1}, {}),
        ({}, {}),
    ],
    ids=["two", "prosody is not known", "nothing is known", "none"],
)
def test_weights_of_the_assignment_replace_the_usual_ones(own, shares):
    facts = build_reading_evidence("We had a good times and then we rent together.", forced=-2.0)
    facts["task"]["weights"] = own
    marks = score_evidence(facts)
    assert marks.parts["weights"] == shares
    parts: dict[str, Any] = {name: getattr(marks, name) for name in weights.WEIGHTABLE_PARTS["reading"]}
    usual = score_reading("We had a good times and then we rent together.", forced=-2.0).overall
    expected = sum(share * parts[name] for name, share in shares.items()) if shares else usual
    assert marks.overall == pytest.approx(expected, abs=0.1)


def test_weights_of_the_assignment_keep_the_cost_of_unread_text():
    facts = build_reading_evidence("We had a good time", missing=6)
    facts["task"]["weights"] = {"accuracy": 1}
    assert score_evidence(facts).overall == pytest.approx(100 * 5 / 11, abs=0.1)


def test_all_groups_of_scoring_constants_are_in_one_module():
    names = {"GATE", "ACCURACY", "FLUENCY", "CLARITY", "ANSWER", "VERDICT", "WORD", "ADVICE", "STAR_THRESHOLDS"}
    assert names <= set(vars(constants))
