"""What a film is, read in a limited process before anything is decoded."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import structlog

from apps.video.programs import DEMUXERS, SOUND_DEMUXERS, run_program
from apps.video.refusals import REFUSALS, VideoRefused

log = structlog.get_logger(__name__)
T = TypeVar("T")

MAX_LINES = 4320
MAX_STREAMS = 20
CPU_SECONDS = 300
ANSWER_BYTES = 4096
LAST_WORDS = 200
_SCRIPT = Path(__file__).with_name("probe_subprocess.py")


@dataclass(frozen=True)
class SourceFacts:
    """A film as it was sent; times in seconds from its begin. `video`, `audio`: indexes of its streams.

    `last_frame`: when it begins; `longest_frame`: how long a frame is shown at most.
    """

    video: int
    audio: int | None
    rate: Fraction
    is_hdr: bool
    video_end: float
    audio_end: float
    last_frame: float
    longest_frame: float

    @property
    def seconds(self) -> float:
        """How long the film is: until picture and sound have ended."""
        return max(self.video_end, self.audio_end)


@dataclass(frozen=True)
class SoundFacts:
    """A recording as it was sent: the index of its stream, and how long its sound is."""

    stream: int
    seconds: float


def probe_film(film: Path, *, folder: Path, max_seconds: int) -> SourceFacts:
    """Return what a film is. Files are written below `folder`. Raise VideoRefused, and what `run_program` raises."""
    return _probe("film", film, folder, DEMUXERS, (max_seconds, MAX_STREAMS, MAX_LINES), _read_facts)


def probe_sound(sound: Path, *, folder: Path, max_seconds: int) -> SoundFacts:
    """Return what a recording is. Files are written below `folder`. It raises what `probe_film` raises."""
    return _probe("sound", sound, folder, SOUND_DEMUXERS, (max_seconds, MAX_STREAMS), _read_sound_facts)


def _probe(
    what: str, file: Path, folder: Path, formats: str, limits: tuple[int, ...], read: Callable[[dict[str, Any]], T]
) -> T:
    """Return what `read` makes of the answer. A film may have written it: no value is believed unseen."""
    answer = folder / "probe.json"
    command = [sys.executable, "-P", str(_SCRIPT), what, str(file), formats, *map(str, limits)]
    if words := run_program(command, folder=folder, cpu_seconds=CPU_SECONDS, stdout=answer):
        log.info("a film was not probed", error=words[-LAST_WORDS:])
    try:
        with answer.open("rb") as opened:
            facts = json.loads(opened.read(ANSWER_BYTES))
        if refusal := facts.get("refusal"):
            raise VideoRefused(refusal if refusal in REFUSALS else "damaged")
        return read(facts)
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise VideoRefused("damaged") from error


def _read_sound_facts(facts: dict[str, Any]) -> SoundFacts:
    return SoundFacts(stream=int(facts["audio"]), seconds=float(facts["seconds"]))


def _read_facts(facts: dict[str, Any]) -> SourceFacts:
    numerator, denominator = map(int, facts["rate"])
    names = ("video_end", "audio_end", "last_frame", "longest_frame")
    return SourceFacts(
        video=int(facts["video"]),
        audio=None if facts["audio"] is None else int(facts["audio"]),
        rate=Fraction(numerator, denominator),
        is_hdr=bool(facts["is_hdr"]),
        **{name: float(facts[name]) for name in names},
    )
