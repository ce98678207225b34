"""Calls at the same moment, each in a thread with a connection of its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from django.db import connection, connections

from apps.core.errors import Conflict

Call = Callable[[], Any]


def call_concurrently(calls: Sequence[Call], *, connected: bool = False) -> list[Any]:
    """Return the answers of all of these, called at the same moment. Where `connected`, each has a connection before:
    there must be that many.
    """
    start = Barrier(len(calls))

    def call_at_start(call: Call) -> Any:
        try:
            if connected:
                connection.ensure_connection()
            start.wait(60)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call_at_start, calls))


def count_outcomes(calls: Sequence[Call]) -> Counter[str]:
    """Call all of these at the same moment; count how many were "done", and how many refused with which code."""

    def attempt(call: Call) -> str:
        try:
            call()
        except Conflict as refused:
            return str(refused.code)
        return "done"

    return Counter(call_concurrently([partial(attempt, call) for call in calls]))
