"""Recordings in pieces that Whisper takes: without long silences, cut in the short ones; and which asked words belong
where.
"""

from collections.abc import Sequence
from itertools import pairwise

from ml.alignment import TokenPair
from ml.text import Token

MAX_WINDOW_SECONDS = 29.5
"""Seconds of one window; Whisper sees 30."""
LONG_QUIET_SECONDS = 5.0
"""From here on a silence is not heard: Whisper invents text where nobody speaks. Readers think for less than that, and
sound that is cut for no need is heard otherwise."""
QUIET_MARGIN_SECONDS = 0.4
"""What is left of a long silence next to the speech: a soft first or last sound is found late (faster-whisper keeps as
much). More of a digital silence would hide how noisy the voice is."""
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


def choose_speech_windows(seconds: float, speech: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Windows (start, end) in seconds that hold all speech, in order, without the long silences before, between and
    behind it. Stretches that fit into one window share it, with the silence between them. Without speech they cover
    the recording.
    """
    windows: list[tuple[float, float]] = []
    for start, end in _find_stretches(seconds, speech) or [(0.0, seconds)]:
        if windows and end - windows[-1][0] <= MAX_WINDOW_SECONDS:
            windows[-1] = (windows[-1][0], end)
            continue
        inside = [(first - start, last - start) for first, last in speech if start <= first < end]
        windows += [(start + first, start + last) for first, last in choose_window_bounds(end - start, inside)]
    return windows


def _find_stretches(seconds: float, speech: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The recording without its long silences, but for their margins."""
    stretches: list[tuple[float, float]] = []
    silent_since = 0.0
    for first, last in speech:
        if first - silent_since > LONG_QUIET_SECONDS:
            stretches.append((first - QUIET_MARGIN_SECONDS, last + QUIET_MARGIN_SECONDS))
        else:
            stretches = [*stretches[:-1], (stretches[-1][0] if stretches else 0.0, last + QUIET_MARGIN_SECONDS)]
        silent_since = last
    if stretches and seconds - silent_since <= LONG_QUIET_SECONDS:
        stretches[-1] = (stretches[-1][0], seconds)
    return stretches


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
