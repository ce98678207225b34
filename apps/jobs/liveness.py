"""The liveness file: its time is renewed while the lease renewer runs, without other services."""

import threading
import time
from pathlib import Path
from typing import Protocol

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

MAX_TURN_SECONDS = 300.0
"""A longer turn hangs; a database that is down refuses or times out much sooner."""


class RenewingThread(Protocol):
    """The thread that renews leases; `last_turn_at` is when its last turn ended (`time.monotonic`)."""

    last_turn_at: float

    def is_alive(self) -> bool:
        """Return whether the thread runs."""
        ...

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, at most `timeout` seconds."""
        ...


class LivenessThread(threading.Thread):
    """Touches ALIVE_FILE every JOB_RENEW_SECONDS while the lease renewer runs; does nothing without a file name.

    The heartbeat row says more but needs the database. Supervisors that restart hanging processes check the file.
    """

    def __init__(self, of: RenewingThread) -> None:
        super().__init__(name="pulse", daemon=True)
        self._of = of

    def run(self) -> None:
        """Run the thread."""
        name = settings.ENV.alive_file
        while name and self._of.is_alive():
            try:
                if time.monotonic() - self._of.last_turn_at < MAX_TURN_SECONDS + settings.JOB_RENEW_SECONDS:
                    Path(name).touch()
            except OSError as error:
                log.warning("the sign of life cannot be written", file=name, error=str(error))
            self._of.join(settings.JOB_RENEW_SECONDS)
