"""What the engine said about one recording, as services take it: without the engine's own types."""

from dataclasses import dataclass, fields
from typing import Any

from ml.scoring import WordResult


@dataclass(frozen=True)
class Heard:
    """The engine's answer (`ml.engines.engine.Result` has the meaning of each field).

    Measures 0 to 100 or None; `duration` in seconds; `seconds` says how long each step took.
    """

    verdict: str
    reason: str
    confidence: str | None
    duration: float
    container: str
    transcript: str
    language: str
    words: tuple[WordResult, ...]
    accuracy: float | None
    completeness: float | None
    fluency: float | None
    relevance: float | None
    clarity: float | None
    overall: float | None
    parts: dict[str, Any]
    evidence: dict[str, Any]
    method: str
    seconds: dict[str, float]

    @classmethod
    def of(cls, result: Any) -> "Heard":
        """The answer out of the engine's `Result`; AttributeError for anything else."""
        return cls(**{field.name: getattr(result, field.name) for field in fields(cls)})
