"""Progress of long work, as lines."""

import time
from collections.abc import Callable

REPORT_INTERVAL_SECONDS = 5.0


def format_size(count: int) -> str:
    """Bytes as a person reads them."""
    value, unit = float(count), "B"
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if value < 1000 or unit == "TB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


class ProgressReporter:
    """Says lines to `write`; `count` says a running sum at most every few seconds."""

    def __init__(self, write: Callable[[str], object] = lambda line: None) -> None:
        self._write = write
        self._began = self._said = time.monotonic()

    def say(self, text: str) -> None:
        """One line, with the seconds since the beginning."""
        self._said = time.monotonic()
        self._write(f"{self._said - self._began:7.1f} s  {text}")

    def count(self, what: str, done: int, files: int | None = None) -> None:
        """So far `done` bytes (and so many files) of `what`."""
        if time.monotonic() - self._said >= REPORT_INTERVAL_SECONDS:
            self.say(f"{what}: {format_size(done)}" + ("" if files is None else f", {files} files"))
