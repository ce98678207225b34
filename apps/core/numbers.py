"""Numbers that people read out: one after the other, without holes."""

from django.db import connection

TAKE = """
    INSERT INTO core_numberseries (name, last) VALUES (%s, %s)
    ON CONFLICT (name) DO UPDATE SET last = core_numberseries.last + %s
    RETURNING last
"""


def take_numbers(series: str, count: int = 1) -> range:
    """The next `count` numbers of the series, from 1.

    Called inside the transaction that uses them: until it ends others wait for theirs, and when it fails the numbers
    are free again, so the series has no holes.
    """
    if count < 1:
        raise ValueError("at least one number")
    if not connection.in_atomic_block:
        raise RuntimeError("numbers are taken inside the transaction that uses them")
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [series, count, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
