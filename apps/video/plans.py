"""How a film will be transcoded: renditions, frame rate, and the pieces that it is transcoded in.

A piece is ten segments, made by one run of ffmpeg; what was made before it does not matter. So a transcode that was
killed goes on with the piece that it was in, and makes the same segments.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from apps.video.keys import SEGMENT_MS
from apps.video.probing import SourceFacts

PLAN_VERSION = 1
"""Raise it when segments are made in another way: what was half made begins anew."""
AUDIO = "audio"
AUDIO_BITRATE = 96_000
AUDIO_RATE = 48_000
AUDIO_SEGMENT = Fraction(279 * 1024, AUDIO_RATE)
"""Seconds: whole AAC frames, just under SEGMENT_MS."""
PIECE_SEGMENTS = 10
MIN_RATE, MAX_RATE = 5, 30
STANDARD_RATES = (Fraction(24_000, 1001), Fraction(24), Fraction(25), Fraction(30_000, 1001), Fraction(30))
NEAR = 0.002
LADDER = ((240, 400_000), (360, 800_000), (480, 1_400_000), (720, 2_800_000), (1080, 5_000_000))
"""The shorter side in pixels, and the bits a second that a rendition has at most."""
SPRITE_BOX = (160, 90)
SPRITE_COLUMNS, SPRITE_ROWS = 5, 2


@dataclass(frozen=True)
class Rung:
    """A rendition with a picture: its name, its size in pixels and its bits a second at most."""

    name: str
    width: int
    height: int
    max_rate: int


@dataclass(frozen=True)
class Plan:
    """How a film is transcoded. `frames`: in all; `segment_frames`: in a segment; `rungs`: from the smallest."""

    source: SourceFacts
    rate: Fraction
    frames: int
    segment_frames: int
    rungs: tuple[Rung, ...]

    @property
    def segments(self) -> int:
        """How many segments a rendition with a picture has."""
        return ceil(self.frames / self.segment_frames)

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return ceil(self.segments / PIECE_SEGMENTS)

    @property
    def duration_ms(self) -> int:
        """How long the result is, in milliseconds."""
        return round(self.frames / self.rate * 1000)

    def get_piece(self, number: int) -> tuple[int, int]:
        """Return the first frame of a piece and the frame after its last one."""
        size = PIECE_SEGMENTS * self.segment_frames
        return number * size, min((number + 1) * size, self.frames)

    def list_segment_lengths(self) -> list[int]:
        """Return how long each segment with a picture is, in milliseconds; their sum is that of the film."""
        ends = [min(n * self.segment_frames, self.frames) for n in range(self.segments + 1)]
        times = [round(frame / self.rate * 1000) for frame in ends]
        return [after - before for before, after in zip(times, times[1:], strict=False)]

    def get_sprite_size(self) -> tuple[int, int]:
        """Return the size of one small picture, in pixels."""
        return fit(self.rungs[-1].width, self.rungs[-1].height, SPRITE_BOX)

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON."""
        source = {**asdict(self.source), "rate": _fraction_to_json(self.source.rate)}
        rungs = [asdict(rung) for rung in self.rungs]
        return {**asdict(self), "source": source, "rate": _fraction_to_json(self.rate), "rungs": rungs}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Plan":
        """Return the plan that `to_json` wrote."""
        source = SourceFacts(**{**stored["source"], "rate": Fraction(*stored["source"]["rate"])})
        rungs = tuple(Rung(**rung) for rung in stored["rungs"])
        return cls(**{**stored, "source": source, "rate": Fraction(*stored["rate"]), "rungs": rungs})


def make_plan(source: SourceFacts, width: int, height: int) -> Plan:
    """Return how a film that is shown in this size, in pixels, is transcoded."""
    rate = choose_rate(source.rate)
    return Plan(
        source=source,
        rate=rate,
        frames=max(1, ceil(round(source.seconds * float(rate), 3))),
        segment_frames=floor(rate * SEGMENT_MS / 1000),
        rungs=tuple(list_rungs(width, height)),
    )


def choose_rate(rate: Fraction) -> Fraction:
    """Return the frame rate of the result: that of the source, halved above MAX_RATE, and one of the standard ones
    where it is near.
    """
    while rate > MAX_RATE * (1 + NEAR):
        rate /= 2
    for standard in STANDARD_RATES:
        if abs(rate / standard - 1) < NEAR:
            return standard
    return Fraction(min(max(ceil(rate), MIN_RATE), MAX_RATE))


def list_rungs(width: int, height: int) -> Iterator[Rung]:
    """Return the renditions of a picture of this size, none larger than it; a small picture has one of its own size."""
    shorter = min(width, height)
    for number, (lines, max_rate) in enumerate(LADDER):
        if lines <= shorter or number == 0:
            share = Fraction(min(lines, shorter), shorter)
            yield Rung(f"{lines}p", _make_even(width * share), _make_even(height * share), max_rate)


def fit(width: int, height: int, box: tuple[int, int]) -> tuple[int, int]:
    """Return the largest even size of this shape in a box."""
    share = min(Fraction(box[0], width), Fraction(box[1], height))
    return _make_even(width * share), _make_even(height * share)


def _make_even(size: Fraction) -> int:
    return max(2, round(size / 2) * 2)


def _fraction_to_json(fraction: Fraction) -> list[int]:
    return [fraction.numerator, fraction.denominator]
