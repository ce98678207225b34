"""Numbers that people read out: one after the other, without holes but those that a series itself tells of."""

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
    """The next `count` numbers of the series, from 1.

    Called inside the transaction that uses them: until it ends others wait for theirs, and when it fails the numbers
    are free again, so the series has no holes.
    """
    if count < 1:
        raise ValueError("at least one number")
    _check_in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(TAKE_SQL, [series, count, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def skip_numbers(count: int, *, more_series: Iterable[str] = ()) -> dict[str, tuple[int, int]]:
    """Let every series go on `by` numbers further, those of `also` too that have not begun yet; the last number of each
    before and now. For a database that came from a backup: what was handed out since is not known, and must not be
    handed out again. Each series keeps what it left out.
    """
    _check_in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(BEGIN_SQL, [sorted(more_series)])
        cursor.execute(SKIP_SQL, {"by": count})
        return {name: (before, now) for name, before, now in sorted(cursor.fetchall())}


def _check_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("numbers are taken inside the transaction that uses them")
