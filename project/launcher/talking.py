"""Talking to the person at the terminal: lines, colours, steps with their progress, problems with what to do next."""

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
    """SIGINT, SIGTERM or SIGHUP came: unwind, stop what was started, leave."""


TTY = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, code: str) -> str:
    """`text` in the ANSI colour `code` on a terminal, as it is elsewhere."""
    return f"\033[{code}m{text}\033[0m" if TTY and "NO_COLOR" not in os.environ else text


def say(text: str = "") -> None:
    """One line to the person, at once."""
    print(text, flush=True)


class Step:
    """One step with its progress: a single line rewritten on a terminal, plain lines elsewhere.

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
        """Say how far the step is; elapsed seconds are added."""
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
