"""One sound is known again in another file; two people who read one text are not one sound."""

import io
from itertools import combinations
from typing import Any

import av
import numpy as np
import pytest

from ml.fingerprint import RATE, SAME_SOUND_SHARE, compare_fingerprints, compute_fingerprint, compute_waveform
from ml.training.corpus import decode_to_samples
from tests.ml.conftest import CLIPS

FILES = ("03-001350194.webm", "04-005940025.m4a", "05-014390051.opus", "12-001310168.mp3", "good-child.m4a")
CODECS = {
    "webm": ("webm", "libopus", 48_000, 16_000),
    "mp3": ("mp3", "libmp3lame", 22_050, 32_000),
    "aac": ("adts", "aac", 44_100, 32_000),
}


@pytest.fixture(scope="module")
def sounds():
    """Decoded recordings by file."""
    names = [*FILES, "classmate-1.ogg", "classmate-2.ogg", "silent.m4a"]
    return {name: decode_to_samples((CLIPS / name).read_bytes()) for name in names}


def encoded(samples: Any, container: str, codec: str, rate: int, bits: int) -> Any:
    """The samples after an encoder and its decoder."""
    frame = av.AudioFrame.from_ndarray(samples.astype(np.float32)[None], format="flt", layout="mono")
    frame.sample_rate = RATE
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono")
        stream.bit_rate = bits
        size = stream.codec_context.frame_size or 1024
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate, frame_size=size)
        for piece in [*resampler.resample(frame), *resampler.resample(None), None]:
            out.mux(stream.encode(piece))
    return decode_to_samples(file.getvalue())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("codec", CODECS)
def test_same_sound_is_found_in_another_codec_quieter_and_cut(sounds, name, codec):
    changed = encoded(0.35 * sounds[name][int(0.23 * RATE) : -int(0.15 * RATE)], *CODECS[codec])
    likeness = compare_fingerprints(compute_fingerprint(sounds[name]), compute_fingerprint(changed))
    print(f"{name} as {codec}: {likeness}")
    assert likeness >= SAME_SOUND_SHARE + 0.2


def test_same_sound_is_found_after_silence_and_under_noise(sounds):
    sound = sounds["good-child.m4a"]
    maker = np.random.default_rng(7)
    late = np.concatenate([np.zeros(int(1.7 * RATE), dtype=np.float32), sound])
    level = float(np.sqrt(np.mean(sound**2))) * 10 ** (-10 / 20)
    noisy = (late + level * maker.normal(size=len(late))).astype(np.float32)
    assert compare_fingerprints(compute_fingerprint(sound), compute_fingerprint(noisy)) >= SAME_SOUND_SHARE


def test_two_readers_of_one_sentence_do_not_match(sounds):
    first, other = compute_fingerprint(sounds["classmate-1.ogg"]), compute_fingerprint(sounds["classmate-2.ogg"])
    assert compare_fingerprints(first, first) == 1
    assert compare_fingerprints(first, other) < SAME_SOUND_SHARE - 0.1


def test_different_recordings_do_not_match(sounds):
    prints = {name: compute_fingerprint(sound) for name, sound in sounds.items()}
    for first, other in combinations(prints, 2):
        assert compare_fingerprints(prints[first], prints[other]) < SAME_SOUND_SHARE - 0.1, (first, other)


def test_silence_has_no_fingerprint_and_matches_nothing(sounds):
    assert compute_fingerprint(sounds["silent.m4a"]) == b""
    assert compute_fingerprint(np.zeros(RATE * 3, dtype=np.float32)) == b""
    assert compute_fingerprint(np.zeros(10, dtype=np.float32)) == b""
    assert compare_fingerprints(b"", compute_fingerprint(sounds["good-child.m4a"])) == 0
    assert compare_fingerprints(b"", b"") == 0


def test_waveform_has_one_byte_for_each_slice_and_the_loudest_is_255():
    samples = np.zeros(8000, dtype=np.float32)
    samples[4000:4010] = -0.2
    samples[7999] = 0.1
    drawn = compute_waveform(samples, 80)
    assert (len(drawn), drawn[40], drawn[79], sum(drawn)) == (80, 255, 128, 255 + 128)


def test_waveform_of_an_empty_silent_or_even_sound():
    assert compute_waveform(np.zeros(0, dtype=np.float32)) == b""
    assert compute_waveform(np.zeros(5, dtype=np.float32)) == bytes(5)
    assert len(compute_waveform(np.ones(100_000, dtype=np.float32))) == 800
