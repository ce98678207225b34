"""A sign of life that asks nobody else: a file whose time is renewed while the process's keeper lives."""

import threading
from pathlib import Path

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)


class Pulse(threading.Thread):
    """Renews ALIVE_FILE every JOB_RENEW_SECONDS while `of` lives; nothing where no file is named.

    The row that the keeper writes says more, but stays away with the database; whoever restarts what hangs looks here.
    """

    def __init__(self, of: threading.Thread) -> None:
        super().__init__(name="pulse", daemon=True)
        self._of = of

    def run(self) -> None:
        """The thread."""
        name = settings.ENV.alive_file
        while name and self._of.is_alive():
            try:
                Path(name).touch()
            except OSError as error:
                log.warning("the sign of life cannot be written", file=name, error=str(error))
            self._of.join(settings.JOB_RENEW_SECONDS)
