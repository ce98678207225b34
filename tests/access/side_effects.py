"""What requests leave behind: seen in the tables, and undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import connection, transaction

from apps.settings.models import AuditLog

NOT_COUNTED = {"accounts_activitylog", "settings_auditlog", "settings_auditvalues"}
"""What `list_audited_actions` looks at, and what is no change."""


@contextmanager
def roll_back() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    block = transaction.atomic()
    block._from_testcase = True
    reset_rate_limits()
    with block:
        yield
        transaction.set_rollback(True)


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.ENV.redis_url)


_FORGET = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end"


def reset_rate_limits() -> None:
    """Every request counts as the first: what is measured here is who may, not how often. One round trip."""
    _redis().eval(_FORGET, 0, f"{settings.ENV.redis_prefix}:limit:*")


def get_fingerprint() -> dict[str, tuple[int, int]]:
    """Rows and checksum of every table, but for NOT_COUNTED; one query."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - NOT_COUNTED)
    checksum_query = "SELECT '{0}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM \"{0}\" t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(checksum_query.format(table) for table in tables))
        return {name: (rows, int(checksum)) for name, rows, checksum in cursor.fetchall()}


def count_written_rows() -> int:
    """How many rows this transaction has written, in what was rolled back too; but for NOT_COUNTED. Cheap to ask."""
    counted = "pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sum({counted} + pg_stat_get_xact_tuples_deleted(oid)) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s)",
            [sorted(NOT_COUNTED)],
        )
        return int(cursor.fetchone()[0])


def list_audited_actions(world: Any) -> set[str]:
    """What was written into the audit log since the world was made, but for its own sign-ins."""
    rows = AuditLog.objects.filter(pk__gt=world.audited).exclude(action="accounts.sign_in")
    return set(rows.values_list("action", flat=True))


def get_fingerprint_since(before: int, unchanged: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The fingerprint now: that of before, `unchanged`, if nothing was `count_written_rows` since it was `before`."""
    return unchanged if count_written_rows() == before else get_fingerprint()
