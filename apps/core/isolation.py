"""Isolation of transactions: reads that must see one moment of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def repeatable_read() -> Iterator[None]:
    """Read everything inside as it was at one moment (PostgreSQL's REPEATABLE READ). Inside an open transaction, that
    one's isolation stays, and writes are possible; else nothing can be written.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
