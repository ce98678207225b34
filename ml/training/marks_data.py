"""Sentences with their frames, measures and what the experts said: from what `collect_marks` stored."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ml.engines import expert_scores
from ml.training.corpus import CorpusRow, read_train_table

Array = npt.NDArray[np.float32]
TARGETS = {"accuracy": "accuracy", "fluency": "fluency", "prosody": "prosodic", "total": "total"}
"""Our name of a mark and its column in the corpus."""


@dataclass(slots=True)
class ScoredSentence:
    """One sentence as heard once. `joined`: in a window with others of its speaker, not alone.

    `frames`: of the encoder within the span, pooled to 25 a second. `places`, `measures`: of its words. `marks`,
    `words`: means of the experts. `outputs`: what networks that never heard the speaker answered, once they have.
    """

    speaker: str
    age: int
    gender: str
    joined: bool
    frames: Array
    places: list[tuple[int, int]]
    measures: Array
    time_measures: list[float]
    logprobs: list[float]
    marks: list[float]
    words: list[float]
    outputs: tuple[Array, Array] | None = field(default=None)

    @property
    def age_band(self) -> str:
        """As in `ml.scoring.Task`."""
        return "under8" if self.age < 8 else "child" if self.age < 16 else "adult"

    def answer(self, heads: Sequence[expert_scores.ScoringHead], frames: Array) -> None:
        """Set `outputs` to what these networks answer on average; `frames` are projected."""
        self.outputs = expert_scores.average_head_scores(heads, frames, self.places, self.measures)

    def as_evidence(self) -> dict[str, Any]:
        """As `marking.Marker` would put it into the evidence, `outputs` being its networks' answer."""
        assert self.outputs is not None
        marks, words = self.outputs
        words_data = list(zip(expert_scores.clamp_and_round_scores(words), self.logprobs, strict=True))
        measured = {
            "marks": expert_scores.clamp_and_round_scores(marks),
            "measures": self.time_measures,
            "words": words_data,
        }
        return {"first": 0, "last": len(self.words), **measured}


def load_sentences(data: Path, work: Path) -> list[ScoredSentence]:
    """Every stored sentence, those alone first. Clips with fewer forced words than the text has are left out."""
    table = {row["utt_id"]: row for row in read_train_table(data)}
    sentences = []
    for name, utterance, rows, speech, joined in _iter_stored(table, work):
        row = table[utterance]
        experts = [float(np.mean(word["accuracy"])) for word in json.loads(row["words"])]
        if len(rows) != len(experts):
            continue
        span = expert_scores.trim_span(rows[0][1], rows[-1][2], speech)
        stored = np.load(work / f"{name}.npy", mmap_mode="r")
        frames = expert_scores.pool_frames(expert_scores.select_frames(stored, 0.0, span))
        sentences.append(
            ScoredSentence(
                speaker=row["speaker"],
                age=int(row["age"]),
                gender=row["gender"],
                joined=joined,
                frames=frames,
                places=expert_scores.locate_words(rows, span, len(frames)),
                measures=expert_scores.compute_word_measures(rows),
                time_measures=[round(value, 4) for value in expert_scores.compute_time_measures(rows, span, speech)],
                logprobs=[round(max(expert_scores.MIN_LOGPROB, float(row[3])), 4) for row in rows],
                marks=[float(row[column]) for column in TARGETS.values()],
                words=experts,
            )
        )
    return sentences


def _iter_stored(table: dict[str, CorpusRow], work: Path) -> Iterator[tuple[str, str, list[Any], list[Any], bool]]:
    seen = set()
    for line in _iter_lines(work, "evidence-*.jsonl"):
        evidence, name = line["evidence"], line["utt_id"]
        if "forced" in evidence and name not in seen and (work / f"{name}.npy").exists():
            seen.add(name)
            yield name, name, evidence["forced"], evidence["sound"]["speech"], False
    for line in _iter_lines(work, "joined*.jsonl"):
        if line["name"] in seen or not (work / f"{line['name']}.npy").exists():
            continue
        seen.add(line["name"])
        place = 0
        for utterance in line["sentences"]:
            size = len(table[utterance]["text"].split())
            yield line["name"], utterance, line["forced"][place : place + size], line["sound"]["speech"], True
            place += size


def _iter_lines(work: Path, pattern: str) -> Iterator[dict[str, Any]]:
    """The lines of the files in order; one that a stopped run left half written is passed over."""
    for path in sorted(work.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)
