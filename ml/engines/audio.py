"""Untrusted recordings to samples.

The bytes never meet a decoder in this process: a fork server (`audio_server.py`) decodes each file in a child of its
own with limits on memory, processor time, wall time and output. Whatever a file does to its child, the caller gets
samples or `AudioError`, and the next file decodes.
"""

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples per second of everything behind the decoder."""

MIN_WORKERS = 4
"""Places for files at once, also where processors are fewer: a file that hangs must not hold up the others."""

Samples = NDArray[np.float32]
Facts = dict[str, Any]

_REASONS = frozenset({"UNREADABLE", "NO_AUDIO", "BAD_SAMPLE_RATE", "BAD_CHANNELS", "DECODE_MEMORY"})
_SERVER = Path(__file__).with_name("audio_server.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")


class AudioError(Exception):
    """A recording that cannot be decoded. `reason` is a stable code; `facts` what is known of the file.

    EMPTY, TOO_BIG, UNREADABLE, NO_AUDIO, BAD_SAMPLE_RATE, BAD_CHANNELS, DECODE_MEMORY, DECODE_TIMEOUT, DECODE_CRASHED,
    TOO_LONG. `cpu_s` and `peak_kb`: what its child used, 0 where there was none.
    """

    cpu_s = 0.0
    peak_kb = 0

    def __init__(self, reason: str, facts: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts or {}


class DecoderUnavailable(Exception):
    """The fork server cannot be started: our failure, not the recording's."""


@dataclass(frozen=True, slots=True)
class DecoderLimits:
    """What one child may use; seconds of sound are the caller's."""

    memory_bytes: int = 512 * 1024 * 1024
    cpu_s: int = 10
    wall_s: float = 20.0
    file_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DecodedAudio:
    """Mono float32 at 16 kHz within [-1, 1] and what the file was. `damaged`: the tail could not be read."""

    samples: Samples
    container: str
    codec: str
    sample_rate: int
    channels: int
    damaged: bool
    cpu_s: float
    peak_kb: int

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self.samples) / RATE


class AudioDecoder:
    """A pool of fork servers, each with one child at a time. Safe to share between threads.

    As many `decode` calls as there are workers go on at once; a slow or hostile file holds one place, for at most
    `wall_s`. The first server starts at once, each other when it is first needed, and any again after it died.
    """

    def __init__(self, limits: DecoderLimits | None = None, *, workers: int | None = None) -> None:
        """`workers`: places, by default one for each processor and at least `MIN_WORKERS`."""
        self.limits = limits or DecoderLimits()
        self.workers = workers or max(MIN_WORKERS, len(os.sched_getaffinity(0)))
        self._servers = [_DecoderServer(self.limits) for _ in range(self.workers)]
        self._idle: queue.LifoQueue[_DecoderServer] = queue.LifoQueue()
        self._servers[0].start()
        for server in reversed(self._servers):
            self._idle.put(server)

    def decode(self, data: bytes, *, max_seconds: float) -> DecodedAudio:
        """Samples of `data`, at most `max_seconds` of them; waits for a place. Raises `AudioError`, or
        `DecoderUnavailable` for our part.
        """
        if not data:
            raise AudioError("EMPTY")
        if len(data) > self.limits.file_bytes:
            raise AudioError("TOO_BIG")
        server = self._idle.get()
        try:
            return _decode(server, data, max_seconds)
        finally:
            self._idle.put(server)

    @property
    def pids(self) -> list[int]:
        """Process ids of the servers that run."""
        return [server.pid for server in self._servers if server.pid]

    def close(self) -> None:
        """Stops the servers and any child of theirs; a call in progress, and any later one, raises."""
        for server in self._servers:
            server.close()


class _DecoderServer:
    """One fork server and the socket to it; used by one thread at a time (`close` by any)."""

    def __init__(self, limits: DecoderLimits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._closed = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """Its process id; 0 when it does not run."""
        process = self._process
        return process.pid if process and process.poll() is None else 0

    def ask(self, request: dict[str, Any], files: Sequence[int]) -> dict[str, Any]:
        """How the child ended that got these descriptors. A dead server is started anew, and asked once more."""
        for _ in range(2):
            if not self.pid:
                self._stop()
                self.start()
            _socket = self._socket
            assert _socket is not None
            try:
                socket.send_fds(_socket, [json.dumps(request).encode()], files)
                answer = _socket.recv(4096)
            except OSError:
                answer = b""
            if answer:
                ending: dict[str, Any] = json.loads(answer)
                return ending
            self._stop()
            for file in files:
                os.lseek(file, 0, os.SEEK_SET)
            for file in files[1:]:
                os.ftruncate(file, 0)
        raise DecoderUnavailable("the decoding server died twice over one file")

    def start(self) -> None:
        """Starts the process. Raises `DecoderUnavailable`."""
        with self._lock:
            if self._closed:
                raise DecoderUnavailable("the decoder is closed")
            self._spawn()

    def close(self) -> None:
        """Ends the process for good."""
        with self._lock:
            self._closed = True
        self._stop()

    def _spawn(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(self.limits.wall_s + 10)
        variables = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", str(_SERVER), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**variables, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                cwd="/",
            )
        except OSError as error:
            ours.close()
            raise DecoderUnavailable(str(error)) from error
        finally:
            theirs.close()
        self._socket = ours

    def _stop(self) -> None:
        with self._lock:
            held, process = self._socket, self._process
            self._socket = self._process = None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()
        if held is not None:
            held.close()


def _decode(server: _DecoderServer, data: bytes, max_seconds: float) -> DecodedAudio:
    request = {"max_seconds": max_seconds, **asdict(server.limits)}
    files = [os.memfd_create(name, os.MFD_CLOEXEC) for name in ("recording", "samples", "facts")]
    try:
        with open(files[0], "wb", closefd=False) as sink:
            sink.write(data)
        os.lseek(files[0], 0, os.SEEK_SET)
        ending = {**server.ask(request, files), "cpu_limit_s": server.limits.cpu_s}
        try:
            return _build_decoded_audio(ending, _read_facts(files[2]), files[1], max_seconds)
        except AudioError as bad:
            bad.cpu_s, bad.peak_kb = float(ending["cpu_s"]), int(ending["peak_kb"])
            raise
    finally:
        for file in files:
            os.close(file)


def _get_failure_reason(ending: dict[str, Any]) -> str:
    if ending["signal"] == signal.SIGXCPU or ending["cpu_s"] >= ending["cpu_limit_s"] - 1:
        return "DECODE_TIMEOUT"
    return "DECODE_MEMORY" if ending["signal"] == signal.SIGKILL else "DECODE_CRASHED"


def _read_facts(file: int) -> dict[str, Any]:
    """What the child wrote, or nothing: a child that was taken over may write anything."""
    os.lseek(file, 0, os.SEEK_SET)
    try:
        facts = json.loads(os.read(file, 4096))
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _build_decoded_audio(ending: Facts, facts: Facts, samples_file: int, max_seconds: float) -> DecodedAudio:
    known = {"container": str(facts.get("container", ""))[:40], "codec": str(facts.get("codec", ""))[:40]}
    if ending["late"]:
        raise AudioError("DECODE_TIMEOUT", known)
    if ending["signal"]:
        raise AudioError(_get_failure_reason(ending), known)
    if ending["exit"] != 0 or not facts:
        raise AudioError("DECODE_CRASHED", known)
    if "refused" in facts:
        reason = facts["refused"]
        raise AudioError(reason if reason in _REASONS else "UNREADABLE", known)
    if facts.get("too_long"):
        raise AudioError("TOO_LONG", known)
    size = min(os.fstat(samples_file).st_size, int(max_seconds + 2) * RATE * 4)
    os.lseek(samples_file, 0, os.SEEK_SET)
    with open(samples_file, "rb", closefd=False) as source:
        samples = np.frombuffer(source.read(size - size % 4), dtype=np.float32)
    samples = np.clip(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    if not samples.size:
        raise AudioError("NO_AUDIO", known)
    return DecodedAudio(
        samples,
        **known,
        sample_rate=int(facts.get("sample_rate", 0)),
        channels=int(facts.get("channels", 0)),
        damaged=bool(facts.get("damaged")),
        cpu_s=float(ending["cpu_s"]),
        peak_kb=int(ending["peak_kb"]),
    )
