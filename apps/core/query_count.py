"""How many statements the present request has sent to PostgreSQL, whichever thread sent them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_tally: ContextVar["QueryTally | None"] = ContextVar("query_tally", default=None)


class QueryTally:
    """A number that the threads of one request count up."""

    def __init__(self) -> None:
        self.queries = 0


@contextmanager
def count_queries() -> Iterator[QueryTally]:
    """Count what is sent until the block ends."""
    tally = QueryTally()
    token = _tally.set(tally)
    try:
        yield tally
    finally:
        _tally.reset(token)


def count_statement(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A wrapper of Django's `connection.execute_wrappers`: count the statement, then have it executed."""
    tally = _tally.get()
    if tally is not None:
        tally.queries += 1
    return execute(sql, params, many, context)
