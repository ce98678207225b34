"""What phones and browsers send decodes; nothing a file does harms more than its own child."""

import os
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from ml.engines.audio import AudioBad, Decoder, Limits
from tests.bad_inputs.audio import DAMAGED, UNREADABLE, encoded, hour_of_silence, tone, wav

CONTAINERS = [
    ("webm", "libopus", 48_000), ("ogg", "libopus", 48_000), ("mp4", "aac", 44_100), ("mp3", "libmp3lame", 44_100),
    ("wav", "pcm_s16le", 8_000), ("wav", "pcm_s16le", 48_000), ("flac", "flac", 48_000), ("3gp", "aac", 16_000),
    ("adts", "aac", 44_100),
]  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> Decoder:
    return Decoder()


@pytest.mark.parametrize(("container", "codec", "rate"), CONTAINERS)
def test_containers_decode_to_sixteen_kilohertz_mono(shared: Decoder, container: str, codec: str, rate: int) -> None:
    got = shared.decode(encoded(container, codec, rate), max_seconds=10)
    assert got.samples.dtype == np.float32
    assert got.seconds == pytest.approx(2.0, abs=0.15)
    assert got.sample_rate in (rate, 48_000)
    middle = got.samples[8000:24000]
    spectrum = np.abs(np.fft.rfft(middle))
    assert np.argmax(spectrum) * 16_000 / len(middle) == pytest.approx(220, abs=3)


def test_two_channels_become_one(shared: Decoder) -> None:
    both = np.repeat((tone() * 32767).astype("<i2"), 2).tobytes()
    got = shared.decode(wav(channels=2, data=both), max_seconds=10)
    assert (got.channels, got.seconds) == (2, 2.0)


@pytest.mark.parametrize("name", UNREADABLE)
def test_bad_files_are_refused_with_a_reason(shared: Decoder, name: str) -> None:
    with pytest.raises(AudioBad) as refused:
        shared.decode(UNREADABLE[name](), max_seconds=300)
    assert refused.value.reason in {
        "EMPTY",
        "UNREADABLE",
        "NO_AUDIO",
        "BAD_SAMPLE_RATE",
        "BAD_CHANNELS",
        "DECODE_MEMORY",
    }


@pytest.mark.parametrize("name", DAMAGED)
def test_what_can_be_saved_of_damaged_files_is_saved(shared: Decoder, name: str) -> None:
    got = shared.decode(DAMAGED[name](), max_seconds=300)
    assert 0.4 < got.seconds < 2.2


def test_a_damaged_tail_is_flagged(shared: Decoder) -> None:
    assert shared.decode(DAMAGED["mp3 with noise inside"](), max_seconds=300).damaged
    assert not shared.decode(encoded("mp3", "libmp3lame"), max_seconds=300).damaged


def test_an_hour_of_silence_stops_at_the_cap_not_at_the_memory(shared: Decoder) -> None:
    data = hour_of_silence()
    assert len(data) < 700_000
    with pytest.raises(AudioBad, match="TOO_LONG"):
        shared.decode(data, max_seconds=300)


def test_a_text_file_cannot_make_the_decoder_read_another_file(shared: Decoder, tmp_path: Path) -> None:
    target = tmp_path / "secret.wav"
    target.write_bytes(wav())
    with pytest.raises(AudioBad):
        shared.decode(f"ffconcat version 1.0\nfile {target}\n".encode(), max_seconds=10)


def long_work() -> bytes:
    """An hour that takes seconds to decode."""
    return encoded("adts", "aac", 44_100, 60.0) * 60


def reason_of(limits: Limits) -> str:
    decoder = Decoder(limits)
    try:
        with pytest.raises(AudioBad) as refused:
            decoder.decode(long_work(), max_seconds=100_000)
        assert decoder.decode(encoded("ogg", "libopus"), max_seconds=10).seconds > 1 if limits.wall_s > 1 else True
        return refused.value.reason
    finally:
        decoder.close()


def test_the_child_s_processor_time_is_limited() -> None:
    assert reason_of(Limits(cpu_s=1)) == "DECODE_TIMEOUT"


def test_the_child_s_wall_time_is_limited() -> None:
    assert reason_of(Limits(wall_s=0.1)) == "DECODE_TIMEOUT"


def test_the_child_s_memory_is_limited() -> None:
    decoder = Decoder(Limits(memory_bytes=64 * 1024 * 1024))
    with pytest.raises(AudioBad) as refused:
        decoder.decode(encoded("mp3", "libmp3lame"), max_seconds=10)
    decoder.close()
    assert refused.value.reason in {"DECODE_MEMORY", "DECODE_CRASHED"}


def test_a_child_stays_far_under_its_memory(shared: Decoder) -> None:
    assert shared.decode(encoded("webm", "libopus"), max_seconds=10).peak_kb < 200_000


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_a_killed_child_is_a_bad_recording_and_the_next_one_decodes(decoder: Decoder) -> None:
    server = decoder._process
    assert server is not None

    def kill_first_child() -> None:
        while not (found := children(server.pid)):
            time.sleep(0.001)
        os.kill(found[0], signal.SIGSEGV)

    killer = threading.Thread(target=kill_first_child)
    killer.start()
    with pytest.raises(AudioBad, match="DECODE_CRASHED"):
        decoder.decode(hour_of_silence(), max_seconds=100_000)
    killer.join()
    assert decoder.decode(encoded("ogg", "libopus"), max_seconds=10).seconds > 1


def test_a_dead_server_is_started_again(decoder: Decoder) -> None:
    before = decoder._process
    assert before is not None
    os.kill(before.pid, signal.SIGKILL)
    assert decoder.decode(encoded("ogg", "libopus"), max_seconds=10).seconds > 1
    assert decoder._process is not None
    assert decoder._process.pid != before.pid


def test_the_server_holds_no_secret_of_ours(decoder: Decoder) -> None:
    decoder.decode(encoded("ogg", "libopus"), max_seconds=10)
    assert decoder._process is not None
    names = {
        line.partition(b"=")[0] for line in Path(f"/proc/{decoder._process.pid}/environ").read_bytes().split(b"\0")
    }
    assert not names & {b"SECRET_KEY", b"DATABASE_URL", b"REDIS_URL"}
    assert b"PATH" in names


def test_the_server_ends_with_its_owner(decoder: Decoder) -> None:
    process = decoder._process
    assert process is not None
    decoder.close()
    assert process.returncode is not None
