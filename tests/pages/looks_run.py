"""A small centre on a running server, and a browser that looks at it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.nursery import ROOT
from tests.pages.browser import begun, chromium, passed, voice
from tests.pages.looks_centre import small_centre
from tests.processes import Processes

SCREENS = ROOT / "var" / "screens"
"""The pictures of every page; git ignores them."""


@contextmanager
def looking(processes: Processes, folder: Path) -> Iterator[Callable[[str], str]]:
    """Yields what runs one of the pages' browser tests by its name, and answers what that printed."""
    with small_centre() as centre:
        worker = processes.spawn(["worker"])
        told = {
            **centre.told(),
            "url": processes.serve("uvicorn"),
            "chromium": chromium(),
            "screens": str(SCREENS),
            "voice": str(voice(folder / "voice.wav")),
        }
        worker.wait_for("worker ready", timeout=120)
        SCREENS.mkdir(parents=True, exist_ok=True)

        def look(name: str) -> str:
            return passed(begun(name, told, variable="TALIM_LOOKS"))

        yield look
