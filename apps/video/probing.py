"""What a film is, read in a limited process before anything is decoded."""

import json
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import structlog

from apps.video.programs import DEMUXERS, run_program
from apps.video.refusals import REFUSALS, VideoRefused

log = structlog.get_logger(__name__)

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


def probe_film(film: Path, *, folder: Path, max_seconds: int) -> SourceFacts:
    """Return what a film is. Files are written below `folder`. Raise VideoRefused, and what `run_program` raises."""
    answer = folder / "probe.json"
    limits = map(str, (max_seconds, MAX_LINES, MAX_STREAMS))
    command = [sys.executable, "-P", str(_SCRIPT), str(film), DEMUXERS, *limits]
    if words := run_program(command, folder=folder, cpu_seconds=CPU_SECONDS, stdout=answer):
        log.info("a film was not probed", error=words[-LAST_WORDS:])
    try:
        with answer.open("rb") as opened:
            return _read_answer(json.loads(opened.read(ANSWER_BYTES)))
    except (ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise VideoRefused("damaged") from error


def _read_answer(facts: dict[str, Any]) -> SourceFacts:
    """Return the facts. What a film took over may have written the answer: no value is believed unseen."""
    if refusal := facts.get("refusal"):
        raise VideoRefused(refusal if refusal in REFUSALS else "damaged")
    numerator, denominator = map(int, facts["rate"])
    names = ("video_end", "audio_end", "last_frame", "longest_frame")
    return SourceFacts(
        video=int(facts["video"]),
        audio=None if facts["audio"] is None else int(facts["audio"]),
        rate=Fraction(numerator, denominator),
        is_hdr=bool(facts["is_hdr"]),
        **{name: float(facts[name]) for name in names},
    )
