"""Up to three useful sentences, from the measures."""

from typing import Any

import pytest

from ml.scoring import score_evidence
from ml.scoring.advice import CODES
from tests.ml import evidence
from tests.ml.evidence import ALIKE, ANSWER, TEXT, build_reading_evidence, score_reading


def advice(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Values by code, in order."""
    return {piece["code"]: piece["values"] for piece in score_evidence(facts).parts["advice"]}


def test_perfect_reading_is_praised():
    assert advice(build_reading_evidence(TEXT)) == {"WELL_DONE": {}}


def test_advice_has_at_most_three_items_and_the_most_useful_comes_first():
    facts = build_reading_evidence("We hat um a gut gut dime and then", forced=-2.0, missing=4)
    facts["sound"]["speech"] = [[0.0, 1.0], [2.5, 4.5]]
    given = list(advice(facts))
    assert len(given) == 3
    assert given[0] == "READ_TO_THE_END"
    assert given == sorted(given, key=CODES.index)


def test_words_to_practise_are_listed_worst_first_without_punctuation():
    given = advice(build_reading_evidence("We had a good times and then we went zebra together.", forced=-2.0))
    assert given["PRACTISE_WORDS"] == {"words": ["home", "time"]}


def test_skipped_words_are_named():
    given = advice(build_reading_evidence("We had a good time and went home together.", forced=-4.0))
    assert given["SKIPPED_WORDS"] == {"words": ["then", "we"]}


def test_long_pause_is_reported_with_its_seconds():
    facts = build_reading_evidence(TEXT)
    facts["sound"]["speech"] = [[0.0, 2.0], [4.2, 5.5]]
    assert advice(facts)["SHORTER_PAUSES"] == {"pauses": 1, "longest": 2.2}


@pytest.mark.parametrize(("wpm", "code", "target"), [(200, "FASTER", 200), (60, "SLOWER", 84)])
def test_wrong_speed_is_reported_with_a_speed_in_reach(wpm, code, target):
    facts = build_reading_evidence(TEXT)
    facts["task"]["target_wpm"] = wpm
    assert advice(facts)[code] == {"rate": 120, "target": target}


def test_repeats_and_fillers_are_reported():
    given = advice(build_reading_evidence("We um had a um good time and and then we went home together."))
    assert list(given)[-2:] == ["FEWER_REPEATS", "FEWER_FILLERS"]


@pytest.mark.parametrize(
    ("heard", "similarity", "codes"),
    [
        ("I like my house near the river", ALIKE | {"coverage": [0.3]}, ["ANSWER_THE_QUESTION"]),
        ("Where do you live", ALIKE, ["OWN_WORDS", "USE_KEY_WORDS", "SAY_MORE"]),
        ("My flat is in the centre and I like it very much there", ALIKE, ["USE_KEY_WORDS"]),
        ("I live in a house near the river", ALIKE | {"coverage": [0.65]}, []),
        (ANSWER, ALIKE, ["WELL_DONE"]),
    ],
    ids=["another topic", "the question", "key words", "short and fine", "good"],
)
def test_advice_for_an_answer_names_its_weakest_parts(heard, similarity, codes):
    given = list(advice(evidence.build_answer_evidence(heard, similarity)))
    assert [code for code in given if code not in ("FASTER", "ONCE_MORE", "SLOWER")][: len(codes)] == codes


def test_missing_key_words_are_named():
    given = advice(evidence.build_answer_evidence("I live in a house with my family and a cat", ALIKE))
    assert given["USE_KEY_WORDS"] == {"words": ["river"]}


def test_refused_recording_gets_no_advice():
    assert "advice" not in score_reading("Our train leaves at seven from the platform", forced=-7.0).parts
