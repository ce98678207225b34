"""A teacher's corrections laid over what the engine saw, without sound and without models.

Of a text read aloud a word of the text gets another class. Of a free answer a heard word is replaced or taken out; what
was heard first stays in the evidence as `heard_first`, and places always count in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apps.homework.recording_results import RecordingResult
from ml.alignment import WordClass
from ml.scoring import ScoringResult, Verdict, rescore_evidence, score_evidence

TEACHER_WORD_CLASSES = (WordClass.CORRECT, WordClass.NEAR, WordClass.WRONG, WordClass.OMITTED, WordClass.NOT_REACHED)
"""What a teacher can say of a word of the text."""

Evidence = dict[str, Any]


def is_read_aloud(evidence: Evidence) -> bool:
    """Whether there was a text to say."""
    return bool(evidence["task"]["kind"] != "speaking")


def is_scorable(evidence: Evidence) -> bool:
    """Whether the evidence holds words: not after a refusal before Whisper, an erasure, or for a file or text."""
    return "heard" in evidence and "task" in evidence


def score_with_corrections(evidence: Evidence, corrections: Mapping[int, str]) -> ScoringResult:
    """Marks of the evidence under a teacher's corrections, which make them certain.

    Those of a free answer stand in the evidence already (`correct_answer_evidence`).
    """
    if is_read_aloud(evidence):
        return rescore_evidence(evidence, dict(corrections))
    marks = score_evidence(evidence)
    return _make_certain(marks, evidence) if "heard_first" in evidence else marks


def correct_answer_evidence(evidence: Evidence, corrections: Mapping[int, str]) -> Evidence:
    """The evidence of a free answer with its heard words corrected; empty text takes one out. How near it is to the
    reference answers has to be measured anew, so that goes.
    """
    first: Any = evidence.get("heard_first", evidence["heard"])
    rows = [[corrections.get(place, row[0]), *row[1:]] for place, row in enumerate(first["words"])]
    kept = [row for row in rows if row[0]]
    text = " ".join(str(row[0]) for row in kept)
    whole = evidence | {"heard": first | {"words": kept, "text": text}, "heard_first": first}
    whole["corrected"] = {str(place): now for place, now in sorted(corrections.items())}
    whole.pop("similarity", None)
    return whole


def replace_scores(before: RecordingResult, marks: ScoringResult, evidence: Evidence) -> RecordingResult:
    """The engine's answer with other marks for the same sound."""
    same = {name: getattr(marks, name) for name in _SCORE_FIELDS}
    return replace(before, **same, verdict=marks.verdict.value, evidence=evidence)


_SCORE_FIELDS = (
    "reason", "confidence", "words", "accuracy", "completeness", "fluency", "prosody", "relevance", "clarity",
    "overall", "parts", "method", "flags",
)  # fmt: skip


def _make_certain(marks: ScoringResult, evidence: Evidence) -> ScoringResult:
    """Each word at its place among those heard first; the doubts of the machine gone where it has a mark."""
    corrected = {int(place): now for place, now in evidence["corrected"].items()}
    places = [place for place in range(len(evidence["heard_first"]["words"])) if corrected.get(place, "-")]
    words = tuple(
        replace(word, index=place, corrected=place in corrected)
        for word, place in zip(marks.words, places, strict=True)
    )
    if marks.verdict != Verdict.LOW_CONFIDENCE or marks.reason == "NO_REFERENCE":
        return replace(marks, words=words, confidence=marks.confidence and "high")
    return replace(marks, words=words, verdict=Verdict.OK, reason="OK", confidence="high")
