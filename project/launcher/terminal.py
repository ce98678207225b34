"""Terminal output: lines, colours, steps with progress, errors with advice."""

from __future__ import annotations

import os
import shutil
import sys
import time


class LauncherError(Exception):
    """Something a person can mend: `what` happened and `todo`, the lines that say what to do next."""

    def __init__(self, what: str, *todo: str) -> None:
        super().__init__(what)
        self.message = what
        self.advice = todo

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  -> {line}" for line in self.advice)])


class Interrupted(BaseException):
    """SIGINT, SIGTERM or SIGHUP arrived: stop everything that was started, then exit."""


IS_TERMINAL = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, code: str) -> str:
    """Return the text in the ANSI colour `code`; unchanged when the output is not a terminal."""
    return f"\033[{code}m{text}\033[0m" if IS_TERMINAL and "NO_COLOR" not in os.environ else text


def print_line(text: str = "") -> None:
    """Print one line and flush."""
    print(text, flush=True)


class ProgressStep:
    """A step with progress: one line that is rewritten on a terminal, plain lines elsewhere.

    Used as `with Step("Installing") as step:`; `step.show("12 of 148")` as often as wanted.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.result = ""
        self.began = self.printed = time.monotonic()

    def __enter__(self) -> ProgressStep:
        if not IS_TERMINAL:
            print_line(f".. {self.title}")
        self.show_progress("")
        return self

    def show_progress(self, detail: str) -> None:
        """Show the progress with the elapsed seconds."""
        self.detail = detail or self.detail
        now = time.monotonic()
        line = f"{self.title}  {self.detail}  {now - self.began:.0f} s"
        if IS_TERMINAL:
            width = shutil.get_terminal_size().columns - 4
            print(f"\r\033[K.. {line[:width]}", end="", flush=True)
        elif now - self.printed > 10:
            self.printed = now
            print_line(f".. {line}")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if IS_TERMINAL:
            print("\r\033[K", end="")
        if kind is None:
            seconds = time.monotonic() - self.began
            result = f"  {self.result}" if self.result else ""
            print_line(f"{paint('ok', '32')} {self.title}{result}  ({seconds:.1f} s)")
