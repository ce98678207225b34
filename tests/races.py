"""Work that begins in several threads at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")


def run_together(number: int, work: Callable[[int], T]) -> list[T]:
    """What `work` returned in each of so many threads, called with 0, 1, …; each has a connection of its own."""
    gate = Barrier(number)

    def enter(index: int) -> T:
        try:
            connection.ensure_connection()
            gate.wait(timeout=60)
            return work(index)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(enter, range(number)))
