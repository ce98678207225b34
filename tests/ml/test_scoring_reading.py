"""From stored evidence to marks, without the sound."""

import pytest

from ml.scoring import ScoringTask, Verdict, score_evidence
from tests.ml.evidence import TEXT, score_reading
from tests.ml.evidence import build_reading_evidence as evidence


def test_perfect_reading_at_the_target_speed_scores_100():
    marks = score_reading(TEXT)
    assert (marks.verdict, marks.reason, marks.confidence) == (Verdict.OK, "OK", "high")
    assert (marks.accuracy, marks.completeness, marks.fluency, marks.overall) == (100, 100, 100, 100)
    assert marks.method == "reading.text.2"
    assert [word.text for word in marks.words] == TEXT.split()


def test_wrong_near_and_omitted_words_cost_by_their_class():
    marks = score_reading("We had a good times and then we rent together.", forced=-2.0)
    by_word = {word.text: word.class_ for word in marks.words}
    assert by_word["time"] == "near"
    assert by_word["home"] in ("omitted", "wrong")
    assert marks.accuracy == pytest.approx(100 * (11 - 0.5 - 1 - 0.5) / 11, abs=5)
    assert marks.completeness == 100
    assert marks.parts["errors"]["word"] == pytest.approx(3 / 11, abs=0.001)
    assert marks.overall == pytest.approx(0.4 * marks.accuracy + 0.3 * (marks.completeness + marks.fluency), abs=0.1)


def test_half_read_text_is_incomplete_and_keeps_its_accuracy():
    marks = score_reading("We had a good time", missing=6)
    assert (marks.verdict, marks.reason) == (Verdict.INCOMPLETE, "PART_READ")
    assert marks.accuracy == 100
    assert marks.completeness == pytest.approx(45.5, abs=0.1)
    assert [word.class_ for word in marks.words][-6:] == ["not_reached"] * 6


def test_few_extra_words_cost_nothing_and_many_cost_little():
    few = score_reading("We really had a good time and then we went home together.")
    many = score_reading("We so really had a very good nice time and then oh we went back home together.")
    assert few.accuracy == 100
    assert 75 < many.accuracy < 95


def test_misheard_word_is_credited_as_probable_by_the_forced_pass():
    rescued = score_reading("We had a good thyme and then we went home together.", forced=-0.05)
    word = next(word for word in rescued.words if word.text == "time")
    assert (word.class_, word.probable, word.heard) == ("correct", True, "thyme")
    assert rescued.accuracy == 100
    lost = score_reading("We had a good thyme and then we went home together.", forced=-2.0)
    assert lost.accuracy < 100


def test_word_credited_by_the_forced_pass_keeps_its_place_in_time():
    """The forced pass may place it elsewhere than the hearing did."""
    facts = evidence("We had a good thyme and then we went home together.", forced=-0.05)
    facts["forced"][4][1:3] = [0.4, 3.9]
    times = [(word.start, word.end) for word in score_evidence(facts).words]
    assert times[4] == (1.5, 2.5)
    assert times == sorted(times)


def test_word_with_a_too_long_heard_time_takes_its_time_from_the_forced_pass():
    """A sentence was not heard, and its neighbour's first word seems to last through it."""
    facts = evidence(TEXT)
    facts["sound"]["speech"] = [[0.0, 2.5], [3.5, 5.5]]
    facts["heard"]["words"][5][1:3] = [2.0, 4.0]
    facts["forced"][5][1:3] = [3.0, 3.9]
    word = score_evidence(facts).words[5]
    assert (word.text, word.start, word.end) == ("and", 3.35, 3.9)


def test_reading_is_in_the_wrong_language_only_if_its_words_are_not_heard():
    foreign = [["ru", 0.97]]
    other = evidence("moy dyadya samykh chestnykh pravil", forced=-6.0, languages=foreign)
    assert score_evidence(other).verdict == "WRONG_LANGUAGE"
    assert score_reading(TEXT, languages=foreign).verdict == "OK"


def test_reading_in_a_language_without_calibration_goes_to_the_teacher():
    facts = evidence("Biz uyga ketdik", "Biz uyga ketdik")
    facts["task"]["language"] = "uz"
    marks = score_evidence(facts)
    assert (marks.verdict, marks.reason) == (Verdict.LOW_CONFIDENCE, "LANGUAGE_WITHOUT_FIGURES")
    assert marks.confidence == "low"


def test_one_failed_check_lowers_confidence_and_two_go_to_the_teacher():
    facts = evidence(TEXT)
    facts["heard"]["rung"] = 1
    assert score_evidence(facts).confidence == "medium"
    facts["sound"]["damaged"] = True
    assert (score_evidence(facts).verdict, score_evidence(facts).reason) == (Verdict.LOW_CONFIDENCE, "CHECKS_FAILED")


def test_reading_with_no_words_heard_is_no_speech_without_scores():
    marks = score_reading("")
    assert (marks.verdict, marks.overall, marks.confidence) == (Verdict.NO_SPEECH, None, None)


def test_word_corrected_by_a_teacher_changes_the_score():
    facts = evidence("We had a good thyme and then we went home together.", forced=-2.0)
    before = score_evidence(facts)
    after = score_evidence(facts, {4: "correct"})
    assert after.accuracy == 100 > before.accuracy
    word = next(word for word in after.words if word.reference == 4)
    assert (word.class_, word.corrected) == ("correct", True)
    assert after.confidence == "high"


@pytest.mark.parametrize("kind", ["reading", "repeat"])
def test_teacher_can_credit_words_that_were_not_heard(kind):
    facts = evidence("", forced=-9.0, missing=11)
    facts["task"]["kind"] = kind
    marks = score_evidence(facts, dict.fromkeys(range(11), "correct"))
    assert (marks.verdict, marks.accuracy, marks.completeness, marks.fluency) == (Verdict.OK, 100, 100, 0)


def test_refusal_by_the_audio_gate_becomes_the_verdict():
    refused = {"verdict": "TOO_QUIET", "reason": "TOO_QUIET"}
    marks = score_evidence({"task": ScoringTask("reading", "en", TEXT).as_json(), "refused": refused})
    assert (marks.verdict, marks.words, marks.overall) == (Verdict.TOO_QUIET, (), None)


@pytest.mark.parametrize(
    ("level", "wpm", "target"), [("A1", None, 65), ("b2", None, 120), ("", None, 100), ("A1", 90, 90)]
)
def test_target_speed_comes_from_the_assignment_or_the_level(level, wpm, target):
    facts = evidence(TEXT)
    facts["task"] |= {"level": level, "target_wpm": wpm}
    assert score_evidence(facts).parts["fluency"]["target"] == target


def test_digits_that_whisper_joined_are_compared_one_by_one():
    text = "Call one four seven one. Five eight three two. Five one six one. Zero four one now."
    facts = evidence("Call 1471-5832-5161-041. now.", text)
    row = facts["heard"]["words"][1]
    row[1:3] = [0.5, 11.0]
    facts["heard"]["words"][2][1:3] = [11.0, 11.5]
    marks = score_evidence(facts)
    assert (marks.accuracy, marks.parts["accuracy"]["classes"]) == (100, {"correct": 17})
    assert "ODD_WORDS" not in marks.parts["failed_checks"]
