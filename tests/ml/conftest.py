"""One engine for all tests of the library, and the committed recordings."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ml.engines.audio import Decoder
from ml.engines.engine import Item, Result, SpeechEngine, Task
from ml.models import resolve_embedding, resolve_whisper

CLIPS = Path(__file__).parent.parent / "data" / "speech"


@dataclass(frozen=True)
class Clip:
    """A row of `clips.tsv` with its recording."""

    name: str
    data: bytes
    task: Task
    expected: str


def read_clips() -> list[Clip]:
    """All committed recordings in order."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Clip(
            f"{row['kind']} {row['file']}",
            (CLIPS / row["file"]).read_bytes(),
            Task(
                row["kind"],
                row["language"],
                row["reference"],
                reference_answers=tuple(json.loads(row["reference_answers"])),
                question=row["question"],
                level=row["level"],
            ),
            row["expected_verdict"],
        )
        for row in rows
    ]


@pytest.fixture(scope="session")
def clips() -> dict[str, Clip]:
    """The committed recordings by kind and file."""
    return {clip.name: clip for clip in read_clips()}


@pytest.fixture(scope="session")
def engine() -> Iterator[SpeechEngine]:
    """The real engine with the base model; the models are fetched before the tests (`python -m ml.models fetch`)."""
    held = SpeechEngine(
        whisper_dir=resolve_whisper("base", fetch=False).path,
        embedding_dir=resolve_embedding(fetch=False).path,
        device="cpu",
    )
    yield held
    held.close()


@pytest.fixture(scope="session")
def evening(engine: SpeechEngine, clips: dict[str, Clip]) -> dict[str, Result]:
    """Every committed recording through the engine once."""
    items = [Item(name, clip.data, clip.task) for name, clip in clips.items()]
    return dict(engine.process(items, lambda key, stage: None))  # type: ignore[arg-type]


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    """A decoder of the test's own."""
    held = Decoder()
    yield held
    held.close()
