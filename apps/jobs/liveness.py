"""A sign of life that asks nobody else: a file whose time is renewed while the process's keeper turns."""

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.conf import settings

if TYPE_CHECKING:
    from apps.jobs.lease_renewer import LeaseRenewer

log = structlog.get_logger(__name__)

MAX_TURN_SECONDS = 300.0
"""A turn that takes longer hangs: a database that is away refuses or times out much sooner."""


class LivenessThread(threading.Thread):
    """Renews ALIVE_FILE every JOB_RENEW_SECONDS while `of` turns; nothing where no file is named.

    The row that the keeper writes says more, but stays away with the database; whoever restarts what hangs looks here.
    """

    def __init__(self, of: "LeaseRenewer") -> None:
        super().__init__(name="pulse", daemon=True)
        self._of = of

    def run(self) -> None:
        """The thread."""
        name = settings.ENV.alive_file
        while name and self._of.is_alive():
            try:
                if time.monotonic() - self._of.last_turn_at < MAX_TURN_SECONDS + settings.JOB_RENEW_SECONDS:
                    Path(name).touch()
            except OSError as error:
                log.warning("the sign of life cannot be written", file=name, error=str(error))
            self._of.join(settings.JOB_RENEW_SECONDS)
