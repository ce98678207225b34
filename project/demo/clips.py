"""The demo's recordings: real speech of learners and the texts they read (`tests/data/speech/README.md`)."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from project.env import BASE_DIR

FOLDER = BASE_DIR / "tests" / "data" / "speech"
EVENING_CLIPS = (
    ("good-adult.webm", "reading", "Read aloud: People and places"),
    ("middle-child.mp3", "reading", "Read aloud: Animals and numbers"),
    ("silent.m4a", "reading", "Read aloud: People and places"),
    ("weak-adult.wav", "reading", "Read aloud: The two of you"),
    ("off-script.ogg", "reading", "Read aloud: The match of the year"),
    ("good-child.m4a", "reading", "Read aloud: Half my life in the woods"),
    ("half-read.webm", "reading", "Read aloud: Good times and bad news"),
    ("03-001350194.webm", "speaking", "Speaking: A seat at the stadium"),
    ("middle-adult.ogg", "reading", "Read aloud: Hope and reform"),
    ("05-014390051.opus", "speaking", "Speaking: A girl and a ball game"),
)
"""File, kind and title of the homework: one recording for each pupil, two of them free answers."""


@dataclass(frozen=True)
class DemoClip:
    """One recording: the file, its length in seconds, its task and the expected verdict."""

    path: Path
    title: str
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
    return [_clip(rows[file, kind], title) for file, kind, title in EVENING_CLIPS]


def _clip(row: dict[str, str], title: str) -> DemoClip:
    return DemoClip(
        path=FOLDER / row["file"],
        title=title,
        seconds=float(row["seconds"]),
        kind=row["kind"],
        level=row["level"],
        reference=row["reference"],
        question=row["question"],
        reference_answers=json.loads(row["reference_answers"]),
        expected=row["expected_verdict"],
    )
