"""The demo's recordings: real speech of learners and the texts they read (`tests/data/speech/README.md`)."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from project.env import BASE_DIR

FOLDER = BASE_DIR / "tests" / "data" / "speech"
EVENING_CLIPS = (
    ("good-adult.webm", "reading"),
    ("middle-child.mp3", "reading"),
    ("silent.m4a", "reading"),
    ("weak-adult.wav", "reading"),
    ("off-script.ogg", "reading"),
    ("good-child.m4a", "reading"),
    ("half-read.webm", "reading"),
    ("03-001350194.webm", "speaking"),
    ("middle-adult.ogg", "reading"),
    ("05-014390051.opus", "reading"),
)


@dataclass(frozen=True)
class DemoClip:
    """One recording: the file, its length in seconds, its task and the expected verdict."""

    path: Path
    seconds: float
    kind: str
    level: str
    reference: str
    question: str
    reference_answers: list[str]
    expected: str


def load_clips() -> list[DemoClip]:
    """Return the recordings of the evening in the order of submission."""
    with (FOLDER / "clips.tsv").open(encoding="utf-8", newline="") as file:
        rows = {(row["file"], row["kind"]): row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return [_clip(rows[name]) for name in EVENING_CLIPS]


def _clip(row: dict[str, str]) -> DemoClip:
    return DemoClip(
        path=FOLDER / row["file"],
        seconds=float(row["seconds"]),
        kind=row["kind"],
        level=row["level"],
        reference=row["reference"],
        question=row["question"],
        reference_answers=json.loads(row["reference_answers"]),
        expected=row["expected_verdict"],
    )
