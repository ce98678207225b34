"""Become another program, with limits: `limited_child.py <parent> <memory> <cpu> <file> <program> [arguments …]`.

`memory` and `file`: bytes of address space and of the largest file that it writes; `cpu`: seconds. The program reads
untrusted films. It goes when its parent goes, comes after requests, and where the system allows it has no network.
It imports nothing of ours.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
OPEN_FILES = 128


def main() -> None:
    """Set the limits and become the program."""
    parent, memory, cpu, file = map(int, sys.argv[1:5])
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    os.nice(10)
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606


if __name__ == "__main__":
    main()
