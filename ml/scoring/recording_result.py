"""The engine's result for one recording, for the engine itself and for what stores it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from ml.scoring.result import WordResult


@dataclass(frozen=True, slots=True)
class RecordingResult:
    """Always complete: a refusal is a result with a verdict, no number and a reason.

    Measures 0 to 100 or None, `duration` in seconds. `parts`, `evidence` and `seconds` (decode, gate, asr, align,
    score, total) are JSON-safe. `evidence` is what `ml.scoring.rescore` takes. `flags`: codes for the teacher. `peaks`
    and `fingerprint`: as in `ml.fingerprint`, empty where nothing could be decoded. `model`: name of the weights. All
    but `seconds` is the same for the same bytes, task and version.
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
    prosody: float | None
    relevance: float | None
    clarity: float | None
    overall: float | None
    parts: dict[str, Any]
    evidence: dict[str, Any]
    method: str
    seconds: dict[str, float]
    model: str = ""
    audio_sha256: str = ""
    flags: tuple[str, ...] = ()
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
        words = tuple(word_result_from_json(word) for word in values["words"])
        return cls(**known | {"words": words, "flags": tuple(values.get("flags", ()))})


def word_result_from_json(values: Mapping[str, Any]) -> WordResult:
    """Return the word that `WordResult.as_json` wrote; unknown names are ignored."""
    plain = dict(values) | {"class_": values["class"]}
    return WordResult(**{field.name: plain[field.name] for field in fields(WordResult) if field.name in plain})
