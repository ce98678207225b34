"""The migrated template database: the first xdist worker creates it, test databases are copies of it.

Its name ends in a hash of what it is made from; it stays on the server until another one is created.
"""

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from project.structure import STRUCTURE, hash_migrations

ROOT = Path(__file__).resolve().parent.parent


def get_template_name(connection):
    """Return the name of the template database for this code on the server of `connection`.

    The first caller creates it, others wait. Templates of other code are dropped.
    """
    base = f"{connection.settings_dict['NAME'][:32]}_template_"
    name = base + _hash_code()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [base])  # goes with the cursor's connection
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [base])
        standing = {results for (results,) in cursor.fetchall()}
        if name not in standing:
            for other in standing:
                cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{base}new"')
            with use_database(connection, f"{base}new"):
                call_command("migrate", run_syncdb=True, verbosity=0)
            cursor.execute(f'ALTER DATABASE "{base}new" RENAME TO "{name}"')
    return name


@contextmanager
def use_database(connection, database):
    """Within the block, `connection` uses another database."""
    own = connection.settings_dict["NAME"]
    _switch_database(connection, database)
    try:
        yield
    finally:
        _switch_database(connection, own)


def _switch_database(connection, database):
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = database


def _hash_code():
    """Return a hash of Django's version, the first values of settings in the environment, the migrations with their
    structure, and the tests' own models, which have no migrations.
    """
    first_values = sorted(item for item in os.environ.items() if item[0].startswith("SETTINGS_"))
    digest = hashlib.sha256(f"{django.__version__} {first_values} {hash_migrations()}".encode())
    for file in (STRUCTURE, *sorted(ROOT.glob("tests/jobs/sample/*.py"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
