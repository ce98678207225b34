"""Long recordings are cut in their silences."""

from ml.alignment import align_tokens
from ml.engines.windows import MAX_WINDOW_SECONDS, choose_window_bounds, distribute_words_over_windows
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


def test_words_of_the_text_go_to_the_window_that_heard_them():
    asked, heard_tokens = choose_matching_readings(
        parse_words("one two three four five six", "en"), parse_words("one two four five", "en"), "en"
    )
    pairs = align_tokens(asked, heard_tokens, "en")
    assert distribute_words_over_windows(pairs, asked, [0, 0, 1, 1], 2) == [[0, 1, 2], [3, 4, 5]]
