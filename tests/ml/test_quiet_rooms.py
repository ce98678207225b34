"""A reading is judged by where it is heard: a quiet room before, behind or inside it changes nothing. A room alone, and
another text before it, stay refused.
"""

import re
from dataclasses import replace

import numpy as np
import pytest

from ml.training.corpus import trim_silence
from tests.ml.test_guards_with_sound import RATE, result, sound

FILE = "half-read.webm"
BAND = 1.5
"""Points: room noise next to the voice is heard a little, and a silence in the middle is a pause of the reader."""
REFUSED = ("NO_SPEECH", "TOO_QUIET", "OFF_SCRIPT")


def room(kind, seconds):
    """A room in which nobody speaks: digital silence, soft noise, or the hum of the mains with some noise."""
    count, maker = int(seconds * RATE), np.random.default_rng(11)
    time, noise = np.arange(count) / RATE, maker.normal(size=count)
    hum = np.sin(2 * np.pi * 50 * time) + 0.3 * np.sin(2 * np.pi * 150 * time) + 0.3 * noise
    kinds = {"silence": (np.zeros(count), 0.0), "noise": (noise, -60.0), "hum": (hum, -50.0)}
    quiet, level_db = kinds[kind]
    loudness = max(1e-9, float(np.sqrt(np.sum(quiet**2) / max(1, count))))
    return (quiet * 10 ** (level_db / 20) / loudness).astype(np.float32)


@pytest.fixture(scope="module")
def clip(clips):
    """A recording of ten seconds: its homework is what was read, which is half of the committed one's."""
    half = clips["reading half-read.webm"]
    sentences = re.findall(r"[^.]+\.", half.task.reference)
    return replace(half, task=replace(half.task, reference="".join(sentences[: len(sentences) // 2])))


@pytest.fixture(scope="module")
def plain(engine, clip):
    """What the engine says of the recording as it is."""
    outcome = result(engine, sound(FILE), clip)
    assert outcome.verdict == "OK"
    return outcome


def split(plain):
    """The recording before and behind its first full stop."""
    stop = next(word.index for word in plain.words if word.text.endswith("."))
    cut = int((plain.words[stop].end + plain.words[stop + 1].start) / 2 * RATE)
    return sound(FILE)[:cut], sound(FILE)[cut:]


@pytest.mark.parametrize(
    ("kind", "before", "inside", "behind"),
    [
        ("silence", 0, 0, 20),
        ("noise", 0, 0, 35),
        ("hum", 0, 0, 49),
        ("hum", 0, 0, 10),
        ("noise", 35, 0, 0),
        ("hum", 0, 35, 0),
        ("silence", 20, 20, 20),
    ],
)
def test_quiet_room_around_a_reading_does_not_change_its_score(engine, clip, plain, kind, before, inside, behind):
    first, rest = split(plain)
    parts = [room(kind, before), first, room(kind, inside), rest, room(kind, behind)]
    outcome = result(engine, np.concatenate(parts), clip)
    print(outcome.verdict, outcome.reason, plain.overall, outcome.overall, outcome.transcript)
    assert (outcome.verdict, outcome.confidence) == ("OK", plain.confidence)
    assert outcome.overall == pytest.approx(plain.overall, abs=BAND)
    assert len(outcome.transcript.split()) == len(plain.transcript.split())


def test_one_short_sentence_in_a_minute_of_quiet_is_scored(engine, clips):
    clip = clips["reading 12-001310168.mp3"]
    outcome = result(engine, np.concatenate([sound("12-001310168.mp3"), room("hum", 55)]), clip)
    assert outcome.verdict == "OK"


def test_sound_in_the_quiet_room_behind_a_reading_does_not_refuse_it(engine, clip, plain):
    """A fifth of a second of a soft voice: Whisper makes a word of it."""
    knock = 0.3 * sound("weak-adult.wav")[2 * RATE : 2 * RATE + RATE // 5]
    parts = [sound(FILE), room("hum", 25), knock, room("hum", 20)]
    outcome = result(engine, np.concatenate(parts), clip)
    print(outcome.verdict, outcome.reason, outcome.overall, outcome.transcript)
    assert len(outcome.evidence["windows"]) == 2
    assert (outcome.verdict, outcome.confidence) == ("OK", plain.confidence)
    assert outcome.overall == pytest.approx(plain.overall, abs=BAND)
    assert len(outcome.transcript.split()) == len(plain.transcript.split())


@pytest.mark.parametrize("kind", ["silence", "noise", "hum"])
def test_quiet_room_alone_is_refused(engine, clip, kind):
    assert result(engine, room(kind, 40), clip).verdict in REFUSED


def test_noise_that_is_as_long_as_a_reading_with_its_tail_is_refused(engine, clip):
    noise = np.random.default_rng(3).normal(size=40 * RATE) * 10 ** (-28 / 20)
    assert result(engine, noise, clip).verdict in REFUSED


def test_another_text_before_a_quiet_room_is_refused(engine, clips):
    clip = clips["reading off-script.ogg"]
    parts = np.concatenate([sound("off-script.ogg"), room("hum", 35)])
    assert result(engine, parts, clip).verdict == "OFF_SCRIPT"


def test_noise_under_a_voice_is_found_beside_digital_silence(engine, clips):
    """A silent tail does not hide that the voice is as loud as the noise around it."""
    clip = clips["reading 03-001350194.webm"]
    voice = sound("03-001350194.webm")
    noise = np.random.default_rng(4).normal(size=len(voice))
    mixed = voice + noise * np.sqrt(np.mean(trim_silence(voice) ** 2) / np.mean(noise**2))
    outcome = result(engine, np.concatenate([0.5 * mixed, room("silence", 30)]), clip)
    assert outcome.verdict in ("LOW_CONFIDENCE", "NO_SPEECH", "TOO_QUIET")
