"""Recordings over 30 s in pieces that Whisper takes, cut in the silences; and which asked words belong where."""

from collections.abc import Sequence
from itertools import pairwise

from ml.alignment import TokenPair
from ml.text import Token

MAX_WINDOW_SECONDS = 29.5
"""Seconds of one window; Whisper sees 30."""
_EARLIEST_CUT = 0.5
"""A cut lies in the last half of the window."""


def choose_window_bounds(seconds: float, speech: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Windows (start, end) in seconds that cover the recording; cuts lie in the middle of the longest pause in reach.

    Without a pause in reach the cut is hard, at the full length.
    """
    pauses = [(before[1], after[0]) for before, after in pairwise(speech)]
    gaps = [(end - start, (start + end) / 2) for start, end in pauses]
    windows: list[tuple[float, float]] = []
    start = 0.0
    while seconds - start > MAX_WINDOW_SECONDS:
        earliest, latest = start + _EARLIEST_CUT * MAX_WINDOW_SECONDS, start + MAX_WINDOW_SECONDS
        reach = [gap for gap in gaps if earliest <= gap[1] <= latest]
        end = max(reach)[1] if reach else latest
        windows.append((start, end))
        start = end
    return [*windows, (start, seconds)]


def distribute_words_over_windows(
    pairs: Sequence[TokenPair], asked: Sequence[Token], window_of_heard: Sequence[int], window_count: int
) -> list[list[int]]:
    """Indices of the asked words per window: where its partner was heard, else where the last one was.

    `window_of_heard`: window of each heard token.
    """
    place_of: dict[int, int] = {}
    current = 0
    for pair in pairs:
        if pair.heard is not None:
            current = max(current, window_of_heard[pair.heard])
        if pair.asked is not None:
            place_of.setdefault(asked[pair.asked].index, current)
    shares: list[list[int]] = [[] for _ in range(window_count)]
    for index in sorted(place_of):
        shares[place_of[index]].append(index)
    return shares
