"""From stored evidence to marks, without the sound."""

from typing import Any

import pytest

from ml.scoring import Task, Verdict, rescore, score
from ml.scoring.guards import fitted_models
from ml.text import read

TEXT = "We had a good time and then we went home together."


def evidence(
    heard: str, reference: str = TEXT, *, forced: float = -0.2, missing: int = 0, **changed: Any
) -> dict[str, Any]:
    """Evidence of an even reading: half a second a word; the last `missing` words of the text are not in the sound."""
    told = heard.split()
    end = 0.5 * len(told)
    asked = [word.surface for word in read(reference, "en", alternatives=True)]
    there = len(asked) - missing
    step = end / max(1, there)
    rows = [[word, round(0.5 * place, 2), round(0.5 * place + 0.5, 2), -0.2] for place, word in enumerate(told)]
    spans = [
        [word, round(step * place, 2), round(step * place + step, 2), forced]
        if place < there
        else [word, end, end, -9.0]
        for place, word in enumerate(asked)
    ]
    return {
        "task": Task("reading", "en", reference, level="B2").as_json(),
        "engine": {"model_sha256": fitted_models()[0]},
        "sound": {"seconds": end, "speech": [[0.0, end]], "damaged": False},
        "languages": [["en", 0.99]],
        "heard": {"text": heard, "words": rows, "logprob": -0.2, "no_speech": 0.05, "compression": 1.2, "rung": 0,
                  "repeats": 0.0},
        "forced": spans,
    } | changed  # fmt: skip


def test_a_perfect_reading_at_the_right_speed() -> None:
    marks = score(evidence(TEXT))
    assert (marks.verdict, marks.reason, marks.confidence) == (Verdict.OK, "OK", "high")
    assert (marks.accuracy, marks.completeness, marks.fluency, marks.overall) == (100, 100, 100, 100)
    assert marks.method == "reading.text.1"
    assert [word.text for word in marks.words] == TEXT.split()


def test_wrong_near_and_left_out_words_cost_by_their_class() -> None:
    marks = score(evidence("We had a good times and then we rent together.", forced=-2.0))
    by_word = {word.text: word.class_ for word in marks.words}
    assert by_word["time"] == "near"
    assert by_word["home"] in ("omitted", "wrong")
    assert marks.accuracy == pytest.approx(100 * (11 - 0.5 - 1 - 0.5) / 11, abs=5)
    assert marks.completeness == 100
    assert marks.overall == pytest.approx(0.4 * marks.accuracy + 0.3 * (marks.completeness + marks.fluency), abs=0.1)


def test_half_a_text_is_incomplete_and_keeps_its_accuracy() -> None:
    marks = score(evidence("We had a good time", missing=6))
    assert (marks.verdict, marks.reason) == (Verdict.INCOMPLETE, "PART_READ")
    assert marks.accuracy == 100
    assert marks.completeness == pytest.approx(45.5, abs=0.1)
    assert [word.class_ for word in marks.words][-6:] == ["not_reached"] * 6


def test_many_extra_words_cost_little_and_few_cost_nothing() -> None:
    few = score(evidence("We really had a good time and then we went home together."))
    many = score(evidence("We so really had a very good nice time and then oh we went back home together."))
    assert few.accuracy == 100
    assert 75 < many.accuracy < 95


def test_the_forced_pass_rescues_a_misheard_word_and_says_so() -> None:
    rescued = score(evidence("We had a good thyme and then we went home together.", forced=-0.05))
    word = next(word for word in rescued.words if word.text == "time")
    assert (word.class_, word.probable, word.heard) == ("correct", True, "thyme")
    assert rescued.accuracy == 100
    lost = score(evidence("We had a good thyme and then we went home together.", forced=-2.0))
    assert lost.accuracy < 100


def test_another_language_is_told_only_when_hardly_a_word_was_heard() -> None:
    foreign = [["ru", 0.97]]
    assert (
        score(evidence("moy dyadya samykh chestnykh pravil", forced=-6.0, languages=foreign)).verdict
        == "WRONG_LANGUAGE"
    )
    assert score(evidence(TEXT, languages=foreign)).verdict == "OK"


def test_a_language_without_figures_goes_to_the_teacher() -> None:
    facts = evidence("Biz uyga ketdik", "Biz uyga ketdik")
    facts["task"]["language"] = "uz"
    marks = score(facts)
    assert (marks.verdict, marks.reason, marks.confidence) == (
        Verdict.LOW_CONFIDENCE,
        "LANGUAGE_WITHOUT_FIGURES",
        "low",
    )


def test_a_retried_search_lowers_the_confidence_and_two_failed_checks_ask_the_teacher() -> None:
    facts = evidence(TEXT)
    facts["heard"]["rung"] = 1
    assert score(facts).confidence == "medium"
    facts["sound"]["damaged"] = True
    assert (score(facts).verdict, score(facts).reason) == (Verdict.LOW_CONFIDENCE, "CHECKS_FAILED")


def test_nothing_heard_is_no_speech_without_numbers() -> None:
    marks = score(evidence(""))
    assert (marks.verdict, marks.overall, marks.confidence) == (Verdict.NO_SPEECH, None, None)


def test_a_teacher_s_word_scores_again_at_once() -> None:
    facts = evidence("We had a good thyme and then we went home together.", forced=-2.0)
    before = score(facts)
    after = rescore(facts, {4: "correct"})
    assert after.accuracy == 100 > before.accuracy
    word = next(word for word in after.words if word.reference == 4)
    assert (word.class_, word.corrected) == ("correct", True)
    assert after.confidence == "high"


def test_a_gate_s_refusal_passes_through() -> None:
    marks = score(
        {"task": Task("reading", "en", TEXT).as_json(), "refused": {"verdict": "TOO_QUIET", "reason": "TOO_QUIET"}}
    )
    assert (marks.verdict, marks.words, marks.overall) == (Verdict.TOO_QUIET, (), None)


@pytest.mark.parametrize(
    ("level", "wpm", "target"), [("A1", None, 65), ("b2", None, 120), ("", None, 100), ("A1", 90, 90)]
)
def test_the_target_speed_is_the_homework_s_or_the_level_s(level: str, wpm: int | None, target: int) -> None:
    facts = evidence(TEXT)
    facts["task"] |= {"level": level, "target_wpm": wpm}
    assert score(facts).parts["fluency"]["target"] == target
