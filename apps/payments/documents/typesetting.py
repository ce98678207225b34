"""PDF documents, typeset by Typst in a child process (`typst_child.py`). Never inside a transaction.

At most `MAX_PARALLEL` run at once in one server process; a request that waits longer than `WAIT_SECONDS` is refused.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog

from apps.core.errors import Unavailable
from apps.core.uow import release_connection

log = structlog.get_logger(__name__)

MAX_PARALLEL = 2
WAIT_SECONDS = 10.0
WALL_SECONDS = 30.0

_HERE = Path(__file__).parent
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")
_slots = BoundedSemaphore(MAX_PARALLEL)


def render_pdf(template: str, values: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Return the PDF of `template` (a file name in this folder, or a whole path) with these values; equal input gives
    equal bytes.

    Not inside a transaction. Unavailable when too many documents are in work or Typst fails.
    """
    release_connection()
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Unavailable(retry_after=int(WAIT_SECONDS))
    try:
        done = _run_typst(_HERE / template, {"values": dict(values), "made_at": int(made_at.timestamp())})
    except subprocess.TimeoutExpired as error:
        log.error("a document took too long to set", template=template)
        raise Unavailable() from error
    finally:
        _slots.release()
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        log.error("a document could not be set", template=template, status=done.returncode, said=done.stderr[-500:])
        raise Unavailable()
    return done.stdout


def _run_typst(template: Path, payload: Mapping[str, Any]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603
        [sys.executable, "-P", str(_HERE / "typst_child.py"), str(template)],
        input=json.dumps(payload).encode(),
        capture_output=True,
        timeout=WALL_SECONDS,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        cwd="/",
        check=False,
    )
