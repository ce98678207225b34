"""Coins posted one by one to one pupil, by several at once to many, and for many in one call."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from django.db import connections

from apps.accounts.models import User
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.gamification.queries import balance_of, ledger_sum
from apps.gamification.services import Award, award, award_many
from bench.coins import working
from bench.coins.filling import Crowd
from bench.report import Figure
from realtime.events import user_stream
from realtime.models import StreamEvent

ON_ONE = 300
OVER_MANY = 1000
SECONDS = 8.0
AT_ONCE = 4
A_REGISTER = 20
"""Pupils whose coins one call posts: a group's register."""

_numbers = count()


def measure(crowd: Crowd) -> list[Figure]:
    """Postings a second, and whether ledger, balances and events agree afterwards."""
    one, many = crowd.pupils[0], crowd.pupils[1:]
    figures = [
        _figure("postings on one pupil one after the other, a second", _alone(one)),
        _figure("postings on one pupil by several at once, a second", _at_once(lambda _: _post(one)), at_least=ON_ONE),
        _figure("postings over many pupils one by one, a second", _at_once(_each_other(many))),
        _figure("postings over many pupils one by one by two processes, a second", working.at_once(SECONDS)),
        _figure("postings over many pupils by registers, a second", _at_once(_registers(many)), at_least=OVER_MANY),
    ]
    events = StreamEvent.objects.filter(stream=user_stream(one.pk), type="coins.changed").count()
    entries = CoinTransaction.objects.filter(student=one).count()
    wrong = sum(balance_of(pupil) != ledger_sum(pupil) for pupil in crowd.pupils[:200])
    wrong += StudentCoin.objects.filter(balance__lt=0).count() + abs(events - entries)
    return [*figures, Figure("balances and events that disagree with the ledger", wrong, "", "0", wrong == 0)]


def _figure(what: str, rate: float, *, at_least: int = 0) -> Figure:
    held = rate >= at_least if at_least else None
    return Figure(what, round(rate), "", f"≥ {at_least:,}" if at_least else "", held)


def post(student: User, number: str) -> None:
    """One posting of its own."""
    award(student=student, cause=f"homework:bench-{number}", amount=3, reason="homework.scored")


def _post(student: User) -> int:
    post(student, str(next(_numbers)))
    return 1


def _alone(student: User) -> float:
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        done += _post(student)
    return done / (time.perf_counter() - began)


def _at_once(act: Callable[[int], int]) -> float:
    ends = time.perf_counter() + SECONDS

    def keep_posting(worker: int) -> int:
        done = 0
        try:
            while time.perf_counter() < ends:
                done += act(worker)
        finally:
            connections.close_all()
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = sum(pool.map(keep_posting, range(AT_ONCE)))
    return done / (time.perf_counter() - began)


def _each_other(pupils: list[User]) -> Callable[[int], int]:
    places: Iterator[int] = count()
    return lambda _: _post(pupils[next(places) % len(pupils)])


def _registers(pupils: list[User]) -> Callable[[int], int]:
    places: Iterator[int] = count()

    def register(_: int) -> int:
        start = next(places) * A_REGISTER % max(1, len(pupils) - A_REGISTER)
        awards = [
            Award(pupil.pk, f"attendance:bench-{next(_numbers)}", 5) for pupil in pupils[start : start + A_REGISTER]
        ]
        return len(award_many(awards=awards, reason="attendance.marked"))

    return register
