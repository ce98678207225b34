"""Which parts make the one mark, and how much each counts. A homework may weigh them its own way."""

from collections.abc import Mapping

from ml.scoring.constants import ANSWER

_READ_ALOUD_PARTS = ("accuracy", "completeness", "fluency", "prosody", "clarity")
WEIGHTABLE_PARTS: dict[str, tuple[str, ...]] = {
    "reading": _READ_ALOUD_PARTS,
    "repeat": _READ_ALOUD_PARTS,
    "speaking": ("relevance", "length", "fluency", "variety", "clarity"),
}
"""By kind, the parts that a homework may weigh."""

DEFAULT_ANSWER_WEIGHTS = {
    "relevance": ANSWER.relevance_weight,
    "length": ANSWER.length_weight,
    "fluency": ANSWER.fluency_weight,
    "variety": ANSWER.variety_weight,
}


def compute_shares(weights: Mapping[str, float], parts: Mapping[str, float | None]) -> dict[str, float]:
    """Share of each part that is known, adding up to 1; empty where none of the weighed parts is known."""
    known = {name: weight for name, weight in weights.items() if weight > 0 and parts.get(name) is not None}
    total = sum(known.values())
    return {name: round(weight / total, 4) for name, weight in known.items()}


def compute_weighted_mean(weights: Mapping[str, float], parts: Mapping[str, float | None]) -> float | None:
    """The parts' mean by their shares; None where none of the weighed parts is known."""
    known = [(weight, parts[name]) for name, weight in weights.items() if weight > 0]
    pairs = [(weight, value) for weight, value in known if value is not None]
    total = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / total if pairs else None
