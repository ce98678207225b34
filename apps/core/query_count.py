"""Count the SQL statements of a request, over all its threads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_tally: ContextVar["QueryTally | None"] = ContextVar("query_tally", default=None)


class QueryTally:
    """A counter shared by the threads of one request."""

    def __init__(self) -> None:
        self.queries = 0


@contextmanager
def count_queries() -> Iterator[QueryTally]:
    """Count statements until the block ends."""
    tally = QueryTally()
    token = _tally.set(tally)
    try:
        yield tally
    finally:
        _tally.reset(token)


def count_and_execute_statement(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Wrapper for Django's `connection.execute_wrappers`: count the statement and execute it."""
    tally = _tally.get()
    if tally is not None:
        tally.queries += 1
    return execute(sql, params, many, context)
