"""A role of reports in tests: made by the command, signed in over a connection of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection

from tests.processes import get_test_database_url


def run_role_command(*words: Any) -> str:
    """What the command said."""
    output = StringIO()
    call_command("reporting_role", *map(str, words), stdout=output)
    return output.getvalue()


def make_role(role: str, *words: Any) -> str:
    """Make a role and return its password."""
    return run_role_command(role, *words).partition("shown this once: ")[2].split()[0]


@contextmanager
def signed_in(role: str, password: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection of the role, in autocommit."""
    with psycopg.connect(get_test_database_url(), user=role, password=password, autocommit=True) as link:
        yield link


def read(role: str, password: str, query: Any) -> list[Any]:
    """What the role reads."""
    with signed_in(role, password) as link:
        return link.execute(query).fetchall()


def execute(statement: str) -> None:
    """Run a statement as the owner of the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def remove_roles(*roles: str) -> None:
    """Take the schema and roles away, whatever a test has left of them, and give back what everybody may."""
    execute("DROP SCHEMA IF EXISTS reporting CASCADE")
    execute(f'GRANT TEMPORARY ON DATABASE "{connection.settings_dict["NAME"]}" TO PUBLIC')
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(roles)])
        for (name,) in cursor.fetchall():
            execute(f'DROP OWNED BY "{name}"; DROP ROLE "{name}"')
