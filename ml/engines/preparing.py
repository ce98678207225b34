"""From a file's bytes to windows that are ready for the model: decode, gate, prints, log-mel. Any thread."""

import time
from dataclasses import replace
from typing import Any

from ml.engines import evidence as gathering
from ml.engines import gate
from ml.engines.asr import Whisper
from ml.engines.audio import RATE, AudioBad, Decoded, Decoder
from ml.engines.clips import Clip, Hearing, Print
from ml.fingerprint import fingerprint, peaks
from ml.text import read

_ROOM = 0.5
"""Seconds decoded beyond the longest recording taken, so that one that is too long is known to be."""


def decode(decoder: Decoder, clip: Clip, facts: dict[str, Any]) -> None:
    """Samples of the clip, or the refusal. ValueError for a task that cannot be scored: our mistake, not a pupil's."""
    task = clip.item.task
    if task.read_aloud and not read(task.reference, task.language, alternatives=True):
        raise ValueError("a text to read aloud has no words")
    clip.evidence = {"task": task.as_json(), "engine": facts}
    began = time.perf_counter()
    try:
        clip.decoded = decoder.decode(clip.item.data, max_seconds=task.max_seconds + _ROOM)
        clip.container = clip.decoded.container
    except AudioBad as bad:
        clip.container = bad.facts.get("container", "")
        verdict = "TOO_LONG" if bad.reason == "TOO_LONG" else "AUDIO_BAD"
        clip.evidence["refused"] = {"verdict": verdict, "reason": bad.reason}
    clip.spend("decode", time.perf_counter() - began)


def measure(clip: Clip) -> None:
    """Gate and prints of decoded samples; a recording that cannot be scored gets its refusal."""
    assert clip.decoded is not None
    began = time.perf_counter()
    samples = clip.decoded.samples
    clip.sound = gate.listen(samples)
    clip.evidence["sound"] = gathering.sound_json(clip.sound) | _file_facts(clip.decoded)
    clip.peaks, clip.fingerprint = peaks(samples), fingerprint(samples)
    refused = gate.refusal(clip.sound, clip.item.task)
    if refused:
        clip.evidence["refused"] = {"verdict": refused, "reason": refused}
    clip.spend("gate", time.perf_counter() - began)


def make_ready(clip: Clip, whisper: Whisper) -> Hearing:
    """The clip's windows for this model, with their spectrograms where the processor makes them."""
    assert clip.decoded is not None
    assert clip.sound is not None
    began = time.perf_counter()
    windows = gathering.cut(clip.decoded.samples, clip.sound, clip.item.task.language)
    if not whisper.mel_on_card:
        windows = [replace(window, mel=whisper.spectrogram(window.samples)) for window in windows]
    clip.spend("gate", time.perf_counter() - began)
    return Hearing(windows)


def print_of(decoder: Decoder, data: bytes, max_seconds: float) -> Print:
    """What a recording looks and sounds like."""
    try:
        samples = decoder.decode(data, max_seconds=max_seconds).samples
    except AudioBad:
        return Print(0.0, b"", b"")
    return Print(round(len(samples) / RATE, 2), peaks(samples), fingerprint(samples))


def _file_facts(decoded: Decoded) -> dict[str, Any]:
    return {
        "container": decoded.container,
        "codec": decoded.codec,
        "sample_rate": decoded.sample_rate,
        "channels": decoded.channels,
        "damaged": decoded.damaged,
    }
