"""What phones and browsers send decodes; nothing a file does harms more than its own child."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ml.engines.audio import AudioDecoder, AudioError, DecodedAudio, DecoderLimits, DecoderUnavailable
from tests.bad_inputs.broken_audio_files import BROKEN_AUDIO_FILES, DECODES
from tests.bad_inputs.damaged_audio import DAMAGED, encoded, hour_of_silence, tone, wav

CONTAINERS = [
    ("webm", "libopus", 48_000), ("ogg", "libopus", 48_000), ("mp4", "aac", 44_100), ("mp3", "libmp3lame", 44_100),
    ("wav", "pcm_s16le", 8_000), ("wav", "pcm_s16le", 48_000), ("flac", "flac", 48_000), ("3gp", "aac", 16_000),
    ("adts", "aac", 44_100),
]  # fmt: skip


@pytest.fixture(scope="module")
def shared():
    return AudioDecoder()


@pytest.mark.parametrize(("container", "codec", "rate"), CONTAINERS)
def test_every_container_is_decoded_to_16_khz_mono(shared, container, codec, rate):
    got = shared.decode(encoded(container, codec, rate), max_seconds=10)
    assert got.samples.dtype == np.float32
    assert got.seconds == pytest.approx(2.0, abs=0.15)
    assert got.sample_rate in (rate, 48_000)
    middle = got.samples[8000:24000]
    spectrum = np.abs(np.fft.rfft(middle))
    assert np.argmax(spectrum) * 16_000 / len(middle) == pytest.approx(220, abs=3)


def test_stereo_is_mixed_to_mono(shared):
    both = np.repeat((tone() * 32767).astype("<i2"), 2).tobytes()
    got = shared.decode(wav(channels=2, data=both), max_seconds=10)
    assert (got.channels, got.seconds) == (2, 2.0)


@pytest.mark.parametrize("name", BROKEN_AUDIO_FILES)
def test_broken_file_gets_its_reason_within_memory_and_time_limits(shared, name):
    make, expected = BROKEN_AUDIO_FILES[name]
    before = shared.pids
    try:
        got: DecodedAudio | AudioError = shared.decode(make(), max_seconds=300)
    except AudioError as bad:
        got = bad
    assert (got.reason if isinstance(got, AudioError) else DECODES) == expected
    assert got.peak_kb <= 512 * 1024
    assert got.cpu_s <= 10
    assert shared.pids == before


def test_at_least_60_broken_files_are_tried():
    assert len(BROKEN_AUDIO_FILES) >= 60


@pytest.mark.parametrize("name", DAMAGED)
def test_readable_part_of_a_damaged_file_is_decoded(shared, name):
    got = shared.decode(DAMAGED[name](), max_seconds=300)
    assert 0.4 < got.seconds < 2.2


def test_damaged_file_is_flagged(shared):
    assert shared.decode(DAMAGED["mp3 with noise inside"](), max_seconds=300).damaged
    assert not shared.decode(encoded("mp3", "libmp3lame"), max_seconds=300).damaged


def test_hour_of_silence_is_refused_as_too_long(shared):
    data = hour_of_silence()
    assert len(data) < 700_000
    with pytest.raises(AudioError, match="TOO_LONG"):
        shared.decode(data, max_seconds=300)


def test_playlist_file_cannot_make_the_decoder_read_another_file(shared, tmp_path):
    target = tmp_path / "secret.wav"
    target.write_bytes(wav())
    with pytest.raises(AudioError):
        shared.decode(f"ffconcat version 1.0\nfile {target}\n".encode(), max_seconds=10)


def long_work() -> bytes:
    """An hour that takes seconds to decode."""
    return encoded("adts", "aac", 44_100, 60.0) * 60


def reason_of(limits: DecoderLimits) -> str:
    decoder = AudioDecoder(limits)
    try:
        with pytest.raises(AudioError) as refused:
            decoder.decode(long_work(), max_seconds=100_000)
        assert decoder.decode(encoded("ogg", "libopus"), max_seconds=10).seconds > 1 if limits.wall_s > 1 else True
        return refused.value.reason
    finally:
        decoder.close()


@pytest.mark.slow  # 3 s
def test_processor_time_of_a_decoding_process_is_limited():
    assert reason_of(DecoderLimits(cpu_s=1)) == "DECODE_TIMEOUT"


def test_wall_time_of_a_decoding_process_is_limited():
    assert reason_of(DecoderLimits(wall_s=0.1)) == "DECODE_TIMEOUT"


def test_memory_of_a_decoding_process_is_limited():
    decoder = AudioDecoder(DecoderLimits(memory_bytes=64 * 1024 * 1024))
    with pytest.raises(AudioError) as refused:
        decoder.decode(encoded("mp3", "libmp3lame"), max_seconds=10)
    decoder.close()
    assert refused.value.reason in {"DECODE_MEMORY", "DECODE_CRASHED", "UNREADABLE"}


def test_decoding_process_uses_under_200_mb(shared):
    assert shared.decode(encoded("webm", "libopus"), max_seconds=10).peak_kb < 200_000


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_killed_decoding_process_fails_its_recording_and_the_next_is_decoded(decoder):
    (server,) = decoder.pids

    def kill_first_child() -> None:
        while not (pids := children(server)):
            time.sleep(0.001)
        os.kill(pids[0], signal.SIGSEGV)

    killer = threading.Thread(target=kill_first_child)
    killer.start()
    with pytest.raises(AudioError, match="DECODE_CRASHED"):
        decoder.decode(hour_of_silence(), max_seconds=100_000)
    killer.join()
    assert decoder.decode(encoded("ogg", "libopus"), max_seconds=10).seconds > 1
    assert decoder.pids == [server]


def test_dead_decoder_server_is_restarted(decoder):
    (before,) = decoder.pids
    os.kill(before, signal.SIGKILL)
    assert decoder.decode(encoded("ogg", "libopus"), max_seconds=10).seconds > 1
    (after,) = decoder.pids
    assert after != before


def freeze(decoder: AudioDecoder, count: int) -> None:
    """Wait until so many files are being decoded, and stop their children in the middle: they hang from now on."""
    ends = time.monotonic() + 60
    while len(pids := [child for server in decoder.pids for child in children(server)]) < count:
        assert time.monotonic() < ends, "the files did not come"
        time.sleep(0.002)
    for child in pids:
        os.kill(child, signal.SIGSTOP)


def hang(decoder: AudioDecoder, order: list[str]) -> None:
    with pytest.raises(AudioError, match="DECODE_TIMEOUT"):
        decoder.decode(hour_of_silence(), max_seconds=4000)
    order.append("late")


def upload(decoder: AudioDecoder, order: list[str]) -> None:
    decoder.decode(encoded("ogg", "libopus"), max_seconds=10)
    order.append("good")


def in_order(workers: int, hanging: int, uploads: int) -> list[str]:
    """Who ends when, with so many files that hang before so many uploads."""
    order: list[str] = []
    decoder = AudioDecoder(DecoderLimits(wall_s=6.0), workers=workers)
    with ThreadPoolExecutor(hanging + uploads) as pool:
        ends = [pool.submit(hang, decoder, order) for _ in range(hanging)]
        freeze(decoder, hanging)
        ends += [pool.submit(upload, decoder, order) for _ in range(uploads)]
        for end in ends:
            end.result(timeout=60)
    decoder.close()
    return order


@pytest.mark.slow  # 7 s
def test_three_hanging_files_do_not_hold_up_thirty_uploads():
    assert in_order(workers=4, hanging=3, uploads=30) == ["good"] * 30 + ["late"] * 3


def test_control_with_one_worker_uploads_wait_behind_a_hanging_file():
    assert in_order(workers=1, hanging=1, uploads=3)[0] == "late"


def test_decoder_servers_are_started_only_when_needed(decoder):
    assert len(decoder.pids) == 1
    for _ in range(5):
        decoder.decode(encoded("ogg", "libopus"), max_seconds=10)
    assert len(decoder.pids) == 1


def test_decoder_server_has_no_secrets_in_its_environment(decoder):
    decoder.decode(encoded("ogg", "libopus"), max_seconds=10)
    (server,) = decoder.pids
    names = {line.partition(b"=")[0] for line in Path(f"/proc/{server}/environ").read_bytes().split(b"\0")}
    assert not names & {b"SECRET_KEY", b"DATABASE_URL", b"REDIS_URL"}
    assert b"PATH" in names


def test_closed_decoder_stops_its_servers_and_refuses_work(decoder):
    assert decoder.pids
    decoder.close()
    assert decoder.pids == []
    with pytest.raises(DecoderUnavailable):
        decoder.decode(encoded("ogg", "libopus"), max_seconds=10)
