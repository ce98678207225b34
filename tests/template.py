"""The migrated database that test databases are copies of: the first worker of a run makes it, all others copy.

It stays with the server, under a name that ends in a hash of what it was made of, until other code makes its own.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def name_of(connection: Any) -> str:
    """The template of this code's databases on the server of `connection`. Whoever asks first migrates it, which takes
    half a minute; others wait for that. Templates of other code are dropped.
    """
    base = f"{connection.settings_dict['NAME'][:32]}_template_"
    name = base + _digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [base])  # goes with the cursor's connection
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [base])
        standing = {found for (found,) in cursor.fetchall()}
        if name not in standing:
            for other in standing:
                cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{base}new"')
            with using(connection, f"{base}new"):
                call_command("migrate", run_syncdb=True, verbosity=0)
            cursor.execute(f'ALTER DATABASE "{base}new" RENAME TO "{name}"')
    return name


@contextmanager
def using(connection: Any, database: str) -> Iterator[None]:
    """`connection` is to that database, and to its own again afterwards."""
    own = connection.settings_dict["NAME"]
    _turn(connection, database)
    try:
        yield
    finally:
        _turn(connection, own)


def _turn(connection: Any, database: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = database


def _digest() -> str:
    """Of Django's version and all Python of our apps, since migrations name functions and fields that stand there."""
    whole = hashlib.sha256(django.__version__.encode())
    folders = {Path(app.path).resolve() for app in apps.get_app_configs()}
    files = {file for folder in folders if folder.is_relative_to(ROOT) for file in folder.rglob("*.py")}
    for file in sorted(files):
        whole.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:16]
