"""Memory that a burst took goes back to the machine."""

import ctypes
import subprocess
import sys

import pytest

from tests.nursery import ROOT

BURST = """
import os
from pathlib import Path
from ml.engines.memory import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

before = resident()
burst = [bytes(5_000) for _ in range(20_000)]
held, full = burst[-1], resident() - before
del burst
kept = resident() - before
give_back()
print(full, kept, resident() - before)
"""
"""100 MB in pieces, of which the last stays: a process of its own, whose heaps nothing else has used."""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only glibc can be asked for it")
def test_what_was_freed_below_something_that_is_held_goes_back() -> None:
    said = subprocess.run(
        [sys.executable, "-c", BURST], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    full, kept, left = map(int, said.stdout.split())
    assert kept > 0.5 * full > 40_000_000
    assert left < 0.2 * full
