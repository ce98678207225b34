"""The scored readings of speakers that nothing was fitted on, as items for the engine."""

import random
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ml.engines.audio import RATE, Samples
from ml.engines.clips import EngineRequest
from ml.scoring import ScoringTask
from ml.scoring.task import AgeBand
from ml.training.corpus import (
    CorpusRow,
    is_held_out,
    join_sentence_texts,
    join_sentences,
    read_sentence_samples,
    read_train_table,
)
from tests.bad_inputs.damaged_audio import wav


@dataclass(frozen=True)
class CorpusReading:
    """One sentence of one speaker: the recording as it came, and the corpus' row."""

    row: CorpusRow
    data: bytes

    @property
    def age_band(self) -> AgeBand:
        """As in `ml.scoring.Task`."""
        age = int(self.row["age"])
        return "under8" if age < 8 else "child" if age < 16 else "adult"

    def item(self, reference: str = "") -> EngineRequest:
        """To be read: its own text, or another."""
        return EngineRequest(
            self.row["utt_id"],
            self.data,
            ScoringTask("reading", "en", reference or join_sentence_texts([self.row]), age_band=self.age_band),
        )


@cache
def list_sentences(folder: Path) -> tuple[CorpusReading, ...]:
    """All sentences of the development speakers."""
    rows = [row for row in read_train_table(folder) if is_held_out(row["speaker"])]
    with tarfile.open(folder / "train.tar") as tar:
        return tuple(CorpusReading(row, _read_bytes(tar, row)) for row in rows)


def sample_sentences(folder: Path, count: int, *, seed: int) -> list[CorpusReading]:
    """So many of them, the same each time; all when there are fewer."""
    sentences = list(list_sentences(folder))
    random.Random(seed).shuffle(sentences)
    return sentences[:count]


@cache
def build_homeworks(folder: Path, seconds: float = 24.0) -> tuple[tuple[Samples, tuple[CorpusRow, ...]], ...]:
    """Per development speaker his sentences joined to homeworks of about `seconds`, each sentence once."""
    rows = [row for row in read_train_table(folder) if is_held_out(row["speaker"])]
    sentences = []
    with tarfile.open(folder / "train.tar") as tar:
        for speaker in sorted({row["speaker"] for row in rows}):
            left = [row for row in rows if row["speaker"] == speaker]
            while left:
                samples, used = join_sentences(left, lambda row: read_sentence_samples(tar, row), seconds)
                sentences.append((samples, tuple(used)))
                left = left[len(used) :]
    return tuple((samples, used) for samples, used in sentences if len(samples) > 8 * RATE)


def build_half_read_homeworks(folder: Path) -> list[EngineRequest]:
    """Homeworks of which only the first half of the sentences is read."""
    paths = []
    with tarfile.open(folder / "train.tar") as tar:
        for number, (_, rows) in enumerate(build_homeworks(folder)):
            if len(rows) >= 4:
                samples, _ = join_sentences(rows[: len(rows) // 2], lambda row: read_sentence_samples(tar, row), 60)
                paths.append(
                    EngineRequest(
                        f"half {number}", encode_wav(samples), ScoringTask("reading", "en", join_sentence_texts(rows))
                    )
                )
    return paths


def encode_wav(samples: Samples) -> bytes:
    """Samples as a WAV file."""
    return wav(data=(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def choose_other_texts(readings: Sequence[CorpusReading], *, seed: int) -> list[str]:
    """For each reading the text of another speaker's sentence that shares none of its text."""
    chance, texts = random.Random(seed), []
    for reading in readings:
        others = [other for other in readings if other.row["speaker"] != reading.row["speaker"]]
        texts.append(
            join_sentence_texts(
                [chance.choice([other.row for other in others if other.row["text"] != reading.row["text"]])]
            )
        )
    return texts


def _read_bytes(tar: tarfile.TarFile, row: CorpusRow) -> bytes:
    member = tar.extractfile(row["utt_id"] + ".opus")
    if member is None:
        raise KeyError(row["utt_id"])
    return member.read()
