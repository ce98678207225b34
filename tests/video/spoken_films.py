"""Films in which people read aloud: the committed recordings behind a grey picture."""

import csv
from functools import cache

from apps.accounts.models import User
from apps.courses.models import Course
from apps.learning.models import CourseFile
from apps.video.models import Video
from ml.text import parse_words
from tests.ml.conftest import CLIPS
from tests.video.films import H264, make_from, store_film

READINGS = ("good-adult.webm", "middle-adult.ogg", "weak-adult.wav", "good-child.m4a", "middle-child.mp3")
PAUSE = 2
"""Seconds of silence after each recording."""


@cache
def make_spoken_film(*names: str) -> bytes:
    """The bytes of a film with these recordings one after the other."""
    inputs = [word for name in names for word in ("-i", CLIPS / name)]
    padded = "".join(
        f"[{n}:a]aresample=44100,aformat=channel_layouts=mono,apad=pad_dur={PAUSE}[p{n}];" for n in range(len(names))
    )
    joined = padded + "".join(f"[p{n}]" for n in range(len(names))) + f"concat=n={len(names)}:v=0:a=1[sound]"
    picture = ("-f", "lavfi", "-i", "color=gray:size=160x90:rate=5")
    return make_from(
        *inputs, *picture, "-filter_complex", joined, "-map", f"{len(names)}:v", "-map", "[sound]", "-shortest", *H264
    )


def read_seconds(names) -> float:
    """How long the film with these recordings is."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as file:
        rows = {row["file"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return sum(float(rows[name]["seconds"]) + PAUSE for name in names)


def read_text(names) -> str:
    """What is read aloud in it."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as file:
        rows = {row["file"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return " ".join(rows[name]["reference"] for name in names)


def measure_found(text: str, heard: str) -> float:
    """The share of the words of a text that were heard."""
    words = [word.surface.lower() for word in parse_words(text, "en")]
    found = {word.surface.lower() for word in parse_words(heard, "en")}
    return sum(word in found for word in words) / len(words)


def add_spoken_film(course: Course, teacher: User, *names: str) -> Video:
    """A ready film of the course with these recordings. It is not transcoded: speech hears the original."""
    stored = store_film(make_spoken_film(*names))
    CourseFile.objects.create(course=course, file=stored, title="Reading", kind="video", added_by=teacher)
    duration = round(1000 * read_seconds(names))
    return Video.objects.create(file=stored, state="ready", percent=100, duration_ms=duration, has_audio=True)
