"""`manage.py migrate`: Django's command, made safe on a running centre (see `project.safe_migrations`).

An empty database is made from `structure.sql` (see `project.structure`), any other one by its migrations. After the
first migration the settings take their first values from the environment.
"""

import os
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from apps.core.migration_history import find_partly_applied_squashed_migrations, find_unknown_migrations
from apps.settings import initial_values
from project import safe_migrations, structure


class Command(migrate.Command):
    help = migrate.Command.help + " Waits for locks briefly and tries again, so users are not blocked."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--lock-seconds", type=float, default=safe_migrations.LOCK_SECONDS, help="the longest wait for a table"
        )
        parser.add_argument("--tries", type=int, default=safe_migrations.TRIES, help="how often to try for a lock")
        parser.add_argument(
            "--pause-seconds", type=float, default=safe_migrations.PAUSE_SECONDS, help="between two tries for a lock"
        )
        parser.add_argument(
            "--from-history", action="store_true", help="run all migrations, also where structure.sql could be loaded"
        )
        parser.add_argument(
            "--if-needed", action="store_true", help="end at once when these migrations are all applied"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        lock_seconds, tries = options.pop("lock_seconds"), options.pop("tries")
        pause_seconds = options.pop("pause_seconds")
        from_history, if_needed = options.pop("from_history"), options.pop("if_needed")
        changes = not (options["plan"] or options["check_unapplied"])
        builds = changes and not (options["fake"] or options["fake_initial"])
        loads = builds and not (from_history or options["app_label"]) and options["database"] == DEFAULT_DB_ALIAS
        if if_needed and loads and structure.is_database_current(connection):
            self.stdout.write("  No migrations to apply.")
            self._apply_first_values(verbosity=options["verbosity"])
            return

        def work(check: Callable[[], None]) -> None:
            check()
            # The launcher loaded the structure and was stopped; the code may have more migrations than that structure.
            lacks_rows = loads and structure.lacks_first_rows(connection)
            if loads and structure.is_database_empty(connection):
                self._load_structure(connection, verbosity=options["verbosity"])
            if builds:
                safe_migrations.drop_invalid_indexes(connection, self.stdout.write)
            with safe_migrations.reduce_garbage_collection():
                super(Command, self).handle(*args, **options)
            if lacks_rows:
                structure.add_first_rows(connection)

        patience = {"tries": tries, "pause_seconds": pause_seconds, "say": self.stdout.write}
        self._refuse_old_databases(connection)
        try:
            with (
                safe_migrations.hold_migration_lock(connection, **patience)
                if changes
                else nullcontext(lambda: None) as check
            ):
                safe_migrations.retry_on_lock_timeout(
                    lambda: work(check), connection, lock_seconds=lock_seconds, **patience
                )
                if changes and _are_settings_migrated(options["database"]):
                    self._apply_first_values(verbosity=options["verbosity"])
        except (safe_migrations.MigrationBlocked, structure.StructureError) as error:
            raise CommandError(str(error)) from error

    def _load_structure(self, connection: Any, *, verbosity: int) -> None:
        """Make everything in an empty database. Do nothing when the file is of other migrations: they run then."""
        if not structure.is_structure_current():
            self.stdout.write(
                "  structure.sql is not of these migrations, so all of them run. Renew it: ./talim generate"
            )
            return
        structure.load_structure(connection)
        if verbosity:
            self.stdout.write("  Tables and first rows made from structure.sql.")

    def _refuse_old_databases(self, connection: Any) -> None:
        """Raise CommandError for a database whose migrations a squashed one replaces only in part.

        Name a newer release that was here: this one runs on its database, too (docs/upgrade.md).
        """
        applied = MigrationRecorder(connection).applied_migrations()
        loader = MigrationLoader(None)
        if unknown := find_unknown_migrations(loader, applied):
            self.stdout.write(
                f"  A newer release migrated this database: {'.'.join(unknown[0])} and {len(unknown) - 1} more "
                "migrations are not in this code. They stay."
            )
        if old := find_partly_applied_squashed_migrations(loader, applied):
            raise CommandError(
                "This database is older than the release before, or of a commit between releases: "
                f"{'.'.join(old[0])} replaces only a part of its migrations. Upgrade it release by release "
                "(docs/upgrade.md). Nothing was changed."
            )

    def _apply_first_values(self, *, verbosity: int) -> None:
        try:
            taken = initial_values.apply_initial_settings(os.environ)
        except initial_values.InitialValuesError as error:
            lines = "\n".join(f"  {line}" for line in error.lines)
            raise CommandError(
                f"The first values of the settings are not usable:\n{lines}\nSee docs/settings.md."
            ) from error
        if taken and verbosity:
            self.stdout.write(f"First values taken from the environment: {', '.join(taken)}")


def _are_settings_migrated(alias: str) -> bool:
    """Return whether every migration of apps.settings is applied to the default database."""
    if alias != DEFAULT_DB_ALIAS:
        return False
    executor = MigrationExecutor(connections[alias])
    return not executor.migration_plan([key for key in executor.loader.graph.leaf_nodes() if key[0] == "settings"])
