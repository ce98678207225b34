"""Small logistic models that tell honest recordings from invented text, another text and half a text.

Fitted by `ml.training.fit_guards` on recordings of learners; the weights, thresholds and held-out figures stand in
`guards.json` beside this file.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("guards.json")

FEATURES: dict[str, tuple[str, ...]] = {
    "noise": ("asked_logprob", "heard_share", "heard_logprob", "search_logprob", "no_speech", "heard_to_expected"),
    "noise_free": ("heard_logprob", "search_logprob", "no_speech", "words_per_speech_second"),
    "off_script": ("asked_minus_heard", "asked_logprob", "heard_share", "character_error"),
    "partial": ("heard_to_expected", "last_third_logprob", "last_third_minus_first", "last_third_heard"),
}
"""What each guard looks at, in the order of its weights."""

_CAPS = {"character_error": 2.0, "heard_to_expected": 2.0, "words_per_speech_second": 6.0}


@dataclass(frozen=True, slots=True)
class Guard:
    """`refuse` and `doubt`: probabilities from which a recording is refused, or left to the teacher."""

    features: Sequence[str]
    weights: Sequence[float]
    bias: float
    refuse: float
    doubt: float

    def probability(self, values: Mapping[str, float]) -> float:
        """Probability that the recording is bad in this guard's way."""
        row = build_capped_feature_vector(self.features, values)
        score = self.bias + sum(weight * value for weight, value in zip(self.weights, row, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))


def build_capped_feature_vector(features: Sequence[str], values: Mapping[str, float]) -> list[float]:
    """The features' values in order, outliers cut."""
    return [min(values[name], _CAPS.get(name, math.inf)) for name in features]


@cache
def load_guards() -> dict[str, Guard]:
    """The fitted guards by name."""
    names = [field.name for field in fields(Guard)]
    return {name: Guard(**{key: guard[key] for key in names}) for name, guard in _load_file()["guards"].items()}


def list_guard_models() -> tuple[str, ...]:
    """Hashes of the Whisper weights that the guards hold for; the first is the file they were fitted with."""
    return tuple(_load_file()["models"])


@cache
def _load_file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
