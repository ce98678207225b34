"""Where a planted text can be found: every table, the store, letters that were not sent, and Redis."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection


def find_tables_with(texts: Iterable[str]) -> set[str]:
    """The tables of which any column of any row has one of the texts in it, in plain or, as bytes, in hexadecimal."""
    wanted = [f"%{form}%" for text in texts for form in (text, text.encode().hex(), json.dumps(text)[1:-1])]
    results = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" t WHERE t::text ILIKE ANY(%s))', [wanted])
            if cursor.fetchone()[0]:
                results.add(table)
    return results


def find_files_with(folder: str, texts: Iterable[str]) -> list[str]:
    """Paths, below a folder, that have one of the texts in their name or their bytes."""
    wanted = [text.casefold().encode() for text in texts]
    return [
        str(path)
        for path in Path(folder).rglob("*")
        if path.is_file() and any(w in str(path).casefold().encode() + path.read_bytes().lower() for w in wanted)
    ]


def find_redis_keys_with(texts: Iterable[str]) -> list[str]:
    """Keys of ours in Redis that have one of the texts in their name or their value."""
    wanted = [text.encode() for text in texts]
    return [key.decode(errors="replace") for key, value in _everything() if any(w in key + value for w in wanted)]


def _everything() -> Iterator[tuple[bytes, bytes]]:
    server = redis.Redis.from_url(settings.ENV.redis_url)
    for key in server.scan_iter(match=f"*{settings.ENV.redis_prefix}*", count=1000):
        yield key, server.dump(key) or b""
