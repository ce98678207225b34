"""Untrusted files meet their readers in processes of their own, which are thrown away afterwards.

A reader is a script: it gets the file by stdin, limits itself before it looks at a byte, and answers by stdout. Its
exit status says why it could not; with `UNREADABLE` the last line of its answer is the class of the error that a broken
file raised in it, so that the log has a name for it, and nothing of the file.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django_stubs_ext import StrOrPromise

from apps.core.errors import Unavailable
from apps.core.validators import InvalidValue

log = structlog.get_logger(__name__)

UNREADABLE = 10
WAIT_SECONDS = 10.0

_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")
_CLASS_NAME = re.compile(rb"[A-Za-z_]\w{0,79}", re.ASCII)


def read_in_subprocess(
    script: Path,
    data: bytes,
    *arguments: str,
    semaphore: BoundedSemaphore,
    timeout_seconds: float,
    refusals: Mapping[int, StrOrPromise],
    too_slow: StrOrPromise,
) -> bytes:
    """What the script answers about the file, within `seconds`; as many run together as there are `places`.

    NotValid with the words of `refusals` for its exit status (those of UNREADABLE for a file that killed it), or
    `too_slow`. Unavailable when no place is free within `WAIT_SECONDS`, or the script itself does not work.
    """
    if not semaphore.acquire(timeout=WAIT_SECONDS):
        raise Unavailable(retry_after=int(WAIT_SECONDS))
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", str(script), *arguments],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout_seconds,
            env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InvalidValue(too_slow) from error
    finally:
        semaphore.release()
    if done.returncode == -signal.SIGXCPU:
        raise InvalidValue(too_slow)
    if done.returncode < 0 or done.returncode in refusals:
        log.info(
            "a file was not read", reader=script.stem, status=done.returncode, error=_parse_error_class(done.stdout)
        )
        raise InvalidValue(refusals.get(done.returncode, refusals[UNREADABLE]))
    if done.returncode:
        log.error("a reader of files failed", reader=script.stem, status=done.returncode)
        raise Unavailable()
    return done.stdout


def _parse_error_class(answer: bytes) -> str:
    """The class that the script named, or nothing: a script that was taken over may write anything."""
    last = answer[-200:].rpartition(b"\n")[2]
    return last.decode() if _CLASS_NAME.fullmatch(last) else ""
