"""Coin postings to one pupil in sequence, to many in parallel, and in bulk."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from django.db import connections

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream
from apps.gamification.causes import Award
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services.awards import award_coins_in_bulk
from bench.coins import posting_processes
from bench.coins.single_posting import post_coins
from bench.coins.test_data import BenchPupils
from bench.report import Figure

MIN_RATE_ONE_PUPIL = 300
MIN_RATE_MANY_PUPILS = 1000
SECONDS = 8.0
WORKERS = 4
REGISTER_SIZE = 20
"""Pupils in one bulk award: the register of a group."""

_numbers = count()


def measure_postings(bench_pupils: BenchPupils) -> list[Figure]:
    """Return postings per second, and whether ledger, balances and events agree afterwards."""
    pupil, pupils = bench_pupils.pupils[0], bench_pupils.pupils[1:]
    figures = [
        _build_figure("postings on one pupil one after the other, a second", _measure_sequential(pupil)),
        _build_figure(
            "postings on one pupil by several at once, a second",
            _measure_parallel(lambda _: _post_next(pupil)),
            at_least=MIN_RATE_ONE_PUPIL,
        ),
        _build_figure("postings over many pupils one by one, a second", _measure_parallel(_post_to_next_pupil(pupils))),
        _build_figure(
            "postings over many pupils one by one by two processes, a second",
            posting_processes.measure_processes(SECONDS),
        ),
        _build_figure(
            "postings over many pupils by registers, a second",
            _measure_parallel(_post_next_register(pupils)),
            at_least=MIN_RATE_MANY_PUPILS,
        ),
    ]
    events = StreamEvent.objects.filter(stream=get_user_stream(pupil.pk), type="coins.changed").count()
    entries = CoinTransaction.objects.filter(student=pupil).count()
    wrong = sum(get_coin_balance(pupil) != sum_coin_ledger(pupil) for pupil in bench_pupils.pupils[:200])
    wrong += StudentCoin.objects.filter(balance__lt=0).count() + abs(events - entries)
    return [*figures, Figure("balances and events that disagree with the ledger", wrong, "", "0", wrong == 0)]


def _build_figure(what: str, rate: float, *, at_least: int = 0) -> Figure:
    is_met = rate >= at_least if at_least else None
    return Figure(what, round(rate), "", f"≥ {at_least:,}" if at_least else "", is_met)


def _post_next(student: User) -> int:
    post_coins(student, str(next(_numbers)))
    return 1


def _measure_sequential(student: User) -> float:
    began, count_posted = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        count_posted += _post_next(student)
    return count_posted / (time.perf_counter() - began)


def _measure_parallel(act: Callable[[int], int]) -> float:
    deadline = time.perf_counter() + SECONDS

    def keep_posting(worker: int) -> int:
        done = 0
        try:
            while time.perf_counter() < deadline:
                done += act(worker)
        finally:
            connections.close_all()
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        done = sum(pool.map(keep_posting, range(WORKERS)))
    return done / (time.perf_counter() - began)


def _post_to_next_pupil(pupils: list[User]) -> Callable[[int], int]:
    places: Iterator[int] = count()
    return lambda _: _post_next(pupils[next(places) % len(pupils)])


def _post_next_register(pupils: list[User]) -> Callable[[int], int]:
    places: Iterator[int] = count()

    def register(_: int) -> int:
        start = next(places) * REGISTER_SIZE % max(1, len(pupils) - REGISTER_SIZE)
        awards = [
            Award(pupil.pk, f"attendance:bench-{next(_numbers)}", 5) for pupil in pupils[start : start + REGISTER_SIZE]
        ]
        return len(award_coins_in_bulk(awards=awards, reason="attendance.marked"))

    return register
