"""Memory that a burst took goes back to the machine."""

import ctypes

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Return free pages of all heaps (glibc's malloc_trim(3)); without glibc nothing happens.

    The largest batch would otherwise stay resident for as long as the process lives. Whoever computes next asks for
    the pages again, which takes milliseconds: for when nothing waits.
    """
    if _trim is not None:
        _trim(0)
