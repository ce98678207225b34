"""A text said phrase by phrase: a line at a time, with waits that cost nothing."""

from typing import Any

import pytest

from ml.scoring import ScoringTask, Verdict, score_evidence
from tests.ml.evidence import build_reading_evidence

LINES = "Good morning, Mrs Brown.\n\nHow are you today?\nI am fine, thank you."
WAIT = 4.0


def repeated(heard: str = LINES, *, wait: float = WAIT, kind: str = "repeat", **changed: Any) -> dict[str, Any]:
    """Evidence of the lines said with `wait` seconds between them."""
    facts = build_reading_evidence(" ".join(heard.split()), LINES, **changed)
    facts["task"] = ScoringTask(kind, "en", LINES, level="B2").as_json()  # type: ignore[arg-type]
    sizes = [len(line.split()) for line in heard.splitlines() if line.strip()]
    shift, place, speech = 0.0, 0, []
    for size in sizes:
        rows = facts["heard"]["words"][place : place + size]
        speech.append([rows[0][1] + shift, rows[-1][2] + shift])
        for row in rows:
            row[1], row[2] = row[1] + shift, row[2] + shift
        place, shift = place + size, shift + wait
    facts["sound"] |= {"seconds": speech[-1][1], "speech": speech}
    facts["forced"] = [[asked[0], row[1], row[2], asked[3]] for asked, row in zip(facts["forced"], facts["heard"]["words"], strict=False)] + facts["forced"][len(facts["heard"]["words"]) :]  # noqa: E501  # fmt: skip
    return facts


def test_each_line_is_a_phrase_with_its_place_and_times():
    marks = score_evidence(repeated())
    assert (marks.verdict, marks.overall, marks.method) == (Verdict.OK, 100, "repeat.text.2")
    assert marks.parts["phrases"] == [
        {"text": "Good morning, Mrs Brown.", "first": 0, "words": 4, "start": 0.0, "end": 2.0,
         "accuracy": 100, "completeness": 100},
        {"text": "How are you today?", "first": 4, "words": 4, "start": 6.0, "end": 8.0,
         "accuracy": 100, "completeness": 100},
        {"text": "I am fine, thank you.", "first": 8, "words": 5, "start": 12.0, "end": 14.5,
         "accuracy": 100, "completeness": 100},
    ]  # fmt: skip


def test_waiting_between_phrases_costs_nothing_and_is_not_a_pause():
    slow, quick = score_evidence(repeated(wait=9.0)), score_evidence(repeated(wait=0.0))
    assert slow.fluency == quick.fluency == 100
    assert slow.parts["pauses"] == []
    assert slow.parts["fluency"]["seconds"] == 6.5


def test_waiting_between_lines_lowers_fluency_in_a_reading():
    marks = score_evidence(repeated(kind="reading"))
    assert marks.fluency < 80
    assert [(pause["start"], pause["seconds"], pause["long"], pause["after"]) for pause in marks.parts["pauses"]] == [
        (2.0, WAIT, True, 3), (8.0, WAIT, True, 7),
    ]  # fmt: skip
    assert "phrases" not in marks.parts


def test_pause_inside_a_phrase_lowers_fluency():
    facts = repeated()
    facts["sound"]["speech"][1:2] = [[6.0, 6.4], [7.7, 8.0]]
    marks = score_evidence(facts)
    assert marks.parts["pauses"] == [{"start": 6.4, "seconds": 1.3, "long": True, "after": 4}]
    assert marks.fluency < 100


def test_omitted_phrase_has_no_time_and_no_accuracy():
    marks = score_evidence(repeated("Good morning, Mrs Brown.\nHow are you today?", missing=5))
    assert marks.verdict == Verdict.INCOMPLETE
    last = marks.parts["phrases"][-1]
    assert (last["start"], last["accuracy"], last["completeness"]) == (None, None, 0)


def test_badly_said_phrase_gets_lower_accuracy_than_good_ones():
    marks = score_evidence(repeated("Good morning, Mrs Brown.\nWho is you tomato?\nI am fine, thank you.", forced=-2.0))
    assert [phrase["accuracy"] for phrase in marks.parts["phrases"]] == [100, pytest.approx(37, abs=14), 100]
