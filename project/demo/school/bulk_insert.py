"""Inserts many rows with PostgreSQL's COPY; constraints, triggers and foreign keys are checked as usual."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import JSONField, Model

BATCH_ROWS = 20_000


class IdGenerator:
    """Generates UUIDv7 ids as `apps.core.ids.uuid7`, for any time, the same for the same seed."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def make_id(self, moment: datetime) -> UUID:
        """Return an id that sorts by this time."""
        milliseconds = int(moment.timestamp() * 1000)
        value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | self.rng.getrandbits(12) << 64 | 0b10 << 62
        return UUID(int=value | self.rng.getrandbits(62))


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert model instances of one model as they are: the caller has set ids and times."""
    if not rows:
        return
    fields = rows[0]._meta.concrete_fields
    json = {field.attname for field in fields if isinstance(field, JSONField)}

    def value(row: Model, name: str) -> Any:
        field_value = getattr(row, name)
        return connection.ops.adapt_json_value(field_value, None) if name in json else field_value

    names = [field.attname for field in fields]
    insert_values(type(rows[0]), names, ([value(row, name) for name in names] for row in rows))


def insert_values(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows with these columns (attribute names), `MAX_GROUPS` rows per statement."""
    quote = connection.ops.quote_name
    by_name = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quote(by_name[name]) for name in names)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    left = iter(rows)
    while batch := list(islice(left, BATCH_ROWS)):
        with connection.cursor() as cursor, cursor.copy(statement) as into:
            for row in batch:
                into.write_row(row)


def analyze_tables(*models: type[Model]) -> None:
    """Run ANALYZE on these tables, so that the query planner knows their size."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
