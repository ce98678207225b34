"""Terminal output: lines, colours, steps with progress, a box, errors with advice."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress


def hide_password(text: str) -> str:
    """Return the text without the users and passwords of its addresses."""
    return re.sub(r"//[^/@\s]*@", "//***@", text)


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
CLEAR_LINE = "\r\033[K"
REDRAW_SECONDS, LINE_SECONDS = 0.2, 2.5
"""How often a step shows its progress: on a terminal, and as a line of its own elsewhere."""
BAR_WIDTH = 20
COUNT = re.compile(r"(\d[\d,]*) of (\d[\d,]*)")


def paint(text: str, code: str) -> str:
    """Return the text in the ANSI colour `code`; unchanged when the output is not a terminal."""
    return f"\033[{code}m{text}\033[0m" if IS_TERMINAL and "NO_COLOR" not in os.environ else text


def print_line(text: str = "") -> None:
    """Print one line above the progress of running steps, and flush."""
    with ProgressStep.lock:
        if IS_TERMINAL and ProgressStep.running:
            print(CLEAR_LINE, end="")
        print(text, flush=True)


def print_box(lines: Sequence[str]) -> None:
    """Print lines in a box, and those below it for which the terminal is too narrow; no box elsewhere."""
    widest = shutil.get_terminal_size().columns - 4 if IS_TERMINAL else 0
    boxed = [line for line in lines if len(line) <= widest]
    if boxed:
        _draw_box(boxed)
    for line in lines:
        if line not in boxed:
            print_line(line)


def _draw_box(lines: Sequence[str]) -> None:
    width = max(map(len, lines))
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    top, side, bottom = ("╭─╮", "│", "╰─╯") if is_unicode else ("+-+", "|", "+-+")
    print_line(f"{top[0]}{top[1] * (width + 2)}{top[2]}")
    for line in lines:
        print_line(f"{side} {line.ljust(width)} {side}")
    print_line(f"{bottom[0]}{bottom[1] * (width + 2)}{bottom[2]}")


def build_bar(detail: str, seconds: float) -> str:
    """Return a bar: its filled part is that of "12 of 148" in `detail`; without such a count a part of it moves."""
    count = COUNT.search(detail)
    done, total = (int(number.replace(",", "")) for number in count.groups()) if count else (0, 0)
    if total:
        filled = min(done * BAR_WIDTH // total, BAR_WIDTH)
        return f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}]"
    start = int(seconds / REDRAW_SECONDS) % (BAR_WIDTH - 2)
    return f"[{'.' * start}###{'.' * (BAR_WIDTH - 3 - start)}]"


class ProgressStep:
    """A step with progress: one line with a bar that is rewritten on a terminal, plain lines elsewhere.

    Used as `with ProgressStep("Installing") as step:`; `step.show_progress("12 of 148")` as often as wanted. Several
    steps may run at a time, in threads; the terminal's line shows the oldest. A thread redraws it, so a step never
    looks as if it had stopped.
    """

    lock = threading.RLock()
    running: list[ProgressStep] = []
    drawer: threading.Thread | None = None

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.result = ""
        self.began = self.printed = time.monotonic()

    def __enter__(self) -> ProgressStep:
        self.began = self.printed = time.monotonic()
        with self.lock:
            self.running.append(self)
            if ProgressStep.drawer is None:
                ProgressStep.drawer = threading.Thread(target=_redraw_for_ever, name="progress", daemon=True)
                ProgressStep.drawer.start()
        if not IS_TERMINAL:
            print_line(f".. {self.title}")
        return self

    def show_progress(self, detail: str) -> None:
        """Note what is being done; an empty text changes nothing."""
        self.detail = detail or self.detail

    def draw(self) -> None:
        """Rewrite the terminal's line, or print a line when the last one is `LINE_SECONDS` old."""
        now = time.monotonic()
        seconds = now - self.began
        if IS_TERMINAL:
            line = f"{build_bar(self.detail, seconds)} {seconds:3.0f} s  {self.title}  {self.detail}"
            print(f"{CLEAR_LINE}{line[: shutil.get_terminal_size().columns - 1]}", end="", flush=True)
        elif now - self.printed >= LINE_SECONDS:
            self.printed = now
            print_line(f".. {self.title}  {self.detail}  {seconds:.0f} s")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self.lock:
            self.running.remove(self)
            if IS_TERMINAL:
                print(CLEAR_LINE, end="")
            if kind is None:
                seconds = time.monotonic() - self.began
                result = f"  {self.result}" if self.result else ""
                print_line(f"{paint('ok', '32')} {self.title}{result}  ({seconds:.1f} s)")


def _redraw_for_ever() -> None:
    while True:
        time.sleep(REDRAW_SECONDS)
        with ProgressStep.lock:
            for step in ProgressStep.running[: 1 if IS_TERMINAL else None]:
                with suppress(OSError):  # a closed terminal: the step goes on
                    step.draw()
