"""Terminal output: lines, colours, steps with progress, errors with advice."""

from __future__ import annotations

import os
import shutil
import sys
import time


class Problem(Exception):
    """Something a person can mend: `what` happened and `todo`, the lines that say what to do next."""

    def __init__(self, what: str, *todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        return "\n".join([self.what, *(f"  -> {line}" for line in self.todo)])


class Interrupted(BaseException):
    """SIGINT, SIGTERM or SIGHUP arrived: stop everything that was started, then exit."""


TTY = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, code: str) -> str:
    """Return the text in the ANSI colour `code`; unchanged when the output is not a terminal."""
    return f"\033[{code}m{text}\033[0m" if TTY and "NO_COLOR" not in os.environ else text


def say(text: str = "") -> None:
    """Print one line and flush."""
    print(text, flush=True)


class Step:
    """A step with progress: one line that is rewritten on a terminal, plain lines elsewhere.

    Used as `with Step("Installing") as step:`; `step.show("12 of 148")` as often as wanted.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.result = ""
        self.began = self.printed = time.monotonic()

    def __enter__(self) -> Step:
        if not TTY:
            say(f".. {self.title}")
        self.show("")
        return self

    def show(self, detail: str) -> None:
        """Show the progress with the elapsed seconds."""
        self.detail = detail or self.detail
        now = time.monotonic()
        line = f"{self.title}  {self.detail}  {now - self.began:.0f} s"
        if TTY:
            width = shutil.get_terminal_size().columns - 4
            print(f"\r\033[K.. {line[:width]}", end="", flush=True)
        elif now - self.printed > 10:
            self.printed = now
            say(f".. {line}")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if TTY:
            print("\r\033[K", end="")
        if kind is None:
            seconds = time.monotonic() - self.began
            result = f"  {self.result}" if self.result else ""
            say(f"{paint('ok', '32')} {self.title}{result}  ({seconds:.1f} s)")
