"""The scored readings of speakers that nothing was fitted on, as items for the engine."""

import random
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ml.engines.audio import RATE, Samples
from ml.engines.engine import Item, Task
from ml.scoring.task import AgeBand
from ml.training.corpus import Row, held_out, joined, read_table, sound_of, text
from tests.bad_inputs.audio import wav


@dataclass(frozen=True)
class Reading:
    """One sentence of one speaker: the recording as it came, and the corpus' row."""

    row: Row
    data: bytes

    @property
    def age_band(self) -> AgeBand:
        """As in `ml.scoring.Task`."""
        age = int(self.row["age"])
        return "under8" if age < 8 else "child" if age < 16 else "adult"

    def item(self, reference: str = "") -> Item:
        """To be read: its own text, or another."""
        return Item(
            self.row["utt_id"], self.data, Task("reading", "en", reference or text([self.row]), age_band=self.age_band)
        )


@cache
def sentences(folder: Path) -> tuple[Reading, ...]:
    """All sentences of the development speakers."""
    rows = [row for row in read_table(folder) if held_out(row["speaker"])]
    with tarfile.open(folder / "train.tar") as tar:
        return tuple(Reading(row, _bytes(tar, row)) for row in rows)


def sample(folder: Path, count: int, *, seed: int) -> list[Reading]:
    """So many of them, the same each time; all when there are fewer."""
    found = list(sentences(folder))
    random.Random(seed).shuffle(found)
    return found[:count]


@cache
def homeworks(folder: Path, seconds: float = 24.0) -> tuple[tuple[Samples, tuple[Row, ...]], ...]:
    """Per development speaker his sentences joined to homeworks of about `seconds`, each sentence once."""
    rows = [row for row in read_table(folder) if held_out(row["speaker"])]
    found = []
    with tarfile.open(folder / "train.tar") as tar:
        for speaker in sorted({row["speaker"] for row in rows}):
            left = [row for row in rows if row["speaker"] == speaker]
            while left:
                samples, used = joined(left, lambda row: sound_of(tar, row), seconds)
                found.append((samples, tuple(used)))
                left = left[len(used) :]
    return tuple((samples, used) for samples, used in found if len(samples) > 8 * RATE)


def halves(folder: Path) -> list[Item]:
    """Homeworks of which only the first half of the sentences is read."""
    found = []
    with tarfile.open(folder / "train.tar") as tar:
        for number, (_, rows) in enumerate(homeworks(folder)):
            if len(rows) >= 4:
                samples, _ = joined(rows[: len(rows) // 2], lambda row: sound_of(tar, row), 60)
                found.append(Item(f"half {number}", as_wav(samples), Task("reading", "en", text(rows))))
    return found


def as_wav(samples: Samples) -> bytes:
    """Samples as a WAV file."""
    return wav(data=(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def references(readings: Sequence[Reading], *, seed: int) -> list[str]:
    """For each reading the text of another speaker's sentence that shares none of its text."""
    chance, texts = random.Random(seed), []
    for reading in readings:
        others = [other for other in readings if other.row["speaker"] != reading.row["speaker"]]
        texts.append(text([chance.choice([other.row for other in others if other.row["text"] != reading.row["text"]])]))
    return texts


def _bytes(tar: tarfile.TarFile, row: Row) -> bytes:
    member = tar.extractfile(row["utt_id"] + ".opus")
    if member is None:
        raise KeyError(row["utt_id"])
    return member.read()
