"""Progress of long operations, as lines."""

import time
from collections.abc import Callable

REPORT_INTERVAL_SECONDS = 5.0


def format_size(byte_count: int) -> str:
    """Return bytes in a readable unit."""
    value, units = float(byte_count), ["B", "KB", "MB", "GB", "TB"]
    while value >= 1000 and units[1:]:
        value /= 1000
        units.pop(0)
    return f"{value:.{0 if units[0] == 'B' else 1}f} {units[0]}"


class ProgressReporter:
    """Writes lines to `write`; `report_count` writes a running sum at most every few seconds."""

    def __init__(self, write: Callable[[str], object] = lambda line: None) -> None:
        self._write = write
        self._began = self._said = time.monotonic()

    def report(self, text: str) -> None:
        """Write a line with the seconds since the start."""
        self._said = time.monotonic()
        self._write(f"{self._said - self._began:7.1f} s  {text}")

    def report_count(self, what: str, done: int, files: int | None = None) -> None:
        """Report that `done` bytes (and so many files) of `what` are done."""
        if time.monotonic() - self._said >= REPORT_INTERVAL_SECONDS:
            self.report(f"{what}: {format_size(done)}" + ("" if files is None else f", {files} files"))


SILENT = ProgressReporter()
"""Writes nothing."""
