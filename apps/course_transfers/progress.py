"""How far a job is, written to its row once a second at most."""

import time
from uuid import UUID

from django.db.models import Model

INTERVAL_SECONDS = 1.0


class ProgressWriter:
    """Called with the part that is done, 0 to 1; writes it as `percent` of the row."""

    def __init__(self, model: type[Model], key: UUID) -> None:
        self._rows = model._default_manager.filter(pk=key)
        self._written_at = 0.0

    def __call__(self, part: float) -> None:
        """Write the percent, unless it was written less than a second ago."""
        now = time.monotonic()
        if now - self._written_at >= INTERVAL_SECONDS:
            self._written_at = now
            self._rows.update(percent=int(part * 100))
