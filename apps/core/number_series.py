"""Consecutive numbers for documents (receipts and others). Gaps exist only where a series records them."""

from collections.abc import Iterable

from django.db import connection

TAKE_SQL = """
    INSERT INTO core_numberseries (name, last) VALUES (%s, %s)
    ON CONFLICT (name) DO UPDATE SET last = core_numberseries.last + %s
    RETURNING last
"""
BEGIN_SQL = "INSERT INTO core_numberseries (name, last) SELECT unnest(%s::text[]), 0 ON CONFLICT (name) DO NOTHING"
SKIP_SQL = """
    UPDATE core_numberseries SET last = last + %(by)s, leaps = leaps || ARRAY[[last, last + %(by)s]]
    RETURNING name, last - %(by)s, last
"""


def take_numbers(series: str, count: int = 1) -> range:
    """Return the next `count` numbers of the series, from 1.

    Call it in the transaction that uses them. Other transactions wait; after a rollback the numbers are free again, so
    there are no gaps. Raise RuntimeError outside of a transaction.
    """
    if count < 1:
        raise ValueError("at least one number")
    _check_in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(TAKE_SQL, [series, count, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def skip_numbers(count: int, *, more_series: Iterable[str] = ()) -> dict[str, tuple[int, int]]:
    """Skip `count` numbers in every series, also in new `more_series`; return each last number before and after.

    For a restored database: numbers that were used since the backup are unknown and must not be used again. Each series
    records what it skipped.
    """
    _check_in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(BEGIN_SQL, [sorted(more_series)])
        cursor.execute(SKIP_SQL, {"by": count})
        return {name: (before, now) for name, before, now in sorted(cursor.fetchall())}


def _check_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("numbers are taken inside the transaction that uses them")
