"""Evidence as scoring looks at it, and the numbers that the guards weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ml.scoring.constants import VERDICT
from ml.scoring.fluency import Speech
from ml.scoring.task import ScoringTask
from ml.scoring.text_match import TextMatch, TimedWordData, TimedWords

Evidence = dict[str, Any]
"""What the engine saw, JSON-safe: `task`, `sound`, and behind the gate `heard`, `forced`, `languages`, `spans`,
`similarity`, `marking`, `by_marker`, `engine`; or `refused` with the verdict and reason of the gate."""

ForeignSpan = tuple[float, float, str, float]
"""Start and end in seconds, language, probability."""
ForeignSpans = Sequence[ForeignSpan]


@dataclass(frozen=True, slots=True)
class AttemptEvidence:
    """One attempt behind the gate. `rows`: the words heard. `marker`: the evidence of the model that guards and marks
    were fitted with, which is `evidence` itself unless a larger model did the hearing.
    """

    task: ScoringTask
    evidence: Evidence
    rows: TimedWords
    speech: Speech
    marker: Evidence

    @property
    def forced(self) -> TimedWords:
        """A row per word of the text, as the marking model finds it in the sound; empty for a free answer."""
        rows: TimedWords = self.marker.get("forced") or self.evidence.get("forced") or []
        return rows

    @property
    def marker_sha256(self) -> str:
        """Of the weights behind `marker`."""
        return str(self.marker.get("model_sha256") or self.evidence["engine"].get("model_sha256", ""))


def read_attempt_evidence(task: ScoringTask, evidence: Evidence) -> AttemptEvidence:
    """The attempt in `evidence`, which the gate let through."""
    rows, speech = evidence["heard"]["words"], evidence["sound"]["speech"]
    return AttemptEvidence(task, evidence, rows, speech, evidence.get("by_marker") or evidence)


def compute_reading_features(match: TextMatch, evidence: Evidence) -> dict[str, float]:
    """What the guards of a reading look at; but for the last third, only words that were attempted."""
    heard, forced = evidence["heard"], evidence["forced"]
    logprobs = [row[3] for row in forced]
    third = max(1, len(logprobs) // 3)
    tried = match.attempted_words
    asked_logprob = mean_logprob([logprob for index, logprob in enumerate(logprobs) if index in tried])
    right = match.right_words
    last = range(len(logprobs) - third, len(logprobs))
    return {
        "asked_logprob": asked_logprob,
        "asked_minus_heard": asked_logprob - mean_logprob([row[3] for row in heard["words"]]),
        "heard_share": match.heard_share,
        "heard_logprob": mean_logprob([row[3] for row in heard["words"]]),
        "heard_to_expected": match.heard_to_expected,
        "character_error": match.character_error,
        "search_logprob": heard["logprob"],
        "no_speech": heard["no_speech"],
        "last_third_logprob": mean_logprob(logprobs[-third:]),
        "last_third_minus_first": mean_logprob(logprobs[-third:]) - mean_logprob(logprobs[:third]),
        "last_third_heard": sum(index in right for index in last) / third,
    }


def compute_answer_features(evidence: Evidence, speech: Speech | None = None) -> dict[str, float]:
    """What the guard of a free answer looks at. `speech`: spans of speech where `evidence` holds none of its own."""
    heard = evidence["heard"]
    spans = evidence["sound"]["speech"] if speech is None else speech
    return {
        "heard_logprob": mean_logprob([row[3] for row in heard["words"]]),
        "search_logprob": heard["logprob"],
        "no_speech": heard["no_speech"],
        "words_per_speech_second": len(heard["words"]) / max(0.5, sum(end - start for start, end in spans)),
    }


def find_foreign_spans(task: ScoringTask, evidence: Evidence) -> list[ForeignSpan]:
    """Stretches of the recording that are likely in another language than the homework's, in order."""
    return [
        (float(start), float(end), str(language), float(probability))
        for start, end, language, probability in evidence.get("spans", ())
        if language != task.language and probability >= VERDICT.foreign_probability
    ]


def measure_foreign_share(spans: ForeignSpans, evidence: Evidence) -> float:
    """Share of the time that stretches of a known language cover which is another one's, 0 to 1."""
    known = sum(span[1] - span[0] for span in evidence.get("spans", ()))
    return sum(span[1] - span[0] for span in spans) / known if known > 0 else 0.0


def is_inside_spans(row: TimedWordData, spans: ForeignSpans) -> bool:
    """Whether the middle of a word lies in one of the stretches."""
    middle = (row[1] + row[2]) / 2
    return any(span[0] <= middle < span[1] for span in spans)


def mean_logprob(values: Sequence[float]) -> float:
    """The mean; -12, the lowest log-probability, of nothing."""
    return sum(values) / len(values) if values else -12.0
