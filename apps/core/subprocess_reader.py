"""Read untrusted files in separate processes that end afterwards.

A reader is a script. It gets the file on stdin, limits its resources before it reads, and answers on stdout. Its exit
status is the reason of a failure. With `UNREADABLE`, the last line of the answer is the class of the error, for the
log.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django_stubs_ext import StrOrPromise

from apps.core.errors import Unavailable
from apps.core.uow import release_connection
from apps.core.validators import InvalidValue

log = structlog.get_logger(__name__)

UNREADABLE = 10
WAIT_SECONDS = 10.0

_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")
_CLASS_NAME = re.compile(rb"[A-Za-z_]\w{0,79}", re.ASCII)


@dataclass(frozen=True)
class SubprocessReader:
    """A script that reads files. `semaphore` limits how many run at once.

    `refusals` says why a file is refused, by the exit status; the text of UNREADABLE when the process was killed.
    """

    script: Path
    semaphore: BoundedSemaphore
    timeout_seconds: float
    refusals: Mapping[int, StrOrPromise]
    too_slow: StrOrPromise

    def read(self, data: bytes, *arguments: str) -> bytes:
        """Return the answer of the script about the file.

        Raise InvalidValue with a text of `refusals`, or with `too_slow` after `timeout_seconds`. Raise Unavailable when
        none is free within WAIT_SECONDS, or when the script itself fails. No database connection is held meanwhile.
        """
        release_connection()
        if not self.semaphore.acquire(timeout=WAIT_SECONDS):
            raise Unavailable(retry_after=int(WAIT_SECONDS))
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-P", str(self.script), *arguments],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self.timeout_seconds,
                env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
                cwd="/",
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise InvalidValue(self.too_slow) from error
        finally:
            self.semaphore.release()
        if done.returncode == -signal.SIGXCPU:
            raise InvalidValue(self.too_slow)
        reader, status = self.script.stem, done.returncode
        if status < 0 or status in self.refusals:
            log.info("a file was not read", reader=reader, status=status, error=_parse_error_class(done.stdout))
            raise InvalidValue(self.refusals.get(status, self.refusals[UNREADABLE]))
        if status:
            log.error("a reader of files failed", reader=reader, status=status)
            raise Unavailable()
        return done.stdout


def _parse_error_class(answer: bytes) -> str:
    """Return the error class that the script wrote, or "". A compromised script may write anything."""
    last = answer[-200:].rpartition(b"\n")[2]
    return last.decode() if _CLASS_NAME.fullmatch(last) else ""
