"""The long bench of money: its pieces add up to the whole, and no two of them do the same."""

from importlib import import_module

import pytest

from bench.__main__ import AREAS, LONG
from bench.payments_long import SUITES, SuiteTotal, build_report
from tests.payments.long_runs import INVALID, TWICE, LongRunResult


@pytest.mark.parametrize("area", [*AREAS, *LONG])
def test_each_bench_has_its_module(area):
    assert callable(import_module(f"bench.{area.replace('-', '_')}").measure)


@pytest.mark.parametrize("suite", SUITES, ids=[suite.name for suite in SUITES])
def test_pieces_add_up_and_use_different_seeds(suite):
    pieces = suite.commands(suite.total_count)
    sizes = [int(piece[piece.index("--count") + 1]) for piece in pieces]
    assert sum(sizes) == suite.total_count
    assert max(sizes) <= suite.piece_size
    assert len({tuple(piece) for piece in pieces}) == len(pieces)
    assert [int(piece[piece.index("--count") + 1]) for piece in suite.commands(7)] == [7]


def test_a_finding_in_any_piece_fails_the_benchmark():
    result = {suite.name: SuiteTotal() for suite in SUITES}
    for suite in SUITES:
        result[suite.name].add(vars(LongRunResult(done=suite.total_count, credited=3)))
    assert build_report(result, is_full_run=True).held
    for wrong in (TWICE, f"{INVALID}: stale", "the books do not balance"):
        worse = SuiteTotal()
        worse.add(vars(LongRunResult(done=10_000, credited=3, wrong={wrong: 1})))
        assert not build_report({**result, "Stripe": worse}, is_full_run=True).held
    few = SuiteTotal()
    few.add(vars(LongRunResult(done=9_999, credited=3)))
    assert not build_report({**result, "Payme": few}, is_full_run=True).held
    assert build_report({**result, "Payme": few}, is_full_run=False).held
