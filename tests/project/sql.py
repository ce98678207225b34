"""SQL on the test's own connection."""

from django.db import connection


def query(statement, *values):
    """Run one statement and return its rows; none where it has no result."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def is_valid_index(name):
    """Return whether PostgreSQL may use the index; None where there is no such index."""
    rows = query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", name)
    return rows[0][0] if rows else None


def invalidate_index(name):
    """Leave the index as one whose concurrent creation was cut off."""
    query("UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", name)
