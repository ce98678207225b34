"""Regular expressions of teachers, matched in child processes with limits (`pattern_subprocess.py`).

A child stays up for further requests. Each request has a child to itself, so a bad pattern holds up nobody else.
"""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

MAX_TEXT = 1000
"""Characters; longer texts match nothing."""
WALL_SECONDS = 5.0
"""For one request on a busy machine. The limit of a bad pattern is `CPU_SECONDS` of the child, which comes first."""
MAX_IDLE = 4
"""Children that wait for further requests, in one process."""

_SCRIPT = Path(__file__).with_name("pattern_subprocess.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV")
_ANSWERS = {ord("1"): True, ord("0"): False}

_idle: list[subprocess.Popen[bytes]] = []
os.register_at_fork(after_in_child=_idle.clear)  # two processes at one child would get each other's answers


def match_patterns(pairs: Sequence[tuple[str, str]], *, ignore_case: bool) -> list[bool | None]:
    """Return for each pair of pattern and text whether the whole text matches.

    None where that is not known: all pairs together have 0.5 s of processor time and 256 MiB of memory. The first
    pairs are tried first.
    """
    asked = [place for place, (_pattern, text) in enumerate(pairs) if len(text) <= MAX_TEXT]
    results: list[bool | None] = [False] * len(pairs)
    if asked:
        request = json.dumps([ignore_case, [pairs[place] for place in asked]]).encode() + b"\n"
        answers = _ask_child(request, len(asked))
        for number, place in enumerate(asked):
            results[place] = _ANSWERS.get(answers[number]) if number < len(answers) else None
    return results


def _ask_child(request: bytes, count: int) -> bytes:
    """Return the bytes that a child answers: `count`, or fewer when it met a limit."""
    child = _take_child()
    answers = b""
    try:
        answers = _read_answers(child, request, count)
    finally:
        if len(answers) == count and len(_idle) < MAX_IDLE:
            _idle.append(child)
        else:
            child.kill()
            child.communicate()
    return answers


def _read_answers(child: subprocess.Popen[bytes], request: bytes, count: int) -> bytes:
    requests, output = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    with suppress(BrokenPipeError):  # a child that died while it waited gives no answer
        requests.write(request)
        requests.flush()
    waiting = select.poll()
    waiting.register(output, select.POLLIN)
    deadline, answers = time.monotonic() + WALL_SECONDS, b""
    while len(answers) < count and waiting.poll(max(0, 1000 * (deadline - time.monotonic()))):
        piece = os.read(output.fileno(), count)
        if not piece:
            break
        answers += piece
    return answers


def _take_child() -> subprocess.Popen[bytes]:
    while _idle:
        child = _idle.pop()
        if child.poll() is None:
            return child
        child.communicate()
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", str(_SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        cwd="/",
    )
