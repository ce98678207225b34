"""Recordings of at most two seconds with the words that are read in them: cut out of the committed ones.

Thousands of submissions of whole homeworks would take hours on two cores; what a crash or a leak does, it does to short
ones too.
"""

import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

CLIPS = Path(__file__).resolve().parent.parent / "data" / "speech"
RECORDED = Path(__file__).with_name("recorded.json")
SOURCES = ("good-adult.webm", "good-child.m4a")
RATE = 16_000
LONGEST = 2.0
SHORTEST = 1.2
EDGE = 0.1
"""Seconds around the first and the last word."""


@dataclass(frozen=True)
class ShortClip:
    """An Ogg with Opus of `SHORTEST` to `LONGEST` seconds, and the text to be read."""

    name: str
    data: bytes
    text: str

    def take(self, number: int) -> bytes:
        """The same sound as another file: no two takes have the same bytes."""
        return self.data + number.to_bytes(4, "big")


@cache
def list_short_clips() -> tuple[ShortClip, ...]:
    """All runs of words that fit, of both readers in turn; none shares a word with another."""
    clips_by_source = [_cut(source) for source in SOURCES]
    return tuple(clip for pair in zip(*clips_by_source, strict=False) for clip in pair)


@cache
def create_silent_clip() -> ShortClip:
    """A second and a half of next to nothing."""
    hiss = np.random.default_rng(1).normal(0, 1e-4, int(1.5 * RATE)).astype(np.float32)
    return ShortClip("silence", _ogg(hiss), "What is your name")


def _cut(source: str) -> list[ShortClip]:
    words = json.loads(RECORDED.read_text(encoding="utf-8"))[source]["words"]
    timed = [(w["text"], w["start"], w["end"]) for w in words if w["class"] == "correct" and w["end"] > w["start"]]
    samples = _samples(CLIPS / source)
    clips: list[ShortClip] = []
    run: list[tuple[str, float, float]] = []
    for word in [*timed, ("", 1e9, 1e9)]:
        if run and word[2] - run[0][1] + 2 * EDGE > LONGEST:
            start, end = run[0][1] - EDGE, run[-1][2] + EDGE
            if end - start >= SHORTEST and len(run) >= 2:
                text = " ".join(text for text, _, _ in run)
                piece = samples[max(0, int(start * RATE)) : int(end * RATE)]
                clips.append(ShortClip(f"{source} {len(clips)}", _ogg(piece), text))
            run = []
        run.append(word)
    return clips


def _samples(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        frames = [resampled for frame in container.decode(audio=0) for resampled in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(np.float32)


def _ogg(samples: NDArray[np.float32]) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as target:
        stream = target.add_stream("libopus", rate=48_000, layout="mono", bit_rate=32_000)
        stream.codec_context.open()
        resampler = av.AudioResampler(
            format=stream.format.name, layout="mono", rate=48_000, frame_size=stream.codec_context.frame_size
        )
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None]), format="flt", layout="mono")
        frame.sample_rate = RATE
        for resampled in [*resampler.resample(frame), *resampler.resample(None)]:
            target.mux(stream.encode(resampled))
        target.mux(stream.encode(None))
    return out.getvalue()
