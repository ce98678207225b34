"""How rate, pauses and phonation make fluency."""

import pytest

from ml.scoring.fluency import score_fluency, score_rate


@pytest.mark.parametrize(
    ("ratio", "expected"), [(0.2, 0), (0.25, 0), (0.525, 0.5), (0.8, 1), (1.3, 1), (1.8, 0.6), (2.55, 0), (4, 0)]
)
def test_speech_rate_score_by_ratio_to_the_target(ratio, expected):
    assert score_rate(ratio) == pytest.approx(expected)


def test_even_reading_at_the_target_speed_scores_100():
    value, parts = score_fluency(20, (0.0, 12.0), [[0.0, 12.0]], 100)
    assert value == 100
    assert parts["words_per_minute"] == 100
    assert parts["pauses"] == 0


def test_pauses_between_speech_are_counted_and_lower_the_score():
    value, parts = score_fluency(10, (0.0, 9.0), [[0.0, 2.0], [2.5, 4.0], [7.0, 9.0]], 100)
    assert (parts["pauses"], parts["long_pauses"], parts["pause_seconds"]) == (2, 1, 3.5)
    assert parts["mean_run"] == pytest.approx(10 / 3, abs=0.001)
    assert parts["phonation"] == pytest.approx(5.5 / 9, abs=0.001)
    assert value < 70


def test_silence_before_and_after_speech_does_not_count():
    assert (
        score_fluency(20, (5.0, 17.0), [[5.0, 17.0]], 100)[0] == score_fluency(20, (0.0, 12.0), [[0.0, 12.0]], 100)[0]
    )


def test_fillers_and_repeats_are_counted_per_100_words():
    parts = score_fluency(18, (0.0, 10.0), [[0.0, 10.0]], 100, fillers=1, repeats=1)[1]
    assert (parts["fillers_per_100"], parts["repeats_per_100"]) == (5, 5)


def test_reading_without_words_has_fluency_0():
    assert score_fluency(0, (0.0, 0.0), [], 100)[0] == 0
