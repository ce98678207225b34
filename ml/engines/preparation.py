"""From a file's bytes to windows that are ready for the model: decode, gate, prints, log-mel. Any thread."""

from dataclasses import replace
from typing import Any

from ml.engines import audio_gate
from ml.engines import evidence as gathering
from ml.engines.asr import Whisper
from ml.engines.audio import RATE, AudioDecoder, AudioError
from ml.engines.clips import AudioSummary, Clip, Transcription
from ml.fingerprint import compute_fingerprint, compute_waveform
from ml.text import parse_words

_FILE_FACTS = ("container", "codec", "sample_rate", "channels", "damaged")
_ROOM = 0.5
"""Seconds decoded beyond the longest recording taken, so that one that is too long is known to be."""


def decode_or_refuse_clip(decoder: AudioDecoder, clip: Clip, engine_facts: dict[str, Any]) -> None:
    """Samples of the clip, or the refusal. ValueError for a task that cannot be scored: our mistake, not a pupil's."""
    task = clip.item.task
    if task.read_aloud and not parse_words(task.reference, task.language, alternatives=True):
        raise ValueError("a text to read aloud has no words")
    clip.evidence = {"task": task.as_json(), "engine": engine_facts}
    with clip.timing("decode"):
        try:
            clip.decoded = decoder.decode(clip.item.data, max_seconds=task.max_seconds + _ROOM)
            clip.container = clip.decoded.container
        except AudioError as bad:
            clip.container = bad.facts.get("container", "")
            verdict = "TOO_LONG" if bad.reason == "TOO_LONG" else "AUDIO_BAD"
            clip.evidence["refused"] = {"verdict": verdict, "reason": bad.reason}


def measure_clip(clip: Clip) -> None:
    """Gate and prints of decoded samples; a recording that cannot be scored gets its refusal."""
    assert clip.decoded is not None
    with clip.timing("gate"):
        samples = clip.decoded.samples
        clip.sound = audio_gate.measure_sound(samples)
        facts = {name: getattr(clip.decoded, name) for name in _FILE_FACTS}
        clip.evidence["sound"] = gathering.sound_to_json(clip.sound) | facts
        clip.peaks, clip.fingerprint = compute_waveform(samples), compute_fingerprint(samples)
        refused = audio_gate.find_gate_refusal(clip.sound, clip.item.task)
        if refused:
            clip.evidence["refused"] = {"verdict": refused, "reason": refused}


def prepare_windows(clip: Clip, whisper: Whisper) -> Transcription:
    """The clip's windows for this model, with their spectrograms where the processor makes them."""
    assert clip.decoded is not None
    assert clip.sound is not None
    with clip.timing("gate"):
        windows = gathering.cut_into_windows(clip.decoded.samples, clip.sound, clip.item.task.language)
        if not whisper.mel_on_card:
            windows = [replace(window, mel=whisper.spectrogram(window.samples)) for window in windows]
    return Transcription(windows)


def compute_waveform_and_fingerprint(decoder: AudioDecoder, data: bytes, max_seconds: float) -> AudioSummary:
    """What a recording looks and sounds like."""
    try:
        samples = decoder.decode(data, max_seconds=max_seconds).samples
    except AudioError:
        return AudioSummary(0.0, b"", b"")
    return AudioSummary(round(len(samples) / RATE, 2), compute_waveform(samples), compute_fingerprint(samples))
