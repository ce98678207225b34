"""Scores under a teacher's word corrections, from stored evidence, without sound and without models.

In a text read aloud a word gets another class. In a free answer a heard word is replaced or removed; the words heard at
first stay in the evidence as `heard_first`, and places always refer to them.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from ml.alignment import WordClass
from ml.scoring import RecordingResult, ScoringResult, Verdict, score_evidence

NO_EMBEDDING_MODEL = "NO_EMBEDDING_MODEL"
WITHOUT_RELEVANCE = ("NO_REFERENCE", NO_EMBEDDING_MODEL)
"""Reasons why an answer was not compared: correcting its words does not make the score certain."""
TEACHER_WORD_CLASSES = (WordClass.CORRECT, WordClass.NEAR, WordClass.WRONG, WordClass.OMITTED, WordClass.NOT_REACHED)
"""Classes that a teacher can give a word of the text."""

Evidence = dict[str, Any]


def is_read_aloud(evidence: Evidence) -> bool:
    """Return whether the task had a text to read."""
    return bool(evidence["task"]["kind"] != "speaking")


def is_scorable(evidence: Evidence) -> bool:
    """Return whether the evidence holds words. It does not after a refusal before Whisper, after an erasure, or for a
    file or text.
    """
    return "heard" in evidence and "task" in evidence


def score_with_corrections(evidence: Evidence, corrections: Mapping[int, str]) -> ScoringResult:
    """Return the scores of the evidence under a teacher's corrections, which make them certain.

    Corrections of a free answer are in the evidence already (`correct_answer_evidence`).
    """
    if is_read_aloud(evidence):
        return score_evidence(evidence, dict(corrections))
    scores = score_evidence(evidence)
    return _make_certain(scores, evidence) if "heard_first" in evidence else scores


def correct_answer_evidence(evidence: Evidence, corrections: Mapping[int, str]) -> Evidence:
    """Return the evidence of a free answer with heard words corrected; an empty text removes a word. Its similarity to
    the reference answers is removed, because it has to be measured again.
    """
    first: Any = evidence.get("heard_first", evidence["heard"])
    rows = [[corrections.get(place, row[0]), *row[1:]] for place, row in enumerate(first["words"])]
    kept = [row for row in rows if row[0]]
    text = " ".join(str(row[0]) for row in kept)
    corrected_evidence = evidence | {"heard": first | {"words": kept, "text": text}, "heard_first": first}
    corrected_evidence["corrected"] = {str(place): now for place, now in sorted(corrections.items())}
    corrected_evidence.pop("similarity", None)
    return corrected_evidence


def build_rescored_result(
    previous_result: RecordingResult, new_scores: ScoringResult, evidence: Evidence
) -> RecordingResult:
    """Return the result with other scores for the same recording."""
    same = {field.name: getattr(new_scores, field.name) for field in fields(ScoringResult)}
    return replace(previous_result, **same, evidence=evidence)


def _make_certain(scores: ScoringResult, evidence: Evidence) -> ScoringResult:
    """Give each word its place among the words heard at first, and full confidence where there is a score."""
    corrected = {int(place): now for place, now in evidence["corrected"].items()}
    places = [place for place in range(len(evidence["heard_first"]["words"])) if corrected.get(place, "-")]
    words = tuple(
        replace(word, index=place, corrected=place in corrected)
        for word, place in zip(scores.words, places, strict=True)
    )
    if scores.verdict != Verdict.LOW_CONFIDENCE or scores.reason in WITHOUT_RELEVANCE:
        return replace(scores, words=words, confidence=scores.confidence and "high")
    return replace(scores, words=words, verdict=Verdict.OK, reason="OK", confidence="high")
