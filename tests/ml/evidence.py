"""Evidence as the engine writes it, made by hand, for scoring without sound."""

from typing import Any

from ml.scoring import ScoringResult, ScoringTask, score_evidence
from ml.scoring.guards import list_guard_models
from ml.text import parse_words

TEXT = "We had a good time and then we went home together."
ANSWER = "I live in a small house near the river with my parents and two sisters."
TASK = ScoringTask(
    "speaking", "en", reference_answers=(ANSWER,), question="Where do you live?", key_words=("house", "river")
)
ALIKE = {"coverage": [0.7], "unrelated": 0.1, "paraphrase": 0.7}


def build_reading_evidence(
    heard: str, reference: str = TEXT, *, forced: float = -0.2, missing: int = 0, **changed: Any
) -> dict[str, Any]:
    """Evidence of an even reading: half a second a word; the last `missing` words of the text are not in the sound."""
    heard_words = heard.split()
    end = 0.5 * len(heard_words)
    asked = [word.surface for word in parse_words(reference, "en", alternatives=True)]
    there = len(asked) - missing
    step = end / max(1, there)
    rows = [[word, round(0.5 * place, 2), round(0.5 * place + 0.5, 2), -0.2] for place, word in enumerate(heard_words)]
    spans = [
        [word, round(step * place, 2), round(step * place + step, 2), forced]
        if place < there
        else [word, end, end, -9.0]
        for place, word in enumerate(asked)
    ]
    return {
        "task": ScoringTask("reading", "en", reference, level="B2").as_json(),
        "engine": {"model_sha256": list_guard_models()[0]},
        "sound": {"seconds": end, "speech": [[0.0, end]], "damaged": False},
        "languages": [["en", 0.99]],
        "heard": {"text": heard, "words": rows, "logprob": -0.2, "no_speech": 0.05, "compression": 1.2, "rung": 0,
                  "repeats": 0.0},
        "forced": spans,
    } | changed  # fmt: skip


def build_answer_evidence(heard: str, similarity: dict[str, Any], task: ScoringTask = TASK) -> dict[str, Any]:
    """Evidence of an even answer: half a second a word."""
    rows = [
        [word, round(0.5 * place, 2), round(0.5 * place + 0.5, 2), -0.1] for place, word in enumerate(heard.split())
    ]
    end = 0.5 * len(rows)
    return {
        "task": task.as_json(),
        "engine": {"model_sha256": list_guard_models()[0]},
        "sound": {"seconds": end, "speech": [[0.0, end]], "damaged": False},
        "languages": [["en", 0.99]],
        "heard": {"text": heard, "words": rows, "logprob": -0.2, "no_speech": 0.05, "rung": 0, "repeats": 0.0},
        "similarity": similarity,
    }


def score_reading(*given: Any, **more: Any) -> ScoringResult:
    """The marks of the evidence that `build_reading_evidence` builds of these."""
    return score_evidence(build_reading_evidence(*given, **more))
