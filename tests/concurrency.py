"""Calls at the same moment, each in a thread with a connection of its own."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from django.db import connection, connections

from apps.core.errors import Conflict


def call_concurrently(calls, *, connected=False):
    """Return the answers of all of these, called at the same moment. Where `connected`, each has a connection before:
    there must be that many.
    """
    start = threading.Barrier(len(calls))

    def call_at_start(call):
        try:
            if connected:
                connection.ensure_connection()
            start.wait(60)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call_at_start, calls))


def count_outcomes(calls):
    """Call all of these at the same moment; count how many were "done", and how many refused with which code."""

    def attempt(call):
        try:
            call()
        except Conflict as refused:
            return str(refused.code)
        return "done"

    return Counter(call_concurrently([partial(attempt, call) for call in calls]))


@contextmanager
def repeat_in_threads(action, *, pause, threads=1):
    """Within the block, each of the threads calls `action()` again and again, after `pause` seconds each time."""
    over = threading.Event()

    def repeat():
        while not over.wait(pause):
            action()
        connections.close_all()

    started = [threading.Thread(target=repeat) for _ in range(threads)]
    for thread in started:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in started:
            thread.join()
