"""Each way in which a recording can mislead the marks, as evidence; what needs sound is in `test_guards_with_sound`."""

from typing import Any

import pytest

from ml.scoring import ScoringTask, Verdict, score_evidence
from ml.scoring.constants import VERDICT
from tests.ml import evidence
from tests.ml.evidence import ALIKE, ANSWER, TEXT, build_reading_evidence, score_reading

RUSSIAN = [[0.0, 30.0, "ru", 0.95]]


def changed(facts: dict[str, Any], part: str, **values: Any) -> dict[str, Any]:
    """The evidence with some facts of one part changed."""
    return facts | {part: facts[part] | values}


# invented text


def test_invented_reading_is_refused_as_no_speech_without_a_score():
    invented = {"logprob": -1.6, "no_speech": 0.7, "rung": 2, "text": "Thank you"}
    facts = changed(build_reading_evidence("Thank you for watching", forced=-7.0), "heard", **invented)
    for row in facts["heard"]["words"]:
        row[3] = -2.5
    marks = score_evidence(facts)
    assert (marks.verdict, marks.reason, marks.overall, marks.confidence) == (
        Verdict.NO_SPEECH, "INVENTED_TEXT", None, None,
    )  # fmt: skip
    assert "noise" in marks.parts["guard_hits"]


def test_invented_answer_is_refused_as_no_speech_without_a_score():
    facts = changed(evidence.build_answer_evidence("you you you", ALIKE), "heard", logprob=-1.9, no_speech=0.8)
    for row in facts["heard"]["words"]:
        row[3] = -3.0
    assert (score_evidence(facts).verdict, score_evidence(facts).overall) == (Verdict.NO_SPEECH, None)


# another text, half a text


def test_reading_of_another_text_is_refused():
    facts = build_reading_evidence("Our train leaves at seven from the second platform today", forced=-6.5)
    marks = score_evidence(facts)
    assert (marks.verdict, marks.reason, marks.overall) == (Verdict.OFF_SCRIPT, "OTHER_TEXT", None)
    assert "off_script" in marks.parts["guard_hits"]


def test_weak_reading_of_the_right_text_is_scored():
    """Hardly a word is heard right, but the text is in the sound."""
    facts = build_reading_evidence("Hwee hat a gut dime ant den we want ohm togedder", forced=-1.2)
    marks = score_evidence(facts)
    assert marks.verdict in (Verdict.OK, Verdict.LOW_CONFIDENCE)
    assert marks.overall is not None


def test_half_read_text_is_incomplete_and_advice_is_to_read_to_the_end():
    marks = score_reading("We had a good time", missing=6)
    assert (marks.verdict, marks.reason) == (Verdict.INCOMPLETE, "PART_READ")
    assert "partial" in marks.parts["guard_hits"]
    assert marks.parts["advice"][0] == {"code": "READ_TO_THE_END", "values": {"missing": 6}}


# loops


def test_transcript_that_loops_is_flagged():
    facts = changed(build_reading_evidence(TEXT), "heard", repeats=0.7)
    marks = score_evidence(facts)
    assert "LOOPS" in marks.parts["failed_checks"]
    assert marks.flags == ("LOOPS",)
    assert marks.confidence == "medium"


def test_transcript_that_compresses_too_well_is_flagged_as_a_loop():
    assert "LOOPS" in score_evidence(changed(build_reading_evidence(TEXT), "heard", compression=2.9)).flags


def test_reading_of_a_repetitive_text_is_not_flagged_as_a_loop():
    song = "row row row your boat " * 6
    facts = changed(build_reading_evidence(song, song), "heard", repeats=0.82)
    assert "LOOPS" not in score_evidence(facts).flags


# impossible words


@pytest.mark.parametrize(
    ("seconds", "logprob"), [(0.01, -0.2), (3.2, -0.2), (0.5, -2.0)], ids=["too short", "too long", "unlikely"]
)
def test_three_implausible_words_near_each_other_are_flagged(seconds, logprob):
    facts = build_reading_evidence(TEXT)
    for place in (3, 5, 7):
        row = facts["heard"]["words"][place]
        row[2], row[3] = row[1] + seconds, logprob
    marks = score_evidence(facts)
    assert marks.flags == ("ODD_WORDS",)
    assert "ODD_WORDS" in marks.parts["failed_checks"]


def test_two_implausible_words_or_three_far_apart_are_not_flagged():
    long = " ".join([TEXT] * 4)
    for places in ((3, 5), (3, 20, 37)):
        facts = build_reading_evidence(long, long)
        for place in places:
            facts["heard"]["words"][place][3] = -2.0
        assert "ODD_WORDS" not in score_evidence(facts).flags


# numbers; too strict, too kind


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        ("Two eight nine one", "2891"),
        ("Twenty eight ninety one", "2891"),
        ("Two thousand eight hundred and ninety one", "2891"),
        ("2891", "two eight nine one"),
        ("2891", "twenty eight ninety one"),
        ("We won in 1985 with 3 goals", "we won in nineteen eighty five with three goals"),
        ("They left their|there bags", "they left there bags"),
        ("My name is Aziza|*", "my name is Oysha"),
        ("We can't say it's gone", "we cannot say it is gone"),
        ("I don't know what they'd said", "I do not know what they had said"),
        ("The colour of the theatre", "the color of the theater"),
        ("An ice-cream, please", "an icecream please"),
    ],
)
def test_numbers_in_figures_or_words_and_allowed_variants_are_correct(asked, heard):
    assert score_reading(heard, asked).accuracy == 100


def test_unclear_word_is_shown_for_a_check_and_costs_nothing():
    facts = build_reading_evidence(TEXT)
    facts["forced"][4][3] = -2.9
    marks = score_evidence(facts)
    [weak] = [word for word in marks.words if word.weak]
    assert (weak.text, weak.class_) == ("time", "correct")
    assert marks.accuracy == 100
    assert {"code": "CHECK_WORDS", "values": {"words": ["time"]}} in marks.parts["advice"]


# noise


def test_recording_with_loud_noise_goes_to_the_teacher():
    facts = changed(build_reading_evidence("We had good and we together", forced=-2.0), "sound", range_db=9.0)
    marks = score_evidence(facts)
    assert (marks.verdict, marks.reason) == (Verdict.LOW_CONFIDENCE, "MAYBE_NOISE")
    assert "NOISY" in marks.flags
    assert marks.parts["advice"][0]["code"] == "QUIETER_PLACE"


def test_noisy_recording_is_not_refused_as_another_text():
    facts = build_reading_evidence("Our train leaves at seven from the second platform today", forced=-6.5)
    assert score_evidence(changed(facts, "sound", range_db=8.0)).verdict == Verdict.LOW_CONFIDENCE


def test_recording_in_a_quiet_room_is_not_flagged_as_noisy():
    assert score_evidence(changed(build_reading_evidence(TEXT), "sound", range_db=40.0)).flags == ()


# languages


def test_detected_other_language_only_flags_a_reading_with_the_right_words():
    marks = score_reading(TEXT, languages=[["ru", 0.97]])
    assert (marks.verdict, marks.flags) == (Verdict.OK, ("OTHER_LANGUAGE_DETECTED",))


def test_answer_in_another_language_is_refused():
    facts = evidence.build_answer_evidence("moy dyadya samykh chestnykh pravil", ALIKE) | {"spans": RUSSIAN}
    marks = score_evidence(facts)
    assert (marks.verdict, marks.reason) == (Verdict.WRONG_LANGUAGE, "OTHER_LANGUAGE")


def test_foreign_part_of_an_answer_is_shown_and_not_scored():
    own = score_evidence(evidence.build_answer_evidence(ANSWER, ALIKE))
    facts = evidence.build_answer_evidence(ANSWER + " я не знаю как это сказать", ALIKE)
    end = 0.5 * len(ANSWER.split())
    facts["spans"] = [[0.0, end, "en", 0.98], [end, end + 3.0, "ru", 0.93]]
    marks = score_evidence(facts)
    assert marks.flags == ("FOREIGN_SPANS",)
    assert [word.class_ for word in marks.words][-6:] == ["foreign"] * 6
    assert marks.parts["foreign"] == [[end, end + 3.0, "ru", 0.93]]
    assert marks.parts["terms"] == own.parts["terms"] | {"clarity": marks.parts["terms"]["clarity"]}
    assert marks.overall == own.overall
    assert marks.parts["advice"][0]["code"] == "STAY_IN_LANGUAGE"


def test_extra_foreign_words_cost_a_reading_nothing():
    heard = TEXT + " подождите я потерял место сейчас найду вот"
    spans = [[0.0, 5.5, "en", 0.98], [5.5, 9.0, "ru", 0.93]]
    assert score_reading(heard).accuracy < 100
    marks = score_reading(heard, spans=spans)
    assert marks.accuracy == 100
    assert [word.class_ for word in marks.words].count("foreign") == 7


def test_unsure_language_detection_sets_no_flag():
    assert score_reading(TEXT, spans=[[0.0, 5.5, "zh", 0.6]]).flags == ()


def test_answer_in_a_language_without_calibration_goes_to_the_teacher():
    facts = evidence.build_answer_evidence(
        "Men kichik uyda yashayman", ALIKE, ScoringTask("speaking", "uz", question="Qayerda?")
    )
    marks = score_evidence(facts | {"languages": [["uz", 0.9]]})
    assert (marks.verdict, marks.confidence) == (Verdict.LOW_CONFIDENCE, "low")


# damaged files, other models


def test_damaged_file_is_flagged_and_lowers_confidence():
    marks = score_evidence(changed(build_reading_evidence(TEXT), "sound", damaged=True))
    assert (marks.verdict, marks.confidence, marks.flags) == (Verdict.OK, "medium", ("DAMAGED_FILE",))


def test_guards_use_the_transcript_of_the_scoring_model():
    """A larger model hears the text; what guards and credit rest on is the small one they were fitted with."""
    facts = build_reading_evidence(TEXT)
    heard = build_reading_evidence("We had a good thyme and then we went home together.", forced=-0.05)
    larger = facts | {"engine": {"model_sha256": "f" * 64}}
    marks = score_evidence(larger | {"by_marker": {"model_sha256": facts["engine"]["model_sha256"], **heard}})
    assert "OTHER_MODEL" not in marks.parts["failed_checks"]
    assert marks.confidence == "high"
    assert marks.parts["features"]["heard_share"] < 1
    assert [word.class_ for word in marks.words] == ["correct"] * 11
    assert "OTHER_MODEL" in score_evidence(larger).parts["failed_checks"]


# children


def test_child_under_eight_gets_stars():
    facts = build_reading_evidence(TEXT)
    facts["task"]["age_band"] = "under8"
    assert score_evidence(facts).parts["band"] == 5
    worse = build_reading_evidence("We hat gut dime and den we ohm", forced=-1.5)
    worse["task"]["age_band"] = "under8"
    assert 1 < score_evidence(worse).parts["band"] < 5


@pytest.mark.parametrize("age_band", ["", "child", "adult"])
def test_other_ages_get_no_stars(age_band):
    facts = build_reading_evidence(TEXT)
    facts["task"]["age_band"] = age_band
    assert "band" not in score_evidence(facts).parts


def test_guard_limits_do_not_change():
    assert (VERDICT.word_shortest, VERDICT.word_longest, VERDICT.most_anomalies) == (0.02, 3.0, 3)
    assert (VERDICT.loop_share, VERDICT.most_compression, VERDICT.foreign_probability) == (0.6, 2.4, 0.8)
