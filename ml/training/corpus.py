"""The corpus of scored readings: its table, its sound, and whole homeworks joined from one speaker's sentences."""

import argparse
import csv
import io
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import av
import numpy as np

from ml.engines.audio import RATE, Samples

CorpusRow = dict[str, str]
GAP_SECONDS = 0.3
"""Between the sentences of a homework."""


def create_parser(documentation: str | None, *paths: str) -> argparse.ArgumentParser:
    """A parser of a command that takes these paths, described by the first line of its module."""
    parser = argparse.ArgumentParser(description=(documentation or "").partition("\n")[0])
    for path in paths:
        parser.add_argument(path, type=Path)
    return parser


def read_train_table(folder: Path) -> list[CorpusRow]:
    """Rows of `train.tsv`."""
    csv.field_size_limit(10**9)
    with (folder / "train.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_held_out(speaker: str) -> bool:
    """True for the speakers on whom nothing is fitted."""
    return int(speaker) % 5 == 1


def read_sentence_samples(tar: tarfile.TarFile, row: CorpusRow) -> Samples:
    """16 kHz mono samples of one sentence. The corpus is trusted: no child process."""
    member = tar.extractfile(row["utt_id"] + ".opus")
    if member is None:
        raise KeyError(row["utt_id"])
    return decode_to_samples(member.read())


def decode_to_samples(data: bytes) -> Samples:
    """16 kHz mono samples of a trusted file."""
    resampler, parts = av.AudioResampler(format="flt", layout="mono", rate=RATE), []
    with av.open(io.BytesIO(data)) as container:
        for frame in container.decode(audio=0):
            parts += [resampled.to_ndarray().reshape(-1) for resampled in resampler.resample(frame)]
    parts += [resampled.to_ndarray().reshape(-1) for resampled in resampler.resample(None)]
    return np.concatenate(parts)


def join_sentences(
    rows: Sequence[CorpusRow], sound: Callable[[CorpusRow], Samples], seconds: float
) -> tuple[Samples, list[CorpusRow]]:
    """Sentences one after another until `seconds` are reached, and those that were taken."""
    parts: list[Samples] = []
    used: list[CorpusRow] = []
    gap = np.zeros(int(GAP_SECONDS * RATE), dtype=np.float32)
    for row in rows:
        if sum(map(len, parts)) >= seconds * RATE:
            break
        parts += [trim_silence(sound(row)), gap]
        used.append(row)
    return np.concatenate(parts), used


def trim_silence(samples: Samples) -> Samples:
    """Without the silence at both ends, give or take 0.15 s."""
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    loud = np.flatnonzero(np.sqrt((frames**2).mean(axis=1)) > 0.06 * np.abs(samples).max())
    return samples[max(0, int(loud[0]) * 160 - 2400) : (int(loud[-1]) + 1) * 160 + 2400]


def join_sentence_texts(rows: Sequence[CorpusRow]) -> str:
    """The sentences as a reader sees them."""
    return " ".join(format_sentence(row["text"]) for row in rows)


def format_sentence(words: str) -> str:
    """`I HAVE NO CHANCE` as `I have no chance.`"""
    lowered = ["I" + word[1:] if word == "i" or word.startswith("i'") else word for word in words.lower().split()]
    return " ".join([lowered[0][0].upper() + lowered[0][1:], *lowered[1:]]) + "."
