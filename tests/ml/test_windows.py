"""Long recordings are cut in their silences."""

from ml.alignment import align
from ml.engines.windows import LONGEST, cut, share_out
from ml.text import match_readings, read


def test_a_short_recording_is_one_window() -> None:
    assert cut(29.0, [(0.0, 29.0)]) == [(0.0, 29.0)]


def test_a_long_one_is_cut_in_its_longest_pause() -> None:
    speech = [(0.0, 10.0), (11.0, 18.0), (18.3, 25.0), (26.0, 40.0)]
    assert cut(40.0, speech) == [(0.0, 25.5), (25.5, 40.0)]


def test_without_a_pause_the_cut_is_hard_and_no_window_is_too_long() -> None:
    windows = cut(100.0, [(0.0, 100.0)])
    assert all(end - start <= LONGEST for start, end in windows)
    assert windows[0][0] == 0.0
    assert windows[-1][1] == 100.0
    assert all(before[1] == after[0] for before, after in zip(windows, windows[1:], strict=False))


def test_asked_words_go_to_the_window_that_heard_them() -> None:
    asked, told = match_readings(read("one two three four five six", "en"), read("one two four five", "en"), "en")
    pairs = align(asked, told, "en")
    assert share_out(pairs, asked, [0, 0, 1, 1], 2) == [[0, 1, 2], [3, 4, 5]]
