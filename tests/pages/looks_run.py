"""A small centre on a running server, and a browser that looks at it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.nursery import ROOT
from tests.pages.looks_centre import small_centre
from tests.pages.web_pupil import BROWSERS, PAGES, voice
from tests.processes import Processes

SCREENS = ROOT / "var" / "screens"
"""The pictures of every page; git ignores them."""


@contextmanager
def looking(processes: Processes, folder: Path) -> Iterator[Callable[[str], str]]:
    """Yields what runs one of the pages' browser tests by its name, and answers what that printed."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "No Chromium: install your system's package chromium"
    with small_centre() as centre:
        worker = processes.spawn(["worker"])
        told = {
            **centre.told(),
            "url": processes.serve("uvicorn"),
            "chromium": browser,
            "screens": str(SCREENS),
            "voice": str(voice(folder / "voice.wav")),
        }
        worker.wait_for("worker ready", timeout=120)
        SCREENS.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "TALIM_LOOKS": json.dumps(told)}

        def look(name: str) -> str:
            words = ["node", "--test", "--test-reporter=spec", f"dist/test/{name}.browser.js"]
            done = subprocess.run(words, cwd=PAGES, env=env, capture_output=True, text=True, timeout=1200)
            assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-1000:]
            return done.stdout

        yield look
