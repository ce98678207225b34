"""What a pupil was asked to say."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

TaskKind = Literal["reading", "speaking", "repeat"]
AgeBand = Literal["", "under8", "child", "adult"]
"""Under 8, 8 to 15, from 16 on; empty where the age is not known."""


@dataclass(frozen=True, slots=True)
class ScoringTask:
    """One homework, as scoring needs to know it.

    `kind`: reading (say this text), repeat (the same, phrase by phrase, a phrase a line) or speaking (answer freely).
    `reference`: the text, with alternatives (`their|there`, `word|*`). `reference_answers`, `question` and `key_words`
    belong to free answers. `level`: A1 to C1 or empty; `target_wpm` overrides the level's words per minute.
    `max_seconds`: the longest recording taken.
    `weights`: share of each part in the mark, by name; empty for the usual ones.
    """

    kind: TaskKind
    language: str
    reference: str = ""
    reference_answers: tuple[str, ...] = ()
    question: str = ""
    key_words: tuple[str, ...] = ()
    target_wpm: int | None = None
    level: str = ""
    max_seconds: float = 300
    weights: Mapping[str, float] = field(default_factory=dict)
    age_band: AgeBand = ""

    @property
    def read_aloud(self) -> bool:
        """True where there is a text to say."""
        return self.kind != "speaking"

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the evidence."""
        lists = {"reference_answers": list(self.reference_answers), "key_words": list(self.key_words)}
        return {**asdict(self), **lists, "weights": dict(self.weights)}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "ScoringTask":
        """The task that `as_json` wrote; names it does not know are passed over."""
        known = {field.name for field in fields(cls)}
        kept: dict[str, Any] = {name: value for name, value in values.items() if name in known}
        for name in ("reference_answers", "key_words"):
            kept[name] = tuple(kept.get(name, ()))
        return cls(**kept)
