"""Fork server that decodes untrusted recordings, one throw-away child per file.

Run as a script (`python audio_server.py <socket fd>`) by `ml.engines.audio`; it imports `av` and `numpy` and nothing of
ours, so that a child is small and holds no secret. Per request it gets one JSON message with three descriptors: the
recording, a file for samples (float32, 16 kHz, mono) and a file for facts (JSON). The child writes the last two; the
server answers how the child ended. It stops when the socket closes.
"""

import contextlib
import ctypes
import io
import json
import os
import resource
import select
import signal
import socket
import sys
import tempfile
from typing import Any

import av
import av.logging
import numpy as np

RATE = 16_000
FORMATS = "wav,mp3,ogg,flac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac"
LOWEST_RATE, HIGHEST_RATE = 8_000, 192_000
MOST_CHANNELS = 2
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class RecordingRefused(Exception):
    """The recording cannot be used; the argument is the reason's code."""


def main() -> None:
    """Serves requests until the other end closes."""
    server = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    av.logging.set_level(None)
    while True:
        message, descriptors, _, _ = socket.recv_fds(server, 4096, 3)
        if not message:
            return
        answer = _run_child(json.loads(message), descriptors, server)
        for descriptor in descriptors:
            os.close(descriptor)
        server.sendall(json.dumps(answer).encode())


def _run_child(request: dict[str, Any], descriptors: list[int], server: socket.socket) -> dict[str, Any]:
    """Forks, waits at most `wall_s`, kills what is late. Says the exit status, or the signal, or that time ran out."""
    with tempfile.TemporaryDirectory(prefix="decode-") as folder:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                server.close()
                status = _decode_in_child(request, descriptors, folder)
            finally:
                os._exit(status)
        watch = os.pidfd_open(child)
        try:
            poller = select.poll()
            poller.register(watch, select.POLLIN)
            late = not poller.poll(request["wall_s"] * 1000)
            if late:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
        finally:
            os.close(watch)
    return {
        "late": late,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_kb": usage.ru_maxrss,
    }


def _decode_in_child(request: dict[str, Any], descriptors: list[int], folder: str) -> int:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(folder)
    most_bytes = int(request["max_seconds"] + 2) * RATE * 4
    for limit, value in (
        (resource.RLIMIT_AS, request["memory_bytes"]),
        (resource.RLIMIT_CPU, request["cpu_s"]),
        (resource.RLIMIT_FSIZE, most_bytes),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    recording, samples, facts_file = descriptors
    try:
        with open(recording, "rb", closefd=False) as source:
            data = source.read()
        with open(samples, "wb", closefd=False) as sink:
            facts = _decode(data, sink, float(request["max_seconds"]))
    except RecordingRefused as refused:
        facts = {"refused": str(refused)}
    except MemoryError:
        facts = {"refused": "DECODE_MEMORY"}
    with open(facts_file, "w", closefd=False) as out:
        json.dump(facts, out)
    return 0


def _decode(data: bytes, sink: io.BufferedWriter, max_seconds: float) -> dict[str, Any]:
    try:
        container = av.open(io.BytesIO(data), options={"format_whitelist": FORMATS}, metadata_errors="replace")
    except (av.FFmpegError, OSError, ValueError) as error:
        raise RecordingRefused(_get_reason(error)) from error
    with container:
        if not container.streams.audio:
            raise RecordingRefused("NO_AUDIO")
        stream = container.streams.audio[0]
        codec = stream.codec_context
        if codec is None:
            raise RecordingRefused("UNREADABLE")
        codec.thread_count = 1
        facts: dict[str, Any] = {"container": container.format.name, "codec": codec.name}
        _check_format(codec.sample_rate, codec.channels)
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        written, decoded_s, damaged, too_long = 0, 0.0, False, False
        try:
            for frame in container.decode(stream):
                _check_format(frame.sample_rate, len(frame.layout.channels))
                facts.setdefault("sample_rate", frame.sample_rate)
                facts.setdefault("channels", len(frame.layout.channels))
                decoded_s += frame.samples / frame.sample_rate
                if decoded_s > max_seconds:
                    too_long = True
                    break
                written += _write(resampler.resample(frame), sink)
            written += _write(resampler.resample(None), sink)
        except (av.FFmpegError, OSError, ValueError) as error:
            if isinstance(error, MemoryError) or written < RATE // 10:
                raise RecordingRefused(_get_reason(error)) from error
            damaged = True
    if not written and not too_long:
        raise RecordingRefused("NO_AUDIO")
    return {**facts, "samples": written, "damaged": damaged, "too_long": too_long}


def _write(frames: list[Any], sink: io.BufferedWriter) -> int:
    count = 0
    for frame in frames:
        samples = np.ascontiguousarray(frame.to_ndarray().reshape(-1), dtype=np.float32)
        sink.write(samples.tobytes())
        count += samples.size
    return count


def _check_format(rate: int, channels: int) -> None:
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise RecordingRefused("BAD_SAMPLE_RATE")
    if not 1 <= channels <= MOST_CHANNELS:
        raise RecordingRefused("BAD_CHANNELS")


def _get_reason(error: BaseException) -> str:
    return "DECODE_MEMORY" if isinstance(error, MemoryError) else "UNREADABLE"


if __name__ == "__main__":
    main()
