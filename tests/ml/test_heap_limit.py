"""A process of many threads stays small: they share few heaps."""

import subprocess
import sys

import pytest

from tests.process_forker import ROOT

PROGRAM = """
import ctypes, sys, threading
from ml.engines import memory

if sys.argv[1] == "few":
    memory.limit_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fdopen.restype = ctypes.c_void_p
everybody = threading.Barrier(9)

def allocate():
    libc.malloc(1000)
    everybody.wait()

for _ in range(8):
    threading.Thread(target=allocate).start()
everybody.wait()
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.parametrize(("how", "few"), [("few", True), ("control", False)])
def test_threads_share_at_most_two_heaps_when_limited(how, few):
    output = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    heaps = output.count("<heap nr=")
    assert heaps
    assert (heaps <= 2) is few, heaps
