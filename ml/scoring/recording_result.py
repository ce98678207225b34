"""The engine's result for one recording, for the engine itself and for what stores it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from ml.scoring.result import ScoringResult, WordResult


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingResult(ScoringResult):
    """Always complete: a refusal is a result with a verdict, no number and a reason.

    `duration` in seconds. `evidence` and `seconds` (decode, gate, asr, align, score, total) are JSON-safe. `evidence`
    is what `ml.scoring.score_evidence` takes. `peaks` and `fingerprint`: as in `ml.fingerprint`, empty where nothing
    could be decoded. `model`: name of the weights. All but `seconds` is the same for the same bytes, task and version.
    """

    duration: float
    container: str
    transcript: str
    language: str
    evidence: dict[str, Any]
    seconds: dict[str, float]
    model: str = ""
    audio_sha256: str = ""
    peaks: bytes = b""
    fingerprint: bytes = b""

    def as_json(self) -> dict[str, Any]:
        """Return plain values, without the audio fingerprint."""
        values = asdict(self) | {"words": [word.as_json() for word in self.words], "flags": list(self.flags)}
        return {name: value for name, value in values.items() if not isinstance(value, bytes)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "RecordingResult":
        """Return the result that `as_json` wrote; unknown names are ignored."""
        known = {field.name: values[field.name] for field in fields(cls) if field.name in values}
        words = tuple(WordResult.from_json(word) for word in values["words"])
        return cls(**known | {"words": words, "flags": tuple(values.get("flags", ()))})
