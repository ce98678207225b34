"""Memory that a burst took goes back to the machine. Where the C library is not glibc nothing happens."""

import ctypes

MAX_HEAPS = 2
"""Most heaps ("arenas") of a speech process: its threads are many, but those that allocate at once are few."""
_M_ARENA_MAX = -8  # malloc.h

_libc = ctypes.CDLL(None)
_trim = getattr(_libc, "malloc_trim", None)
_set = getattr(_libc, "mallopt", None)


def limit_heaps() -> None:
    """Let all threads share `MAX_HEAPS` heaps (glibc's mallopt(3), M_ARENA_MAX): to be called before threads begin.

    glibc gives a thread a heap of its own, up to eight for each core. What a batch frees then lies in many half-empty
    heaps, no page of which is free as a whole, and the process stays as large as its busiest minute.
    """
    if _set is not None:
        _set(_M_ARENA_MAX, MAX_HEAPS)


def release_memory() -> None:
    """Return free pages of all heaps (glibc's malloc_trim(3)).

    The largest batch would otherwise stay resident for as long as the process lives. Whoever computes next asks for
    the pages again, which takes milliseconds: for when nothing waits.
    """
    if _trim is not None:
        _trim(0)
