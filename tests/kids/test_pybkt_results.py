"""Tracing and fitting against what pyBKT 1.4.1 said of 1,000 sequences (`make_pybkt_results` says how)."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from apps.kids.mastery.fitting import SkillAnswer, compute_log_loss, fit_parameters
from apps.kids.mastery.tracing import SkillParameters, trace_answer

FILE = Path(__file__).parent.parent / "data" / "kids" / "pybkt.npz"
DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def kept():
    with np.load(FILE) as rows:
        return dict(rows)


def make_parameters(row):
    initial, learn, slip, guess = map(float, row)
    return SkillParameters(initial=initial, learn=learn, slip=slip, guess=guess)


def test_mastery_and_predictions_of_1000_sequences_are_those_of_pybkt(kept):
    sets = np.repeat(kept["parameters"], len(kept["lengths"]) // len(kept["parameters"]), axis=0)
    known, chances = [], []
    rights = iter(kept["rights"].tolist())
    for row, length in zip(sets, kept["lengths"].tolist(), strict=True):
        parameters = make_parameters(row)
        item, now = parameters.get_chances(None), parameters.initial
        for _answer in range(length):
            known.append(now)
            chances.append(item.predict_right(now))
            now = trace_answer(now, next(rights), chances=item, learn=parameters.learn).known
    assert (len(kept["lengths"]), next(rights, None)) == (1000, None)
    assert np.abs(np.array(known) - kept["known"]).max() < 1e-9
    assert np.abs(np.array(chances) - kept["chances"]).max() < 1e-9


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_fit_is_as_likely_as_the_one_of_pybkt_and_close_to_it(kept, number):
    sequences = [[SkillAnswer(is_right, None, DAY) for is_right in row] for row in kept["fit_rights"][number].tolist()]
    ours, theirs = fit_parameters(sequences), make_parameters(kept["fitted"][number])
    assert compute_log_loss(sequences, ours) <= compute_log_loss(sequences, theirs) + 1e-6
    for name in ("initial", "learn", "slip", "guess"):
        assert getattr(ours, name) == pytest.approx(getattr(theirs, name), abs=0.005)
