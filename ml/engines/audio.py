"""Untrusted recordings to samples.

The bytes never meet a decoder in this process: a fork server (`audio_server.py`) decodes each file in a child of its
own with limits on memory, processor time, wall time and output. Whatever a file does to its child, the caller gets
samples or `AudioBad`, and the next file decodes.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples per second of everything behind the decoder."""

Samples = NDArray[np.float32]

_REASONS = frozenset({"UNREADABLE", "NO_AUDIO", "BAD_SAMPLE_RATE", "BAD_CHANNELS", "DECODE_MEMORY"})
_SERVER = Path(__file__).with_name("audio_server.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")


class AudioBad(Exception):
    """A recording that cannot be decoded. `reason` is a stable code; `facts` what is known of the file.

    EMPTY, TOO_BIG, UNREADABLE, NO_AUDIO, BAD_SAMPLE_RATE, BAD_CHANNELS, DECODE_MEMORY, DECODE_TIMEOUT, DECODE_CRASHED,
    TOO_LONG.
    """

    def __init__(self, reason: str, facts: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts or {}


class DecoderUnavailable(Exception):
    """The fork server cannot be started: our failure, not the recording's."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use; seconds of sound are the caller's."""

    memory_bytes: int = 512 * 1024 * 1024
    cpu_s: int = 10
    wall_s: float = 20.0
    file_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
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


class Decoder:
    """Holds the fork server; starts it at once and again whenever it died. Safe to share between threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._start()

    def decode(self, data: bytes, *, max_seconds: float) -> Decoded:
        """Samples of `data`, at most `max_seconds` of them. Raises `AudioBad`, or `DecoderUnavailable` for our part."""
        if not data:
            raise AudioBad("EMPTY")
        if len(data) > self.limits.file_bytes:
            raise AudioBad("TOO_BIG")
        with self._lock:
            return self._decode(data, max_seconds)

    def close(self) -> None:
        """Stops the server and any child of it."""
        with self._lock:
            self._stop()

    def _decode(self, data: bytes, max_seconds: float) -> Decoded:
        files = [os.memfd_create(name, os.MFD_CLOEXEC) for name in ("recording", "samples", "facts")]
        try:
            with open(files[0], "wb", closefd=False) as sink:
                sink.write(data)
            os.lseek(files[0], 0, os.SEEK_SET)
            ending = self._ask(files, max_seconds)
            facts = _facts(files[2])
            return _result(ending, facts, files[1], max_seconds)
        finally:
            for file in files:
                os.close(file)

    def _ask(self, files: list[int], max_seconds: float) -> dict[str, Any]:
        request = {
            "max_seconds": max_seconds,
            "memory_bytes": self.limits.memory_bytes,
            "cpu_s": self.limits.cpu_s,
            "wall_s": self.limits.wall_s,
        }
        for _ in range(2):
            if self._process is None or self._process.poll() is not None:
                self._stop()
                self._start()
            assert self._socket is not None
            try:
                socket.send_fds(self._socket, [json.dumps(request).encode()], files)
                answer = self._socket.recv(4096)
            except OSError:
                answer = b""
            if answer:
                ending: dict[str, Any] = json.loads(answer)
                return {**ending, "cpu_limit_s": self.limits.cpu_s}
            self._stop()
            for file in files:
                os.lseek(file, 0, os.SEEK_SET)
            for file in files[1:]:
                os.ftruncate(file, 0)
        raise DecoderUnavailable("the decoding server died twice over one file")

    def _start(self) -> None:
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
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()
            self._process = None


def _death(ending: dict[str, Any]) -> str:
    if ending["signal"] == signal.SIGXCPU or ending["cpu_s"] >= ending["cpu_limit_s"] - 1:
        return "DECODE_TIMEOUT"
    return "DECODE_MEMORY" if ending["signal"] == signal.SIGKILL else "DECODE_CRASHED"


def _facts(file: int) -> dict[str, Any]:
    """What the child wrote, or nothing: a child that was taken over may write anything."""
    os.lseek(file, 0, os.SEEK_SET)
    try:
        facts = json.loads(os.read(file, 4096))
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _result(ending: dict[str, Any], facts: dict[str, Any], samples_file: int, max_seconds: float) -> Decoded:
    known = {"container": str(facts.get("container", ""))[:40], "codec": str(facts.get("codec", ""))[:40]}
    if ending["late"]:
        raise AudioBad("DECODE_TIMEOUT", known)
    if ending["signal"]:
        raise AudioBad(_death(ending), known)
    if ending["exit"] != 0 or not facts:
        raise AudioBad("DECODE_CRASHED", known)
    if "refused" in facts:
        reason = facts["refused"]
        raise AudioBad(reason if reason in _REASONS else "UNREADABLE", known)
    if facts.get("too_long"):
        raise AudioBad("TOO_LONG", known)
    size = min(os.fstat(samples_file).st_size, int(max_seconds + 2) * RATE * 4)
    os.lseek(samples_file, 0, os.SEEK_SET)
    with open(samples_file, "rb", closefd=False) as source:
        samples = np.frombuffer(source.read(size - size % 4), dtype=np.float32)
    samples = np.clip(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    if not samples.size:
        raise AudioBad("NO_AUDIO", known)
    return Decoded(
        samples=samples,
        container=known["container"],
        codec=known["codec"],
        sample_rate=int(facts.get("sample_rate", 0)),
        channels=int(facts.get("channels", 0)),
        damaged=bool(facts.get("damaged")),
        cpu_s=float(ending["cpu_s"]),
        peak_kb=int(ending["peak_kb"]),
    )
