"""`manage.py migrate`: Django's command, made safe on a running centre (see `project.safe_migrations`).

After the first migration the settings take their first values from the environment.
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

from apps.core.migration_history import find_partly_applied_squashed_migrations
from apps.settings import initial_values
from project import safe_migrations


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

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        lock_seconds, tries = options.pop("lock_seconds"), options.pop("tries")
        pause_seconds = options.pop("pause_seconds")
        changes = not (options["plan"] or options["check_unapplied"])
        builds = changes and not (options["fake"] or options["fake_initial"])

        def work(check: Callable[[], None]) -> None:
            check()
            if builds:
                safe_migrations.drop_invalid_indexes(connection, self.stdout.write)
            with safe_migrations.reduce_garbage_collection():
                super(Command, self).handle(*args, **options)

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
        except safe_migrations.MigrationBlocked as error:
            raise CommandError(str(error)) from error

    def _refuse_old_databases(self, connection: Any) -> None:
        """Raise CommandError for a database whose migrations a squashed one replaces only in part."""
        applied = MigrationRecorder(connection).applied_migrations()
        if old := find_partly_applied_squashed_migrations(MigrationLoader(None), applied):
            raise CommandError(
                f"This database is older than the release before: {'.'.join(old[0])} replaces only a part of its "
                "migrations. Upgrade it release by release (docs/upgrade.md). Nothing was changed."
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
