"""Is there a voice to score? Level, clipping and spans of speech, before any model that costs.

Silero (as shipped in faster-whisper) at a low threshold, because pupils speak softly, and only where there is energy.
"""

from dataclasses import dataclass

import numpy as np
from faster_whisper.vad import get_vad_model

from ml.engines.audio import RATE, Samples
from ml.engines.windows import choose_speech_windows
from ml.scoring.constants import GATE, get_target_rate
from ml.scoring.task import ScoringTask
from ml.text import parse_words

_HOP = 512
_FLOOR_DB = -120.0

Spans = tuple[tuple[float, float], ...]
"""Start and end in seconds, in order."""


@dataclass(frozen=True, slots=True)
class SoundMeasurements:
    """Facts of a recording: seconds, decibels of full scale, spans of speech as (start, end) in seconds.

    `windows` are the stretches that are heard, without long silences; level, range and clipping are theirs: a quiet
    room before or behind a reading changes none of them.
    `range_db`: from the level of the quietest tenth of 32 ms frames to that of the loudest twentieth. A voice has gaps:
    500 honest recordings lie at 25 dB and more, 30 with noise as loud as the voice at 14.5 and less.
    """

    seconds: float
    level_db: float
    speech_level_db: float
    clipped: float
    range_db: float
    speech: Spans
    windows: Spans

    @property
    def speech_seconds(self) -> float:
        """Seconds of speech in all."""
        return sum(end - start for start, end in self.speech)

    @property
    def heard_seconds(self) -> float:
        """Seconds that are heard, without long silences."""
        return sum(end - start for start, end in self.windows)


def measure_sound(samples: Samples) -> SoundMeasurements:
    """Measures 16 kHz mono samples."""
    padded = np.pad(samples, (0, -len(samples) % _HOP))
    energy = np.sqrt(np.mean(padded.reshape(-1, _HOP).astype(np.float64) ** 2, axis=1))
    probabilities = np.asarray(get_vad_model()(padded)).reshape(-1)[: len(energy)]
    voiced = (probabilities >= GATE.speech_probability) & (_to_decibels(energy) >= GATE.speech_floor_db)
    kept = (probabilities >= GATE.speech_release) & (_to_decibels(energy) >= GATE.speech_floor_db)
    spans = _find_spans(voiced, kept, len(samples) / RATE)
    windows = tuple(choose_speech_windows(len(samples) / RATE, spans))
    heard = np.concatenate([samples[int(start * RATE) : int(end * RATE)] for start, end in windows])
    inside, in_windows = (_mask_spans(stretches, len(energy)) for stretches in (spans, windows))
    levels = _to_decibels(energy[in_windows])
    return SoundMeasurements(
        seconds=len(samples) / RATE,
        level_db=float(_to_decibels(np.sqrt(np.mean(heard.astype(np.float64) ** 2)))),
        speech_level_db=float(_to_decibels(np.sqrt(np.mean(energy[inside] ** 2)))) if inside.any() else _FLOOR_DB,
        clipped=_measure_clipping(heard),
        range_db=float(np.subtract(*np.percentile(levels, (95, 10)))) if len(levels) else 0.0,
        speech=spans,
        windows=windows,
    )


def find_gate_refusal(sound: SoundMeasurements, task: ScoringTask) -> str | None:
    """NO_SPEECH, TOO_QUIET, CLIPPED, TOO_SHORT or TOO_LONG, or None when the recording may be scored."""
    if sound.seconds > task.max_seconds:
        return "TOO_LONG"
    words = len(parse_words(task.reference, task.language, alternatives=True)) if task.read_aloud else 0
    needed = 60 * words / get_target_rate(task.target_wpm, task.level) if words else GATE.answer_seconds
    if sound.seconds < max(GATE.shortest_seconds, min(GATE.shortest_share * needed, 1.0)):
        return "TOO_SHORT"
    if sound.level_db < GATE.silence_db:
        return "NO_SPEECH"
    least = min(GATE.least_speech_seconds, GATE.least_speech_share_of_text * needed)
    if sound.speech_seconds < least or sound.speech_seconds < GATE.least_speech_share * sound.heard_seconds:
        return "TOO_QUIET" if GATE.silence_db <= sound.level_db < GATE.quiet_db else "NO_SPEECH"
    if sound.speech_level_db < GATE.quiet_db:
        return "TOO_QUIET"
    return "CLIPPED" if sound.clipped > GATE.most_clipped else None


def _to_decibels(amplitude: np.ndarray | float) -> np.ndarray:
    return 20 * np.log10(np.maximum(amplitude, 1e-6))


def _measure_clipping(samples: Samples) -> float:
    """Share of samples that stand at the top in runs of at least three."""
    top = np.abs(samples) >= GATE.clip_amplitude
    return float(np.mean(top[:-2] & top[1:-1] & top[2:])) if len(top) >= 3 else 0.0


def _find_spans(voiced: np.ndarray, kept: np.ndarray, seconds: float) -> Spans:
    """Spans that begin where `voiced` and last while `kept`, near ones joined, short ones dropped."""
    spans: list[list[float]] = []
    speaking = False
    for place in range(len(voiced)):
        start, end = place * _HOP / RATE, (place + 1) * _HOP / RATE
        if voiced[place] and not speaking:
            speaking = True
            if spans and start - spans[-1][1] < GATE.join_gap_seconds:
                spans[-1][1] = end
            else:
                spans.append([start, end])
        elif speaking and kept[place]:
            spans[-1][1] = end
        else:
            speaking = False
    kept_spans = [(start, end) for start, end in spans if end - start >= GATE.shortest_span_seconds]
    return tuple((round(start, 3), round(min(end, seconds), 3)) for start, end in kept_spans)


def _mask_spans(spans: Spans, frames: int) -> np.ndarray:
    inside = np.zeros(frames, dtype=bool)
    for start, end in spans:
        inside[int(start * RATE) // _HOP : int(end * RATE) // _HOP + 1] = True
    return inside
