"""Recordings over 30 s in pieces that Whisper takes, cut in the silences; and which asked words belong where."""

from collections.abc import Sequence

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
    gaps = [
        (following[0] - before[1], (before[1] + following[0]) / 2)
        for before, following in zip(speech, speech[1:], strict=False)
    ]
    windows: list[tuple[float, float]] = []
    start = 0.0
    while seconds - start > MAX_WINDOW_SECONDS:
        reach = [
            gap for gap in gaps if start + _EARLIEST_CUT * MAX_WINDOW_SECONDS <= gap[1] <= start + MAX_WINDOW_SECONDS
        ]
        end = max(reach)[1] if reach else start + MAX_WINDOW_SECONDS
        windows.append((start, end))
        start = end
    return [*windows, (start, seconds)]


def distribute_words(
    pairs: Sequence[TokenPair], asked: Sequence[Token], window_of_heard: Sequence[int], windows: int
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
    shares: list[list[int]] = [[] for _ in range(windows)]
    for index in sorted(place_of):
        shares[place_of[index]].append(index)
    return shares
