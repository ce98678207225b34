"""Guards that need sound: real voices with noise over them, many voices at once, a soft child, words whose places are
known. (Silence, noise, half a text and another text are committed recordings: `test_engine`.)
"""

import io
import wave
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ml.engines.clips import EngineRequest
from ml.engines.engine import SpeechEngine
from ml.scoring import RecordingResult
from ml.training.corpus import decode_to_samples, trim_silence
from tests.ml.conftest import CLIPS, RecordedClip

RATE = 16_000
SLACK = 0.15


def sound(file: str) -> Any:
    return decode_to_samples((CLIPS / file).read_bytes())


def wav(samples: Any) -> bytes:
    """The samples as a file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return out.getvalue()


def result(engine: SpeechEngine, samples: Any, clip: RecordedClip, **task: Any) -> RecordingResult:
    """What the engine says of these samples as a recording of the clip's homework."""
    item = EngineRequest("one", wav(samples), replace(clip.task, **task))
    [(_, outcome)] = engine.process([item], lambda key, stage: None)
    assert isinstance(outcome, RecordingResult), outcome
    return outcome


def level(samples: Any) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


@pytest.mark.slow  # 4 s
@pytest.mark.parametrize("colour", ["white", "pink"])
def test_noise_as_loud_as_the_voice_is_refused_or_goes_to_the_teacher(engine, clips, colour):
    clip = clips["reading 03-001350194.webm"]
    voice = sound("03-001350194.webm")
    noise = np.random.default_rng(4).normal(size=len(voice))
    if colour == "pink":
        spectrum = np.fft.rfft(noise)
        noise = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)), len(voice))
    mixed = voice + noise * level(trim_silence(voice)) / level(noise)
    outcome = result(engine, 0.5 * mixed, clip)
    print(colour, outcome.verdict, outcome.reason, outcome.overall, outcome.flags)
    assert outcome.verdict in ("LOW_CONFIDENCE", "NO_SPEECH", "TOO_QUIET")
    assert outcome.verdict != "LOW_CONFIDENCE" or "NOISY" in outcome.flags


@pytest.mark.slow  # 3 s
def test_six_voices_at_once_are_not_accepted(engine, clips):
    files = (
        "good-adult.webm",
        "middle-adult.ogg",
        "middle-child.mp3",
        "off-script.ogg",
        "half-read.webm",
        "weak-adult.wav",
    )
    maker = np.random.default_rng(2)
    babble = sum(
        np.roll(np.resize(voice / level(voice), 6 * RATE), int(maker.integers(6 * RATE))) for voice in map(sound, files)
    )
    outcome = result(engine, 0.05 * babble, clips["reading 03-001350194.webm"])
    print(outcome.verdict, outcome.reason, outcome.flags)
    assert outcome.verdict not in ("OK", "INCOMPLETE")


@pytest.mark.slow  # 3 s
def test_soft_voice_of_a_child_is_scored_with_stars(engine, clips):
    voice = sound("05-014390051.opus")
    outcome = result(
        engine, voice * 10 ** (-38 / 20) / level(voice), clips["reading 05-014390051.opus"], age_band="under8"
    )
    assert outcome.verdict == "OK"
    assert outcome.parts["band"] in range(1, 6)


@pytest.mark.slow  # 3 s
def test_word_times_match_the_known_places_of_sentences(engine, clips):
    """Three sentences with silence between them: where each begins and ends is known from how they were joined."""
    files = ("12-001310168.mp3", "04-005940025.m4a", "03-001350194.webm")
    parts, edges, clock = [], [], 0
    for file in files:
        voice = trim_silence(sound(file))
        parts += [np.zeros(int(1.2 * RATE)), voice]
        clock += int(1.2 * RATE)
        edges.append((clock / RATE, (clock + len(voice)) / RATE))
        clock += len(voice)
    lines = [clips[f"reading {file}"].task.reference for file in files]
    clip = clips["reading 03-001350194.webm"]
    outcome = result(engine, np.concatenate(parts).astype(np.float32), clip, kind="repeat", reference="\n".join(lines))
    assert outcome.verdict == "OK"
    words = [word for word in outcome.words if word.reference is not None and word.start is not None]
    assert [(word.start, word.end) for word in words] == sorted((word.start, word.end) for word in words)
    for phrase, (start, end) in zip(outcome.parts["phrases"], edges, strict=True):
        own = [word for word in words if phrase["first"] <= word.reference < phrase["first"] + phrase["words"]]
        print(phrase["text"], start, own[0].start, end, own[-1].end)
        assert abs(own[0].start - (start + SLACK)) <= 2 * SLACK
        assert abs(own[-1].end - (end - SLACK)) <= 2 * SLACK
    assert [pause for pause in outcome.parts["pauses"] if pause["seconds"] > 1.1] == []
