"""Watched pieces as a property: whatever arrives, in whatever order, no more counts than the server's clock allows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.learning.watched_pieces import (
    SPEED,
    clip_pieces,
    compute_budget,
    grant_pieces,
    join_pieces,
    measure_pieces,
    subtract_pieces,
)

LENGTH = 120_000
OPENED = datetime(2026, 9, 7, 10, tzinfo=UTC)
MOMENTS = st.integers(-5_000, LENGTH + 5_000)
PIECES = st.lists(st.tuples(MOMENTS, MOMENTS).map(sorted).map(tuple), max_size=8)
"""Pieces as heartbeats, seeks, replays and forged requests send them: overlapping, empty, beyond the end."""
REQUESTS = st.lists(st.tuples(st.integers(0, 90_000), PIECES), max_size=12)
"""Requests of any devices, as (milliseconds of the server's clock since the one before, claimed pieces)."""


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def list_moments(pieces):
    """Each tenth of a second within the pieces, which are multiples of it."""
    return {moment for start, end in pieces for moment in range(start, end, 100)}


def play(requests, *, bounded=True):
    """What counts after each request, with the clock then."""
    now, granted, states = OPENED, [], []
    for pause, claimed in requests:
        now += timedelta(milliseconds=pause)
        budget = compute_budget(opened_at=OPENED, now=now, length=LENGTH) if bounded else LENGTH
        granted = grant_pieces(granted, claimed, length=LENGTH, budget=budget)
        states.append((now, granted))
    return states


def find_excess(states):
    """The most milliseconds that counted beyond twice the server's clock."""
    excess = [measure_pieces(granted) - SPEED * ((now - OPENED) / timedelta(milliseconds=1)) for now, granted in states]
    return max(excess, default=0)


@unhurried
@given(REQUESTS)
def test_no_more_counts_than_twice_the_clock_and_nothing_falls(requests):
    states = play(requests)
    assert find_excess(states) <= 0
    before = []
    for _now, granted in states:
        assert granted == join_pieces(granted)
        assert measure_pieces(granted) <= LENGTH
        assert subtract_pieces(before, granted) == []
        before = granted


def test_control_without_the_clock_more_counts():
    assert find_excess(play([(1_000, [(0, LENGTH)])], bounded=False)) > 0


@unhurried
@given(REQUESTS)
def test_only_what_was_claimed_counts_and_a_repeat_changes_nothing(requests):
    claimed = clip_pieces([piece for _pause, pieces in requests for piece in pieces], LENGTH)
    now = OPENED
    granted = []
    for pause, pieces in requests:
        now += timedelta(milliseconds=pause)
        budget = compute_budget(opened_at=OPENED, now=now, length=LENGTH)
        once = grant_pieces(granted, pieces, length=LENGTH, budget=budget)
        granted = grant_pieces(once, clip_pieces(once, LENGTH), length=LENGTH, budget=budget)
        assert granted == once
    assert subtract_pieces(granted, claimed) == []


@unhurried
@given(PIECES)
def test_with_time_enough_the_union_is_exact_in_any_order(pieces):
    for order in (pieces, pieces[::-1], sorted(pieces)):
        states = play([(LENGTH, []), *((0, [piece]) for piece in order)])
        assert states[-1][1] == clip_pieces(pieces, LENGTH)


@unhurried
@given(PIECES, PIECES)
def test_subtracting_agrees_with_sets(pieces, taken):
    coarse = [[(start // 100 * 100, end // 100 * 100) for start, end in each] for each in (pieces, taken)]
    left, right = map(join_pieces, coarse)
    assert list_moments(subtract_pieces(left, right)) == list_moments(left) - list_moments(right)


def test_a_clock_that_goes_back_grants_nothing():
    earlier = OPENED - timedelta(hours=1)
    assert compute_budget(opened_at=OPENED, now=earlier, length=LENGTH) == 0
    assert grant_pieces([], [(0, 1000)], length=LENGTH, budget=0) == []


@pytest.mark.parametrize(("length", "kept"), [(500, [(0, 500)]), (2000, [(0, 1000)])])
def test_another_length_of_the_recording_clips_what_counts(length, kept):
    assert grant_pieces([(0, 1000)], [], length=length, budget=length) == kept


def test_dust_does_not_fill_the_row():
    dust = [(start, start + 1) for start in range(0, 100_000, 2)]
    assert grant_pieces([(0, 1000)], dust, length=LENGTH, budget=LENGTH) == [(0, 1000)]
