"""Pieces of a recording that a learner heard or watched, and how many of them count.

A piece is (from, to) in milliseconds of the recording. What counts is bounded by the server's clock, so that seeking,
replaying, scripting and changed clocks cannot inflate it: see `compute_budget`. Pure functions.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Piece = tuple[int, int]
MAX_MS = 48 * 3600 * 1000
"""The longest recording."""
MAX_PIECES = 2000
"""Pieces that are kept of one recording; what would leave more gaps does not count."""
SPEED = 2
"""Milliseconds of a recording that count at most for each millisecond of the server's clock."""


def join_pieces(pieces: Iterable[Sequence[int]]) -> list[Piece]:
    """Return the union of these pieces, in order and apart; empty ones are left out."""
    joined: list[Piece] = []
    for start, end in sorted((piece[0], piece[1]) for piece in pieces):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def clip_pieces(pieces: Iterable[Sequence[int]], length: int) -> list[Piece]:
    """Return the union of what lies within the first `length` milliseconds."""
    return join_pieces((max(0, piece[0]), min(length, piece[1])) for piece in pieces)


def measure_pieces(pieces: Iterable[Sequence[int]]) -> int:
    """Return how long pieces that do not overlap are together."""
    return sum(piece[1] - piece[0] for piece in pieces)


def subtract_pieces(pieces: Sequence[Piece], taken: Sequence[Piece]) -> list[Piece]:
    """Return what of `pieces` is not in `taken`; both in order and apart."""
    rest: list[Piece] = []
    place = 0
    for start, end in pieces:
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        ahead = place
        while ahead < len(taken) and taken[ahead][0] < end:
            if taken[ahead][0] > start:
                rest.append((start, taken[ahead][0]))
            start = max(start, taken[ahead][1])
            ahead += 1
        if start < end:
            rest.append((start, end))
    return rest


def compute_budget(*, opened_at: datetime, now: datetime, length: int) -> int:
    """Return how many milliseconds of a recording of this length may count by now: SPEED for each millisecond of the
    server's clock since it was first opened, on any device.
    """
    waited = max(now - opened_at, timedelta()) // timedelta(milliseconds=1)
    return min(length, SPEED * waited)


def grant_pieces(
    granted: Sequence[Piece], claimed: Iterable[Sequence[int]], *, length: int, budget: int
) -> list[Piece]:
    """Return what counts after a learner claims these pieces too, in order and apart.

    Each newly counted millisecond spends one of the budget, of which the granted ones are spent; without enough of it
    the first part of what is claimed counts. What was granted stays, within the length. Claiming the same again
    changes nothing.
    """
    kept = clip_pieces(granted, length)
    left = budget - measure_pieces(kept)
    fresh: list[Piece] = []
    for start, end in subtract_pieces(clip_pieces(claimed, length), kept):
        if left <= 0:
            break
        fresh.append((start, min(end, start + left)))
        left -= end - start
    counted = join_pieces([*kept, *fresh])
    return counted if len(counted) <= max(MAX_PIECES, len(kept)) else kept
