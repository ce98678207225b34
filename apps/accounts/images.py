"""Untrusted images to small clean ones: the bytes meet a decoder only in a process of their own that is thrown away.

See `image_child.py`. At most `AT_ONCE` run together in one serving process; who cannot start within `WAIT_SECONDS` is
asked to come back.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid, Unavailable

log = structlog.get_logger(__name__)

AT_ONCE = 2
WAIT_SECONDS = 10.0
WALL_SECONDS = 20.0
MOST_BYTES_OUT = 2 * 1024 * 1024
REFUSALS: dict[int, StrOrPromise] = {
    10: _("This image cannot be read. It may be damaged: please send another one."),
    11: _("This image has too many pixels: at most 25 million."),
    12: _("This image takes too much memory: please send a smaller one."),
}
TOO_SLOW: StrOrPromise = _("This image takes too long to read: please send another one.")

_CHILD = Path(__file__).with_name("image_child.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")
_places = BoundedSemaphore(AT_ONCE)


def small_webp(data: bytes) -> bytes:
    """The image upright, at most 512 pixels on a side, as WebP without any metadata.

    Invalid on "file" for an image that cannot be read (also one that kills its reader) or takes too many pixels,
    memory or seconds. Unavailable when too many are read at once, or the reader itself does not work.
    """
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise Unavailable(retry_after=int(WAIT_SECONDS))
    try:
        done = _run(data)
    except subprocess.TimeoutExpired as error:
        raise Invalid.field("file", TOO_SLOW) from error
    finally:
        _places.release()
    if done.returncode == -signal.SIGXCPU:
        raise Invalid.field("file", TOO_SLOW)
    if done.returncode < 0 or done.returncode in REFUSALS:
        raise Invalid.field("file", REFUSALS.get(done.returncode, REFUSALS[10]))
    if done.returncode or not 0 < len(done.stdout) <= MOST_BYTES_OUT:
        log.error("the image reader failed", status=done.returncode, bytes_out=len(done.stdout))
        raise Unavailable()
    return done.stdout


def _run(data: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603
        [sys.executable, "-P", str(_CHILD)],
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=WALL_SECONDS,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        cwd="/",
        check=False,
    )
