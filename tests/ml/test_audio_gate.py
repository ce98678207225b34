"""No voice, no score: what the gate lets through."""

import numpy as np
import pytest

from ml.engines import audio_gate
from ml.engines.audio import AudioDecoder, Samples
from ml.scoring import ScoringTask

TASK = ScoringTask("reading", "en", "We had a good time and then we went home together.", level="B1")
RATE = 16_000


@pytest.fixture(scope="module")
def voice(clips):
    decoder = AudioDecoder()
    samples = decoder.decode(clips["reading good-adult.webm"].data, max_seconds=60).samples[: 8 * RATE]
    decoder.close()
    return samples


def verdict(samples: Samples, task: ScoringTask = TASK) -> str | None:
    return audio_gate.find_gate_refusal(audio_gate.measure_sound(samples.astype(np.float32)), task)


def noise(level_db: float, seconds: float = 6.0) -> Samples:
    return (np.random.default_rng(1).normal(size=int(seconds * RATE)) * 10 ** (level_db / 20)).astype(np.float32)


def test_normal_voice_is_accepted(voice):
    assert verdict(voice) is None


def test_soft_voice_is_accepted(voice):
    assert verdict(voice * 0.05) is None


@pytest.mark.parametrize("level", [-90, -60, -40, -20])
def test_noise_of_any_level_is_refused(level):
    assert verdict(noise(level)) in ("NO_SPEECH", "TOO_QUIET")


def test_silent_recording_is_refused_as_no_speech():
    assert verdict(np.zeros(5 * RATE, np.float32)) == "NO_SPEECH"


def test_very_quiet_voice_is_refused_as_too_quiet(voice):
    assert verdict(voice * 0.006) == "TOO_QUIET"


def test_overloaded_recording_is_refused_as_clipped(voice):
    assert verdict(np.clip(voice * 60, -1, 1)) == "CLIPPED"


def test_third_of_a_second_is_refused_as_too_short(voice):
    assert verdict(voice[: RATE // 3]) == "TOO_SHORT"


def test_recording_longer_than_the_task_allows_is_refused_as_too_long(voice):
    assert verdict(voice, ScoringTask("reading", "en", TASK.reference, max_seconds=5)) == "TOO_LONG"


def test_one_word_in_a_long_silence_is_refused_as_no_speech(voice):
    word = voice[: int(0.4 * RATE)]
    assert verdict(np.concatenate([word, np.zeros(30 * RATE, np.float32)])) == "NO_SPEECH"


def test_one_second_of_speech_is_enough_for_a_short_text(voice):
    start = int(audio_gate.measure_sound(voice).speech[0][0] * RATE)
    assert verdict(voice[start : start + RATE], ScoringTask("reading", "en", "Come here.", level="A1")) is None


def test_speech_spans_are_in_order_and_leave_out_silence(voice):
    spans = audio_gate.measure_sound(np.concatenate([voice, np.zeros(2 * RATE, np.float32), voice])).speech
    assert all(start < end for start, end in spans)
    assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert not any(start < 8.6 < end < 9.9 for start, end in spans)
