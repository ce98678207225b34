"""Transactions that the database stops because others hold what they need."""

from collections.abc import Callable
from typing import TypeVar

import structlog
from django.db import OperationalError

T = TypeVar("T")

log = structlog.get_logger(__name__)

DEADLOCK, LOCK_TIMEOUT = "40P01", "55P03"
TRIES = 3


def retry_when_stopped(work: Callable[[], T], *, tries: int = TRIES) -> T:
    """Return what `work`, a whole transaction, returns; run it again where a deadlock or a lock that did not come
    stopped it, at most `tries` times in all. Raise OperationalError after the last one, and at once for other errors.
    """
    for left in reversed(range(tries)):
        try:
            return work()
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", "") not in (DEADLOCK, LOCK_TIMEOUT):
                raise
            log.warning("transaction stopped by others, run again", left=left, reason=str(error))
    raise ValueError("at least one try is needed")
