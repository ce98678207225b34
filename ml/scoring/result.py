"""What scoring says."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """Comes before any number. Refused: all but OK, INCOMPLETE, LOW_CONFIDENCE. DUPLICATE is the caller's."""

    OK = "OK"
    INCOMPLETE = "INCOMPLETE"
    OFF_SCRIPT = "OFF_SCRIPT"
    WRONG_LANGUAGE = "WRONG_LANGUAGE"
    NO_SPEECH = "NO_SPEECH"
    TOO_QUIET = "TOO_QUIET"
    CLIPPED = "CLIPPED"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    LOW_CONFIDENCE = "LOW_CONFIDENCE"
    AUDIO_BAD = "AUDIO_BAD"
    DUPLICATE = "DUPLICATE"


SCORED_VERDICTS = frozenset({Verdict.OK, Verdict.INCOMPLETE, Verdict.LOW_CONFIDENCE})
"""Verdicts that come with numbers; those of LOW_CONFIDENCE stay hidden until a teacher confirms them."""


@dataclass(frozen=True, slots=True)
class WordResult:
    """One word on the screen, in the order to show.

    `reference`: its place among the words of the text, None for an extra word and in free answers. `heard`: what was
    heard for it, empty if nothing. `start`, `end`: seconds, None if not in the sound. `probability`: 0 to 1.
    `probable`: not heard right, but credited by the forced pass ("probably right"). `corrected`: a teacher said so.
    `weak`: counts as right, and yet should be checked; it costs nothing. `mark`: as experts would give, 0 to 10, None
    where marks are not calibrated.
    """

    index: int
    text: str
    heard: str
    class_: str
    start: float | None
    end: float | None
    probability: float | None
    reference: int | None
    probable: bool = False
    corrected: bool = False
    weak: bool = False
    mark: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values; the class under the name `class`."""
        values = asdict(self)
        values["class"] = values.pop("class_")
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "WordResult":
        """Return the word that `as_json` wrote; unknown names are ignored."""
        plain = {**values, "class_": values["class"]}
        return cls(**{field.name: plain[field.name] for field in fields(cls) if field.name in plain})


@dataclass(frozen=True, slots=True)
class ScoringResult:
    """Measures 0 to 100 or None where they do not apply; `parts` holds every number behind them, JSON-safe.

    `reason`: a stable code for the verdict (`OK` for OK). `confidence`: high, medium, low, or None when refused.
    `flags`: codes for the teacher that by themselves cost nothing. `prosody` is known only where marks are calibrated.
    Of `parts` (docs/speech.md lists them) `advice` and `guard_hits` are for readers: up to three pieces of advice, each
    a code with its values (`ml.scoring.advice`), and the guards and checks that spoke.
    """

    verdict: str
    reason: str
    method: str
    confidence: str | None = None
    words: tuple[WordResult, ...] = ()
    accuracy: float | None = None
    completeness: float | None = None
    fluency: float | None = None
    prosody: float | None = None
    relevance: float | None = None
    clarity: float | None = None
    overall: float | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
