"""One engine for all tests of the library, and the committed recordings."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from ml.engines.audio import AudioDecoder
from ml.engines.clips import EngineRequest
from ml.engines.engine import SpeechEngine
from ml.models import resolve_embedding, resolve_whisper
from ml.scoring import ScoringTask

CLIPS = Path(__file__).parent.parent / "data" / "speech"


@dataclass(frozen=True)
class RecordedClip:
    """A row of `clips.tsv` with its recording."""

    name: str
    data: bytes
    task: ScoringTask
    expected: str


def read_clips() -> list[RecordedClip]:
    """All committed recordings in order."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        RecordedClip(
            f"{row['kind']} {row['file']}",
            (CLIPS / row["file"]).read_bytes(),
            ScoringTask(
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
def clips():
    """The committed recordings by kind and file."""
    return {clip.name: clip for clip in read_clips()}


@pytest.fixture(scope="session")
def engine():
    """The real engine with the base model; the models are fetched before the tests (`python -m ml.models fetch`)."""
    speech_engine = SpeechEngine(
        whisper_dir=resolve_whisper("base", fetch=False).path,
        embedding_dir=resolve_embedding(fetch=False).path,
        device="cpu",
    )
    yield speech_engine
    speech_engine.close()


@pytest.fixture(scope="session")
def evening(engine, clips):
    """Every committed recording through the engine once."""
    items = [EngineRequest(name, clip.data, clip.task) for name, clip in clips.items()]
    return dict(engine.process(items, lambda key, stage: None))  # type: ignore[arg-type]


@pytest.fixture
def decoder():
    """A decoder of the test's own."""
    audio_decoder = AudioDecoder()
    yield audio_decoder
    audio_decoder.close()
