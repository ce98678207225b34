"""Long recordings are cut in their silences, and long silences are left out."""

import pytest

from ml.alignment import align_tokens
from ml.engines.windows import (
    MAX_WINDOW_SECONDS,
    choose_speech_windows,
    choose_window_bounds,
    distribute_words_over_windows,
)
from ml.text import choose_matching_readings, parse_words


def test_short_recording_is_one_window():
    assert choose_window_bounds(29.0, [(0.0, 29.0)]) == [(0.0, 29.0)]


def test_long_recording_is_cut_in_its_longest_pause():
    speech = [(0.0, 10.0), (11.0, 18.0), (18.3, 25.0), (26.0, 40.0)]
    assert choose_window_bounds(40.0, speech) == [(0.0, 25.5), (25.5, 40.0)]


def test_recording_without_pauses_is_cut_into_windows_of_limited_length():
    windows = choose_window_bounds(100.0, [(0.0, 100.0)])
    assert all(end - start <= MAX_WINDOW_SECONDS for start, end in windows)
    assert windows[0][0] == 0.0
    assert windows[-1][1] == 100.0
    assert all(before[1] == after[0] for before, after in zip(windows, windows[1:], strict=False))


@pytest.mark.parametrize(
    ("seconds", "speech", "windows"),
    [
        (60.0, [(0.5, 6.0), (7.0, 11.0)], [(0.0, 11.4)]),
        (60.0, [(40.0, 46.0), (47.0, 59.0)], [(39.6, 60.0)]),
        (70.0, [(1.0, 6.0), (55.0, 66.0)], [(0.0, 6.4), (54.6, 70.0)]),
        (26.0, [(1.0, 6.0), (14.0, 24.0)], [(0.0, 26.0)]),
        (15.0, [(4.9, 8.0), (12.9, 13.0)], [(0.0, 15.0)]),
        (50.0, [], [(0.0, 29.5), (29.5, 50.0)]),
    ],
    ids=["behind", "before", "between", "between, in one window", "shorter ones stay", "nobody speaks"],
)
def test_long_silence_is_left_out(seconds, speech, windows):
    assert choose_speech_windows(seconds, speech) == windows


def test_speech_behind_a_long_silence_is_cut_in_its_own_pauses():
    speech = [(30.0, 50.0), (51.0, 65.0)]
    assert choose_speech_windows(66.0, speech) == [(29.6, 50.5), (50.5, 66.0)]


def test_words_of_the_text_go_to_the_window_that_heard_them():
    asked, heard_tokens = choose_matching_readings(
        parse_words("one two three four five six", "en"), parse_words("one two four five", "en"), "en"
    )
    pairs = align_tokens(asked, heard_tokens, "en")
    assert distribute_words_over_windows(pairs, asked, [0, 0, 1, 1], 2) == [[0, 1, 2], [3, 4, 5]]
