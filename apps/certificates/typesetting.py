"""Documents typeset by Typst in a child process (`typst_child.py`). Never inside a transaction.

A template can read the files of one folder and nothing else: no other file, no environment, no network, no packages.
At most `MAX_PARALLEL` children run at once in one server process.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog
from django.utils.translation import gettext_lazy as _

import apps.core
from apps.certificates.typst_child import DOES_NOT_FIT
from apps.core.errors import Invalid, Unavailable
from apps.core.uow import release_connection

log = structlog.get_logger(__name__)

MAX_PARALLEL = 2
WAIT_SECONDS = 10.0

PROXIES = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
"""The library would fetch packages through a proxy of the environment. This one is the discard port: nobody answers."""

NO_ROOM = _("The texts do not fit on the page.")

_FONTS = Path(apps.core.__file__).with_name("fonts")
"""For letters that the fonts of the library do not have."""
_CHILD = Path(__file__).with_name("typst_child.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")
_slots = BoundedSemaphore(MAX_PARALLEL)


class DocumentKind(StrEnum):
    """What is made: a PDF, or the picture of a preview."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a child may use. `memory_bytes` is address space: the library maps far more than it uses."""

    memory_bytes: int = 2 * 1024**3
    cpu_seconds: int = 10
    wall_seconds: float = 30.0


USUAL_LIMITS = Limits()


def typeset(folder: Path, values: Mapping[str, Any], *, kind: DocumentKind = DocumentKind.PDF) -> bytes:
    """Return the document of `main.typ` in the folder with these values; equal input gives equal bytes.

    `values` are JSON. Not inside a transaction. Raise Invalid on `texts` when the document says that it does not fit.
    Raise Unavailable when too many documents are in work, or Typst fails or uses more than its limits.
    """
    release_connection()
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Unavailable(retry_after=int(WAIT_SECONDS))
    try:
        done = run_child(folder, values, kind=kind)
    except subprocess.TimeoutExpired as error:
        log.error("a document took too long to set")
        raise Unavailable() from error
    finally:
        _slots.release()
    if done.returncode == DOES_NOT_FIT:
        raise Invalid.field("texts", NO_ROOM)
    if done.returncode or not done.stdout:
        log.error("a document could not be set", status=done.returncode, said=done.stderr[-500:])
        raise Unavailable()
    return done.stdout


def run_child(
    folder: Path, values: Mapping[str, Any], *, kind: DocumentKind = DocumentKind.PDF, limits: Limits | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run the child within its limits; return how it ended. Raise TimeoutExpired after `wall_seconds`."""
    limits = limits or USUAL_LIMITS
    numbers = (str(limits.memory_bytes), str(limits.cpu_seconds))
    return subprocess.run(  # noqa: S603
        [sys.executable, "-P", str(_CHILD), str(folder), str(_FONTS), kind, *numbers],
        input=json.dumps(values, sort_keys=True).encode(),
        capture_output=True,
        timeout=limits.wall_seconds,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | PROXIES,
        cwd="/",
        check=False,
    )
