"""`manage.py lint_migrations`: check that migrations since the last release are safe on a running centre."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from project import migration_lint


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Refuse new migrations that block a running centre or break the previous release (project/releases.toml)."

    def handle(self, *args: Any, **options: Any) -> None:
        told = migration_lint.releases()
        loader = MigrationLoader(connection, replace_migrations=True)
        new = migration_lint.new_migrations(loader, told["released"])
        found = migration_lint.objections(loader, new, told.get("exceptions", ()))
        for one in found:
            self.stdout.write(f"{one.migration}: {one.rule}\n    {one.text}")
        if found:
            raise CommandError("Not safe on a running centre. Change them, or list them in project/releases.toml.")
        self.stdout.write(f"{len(new)} new migrations, all safe on a running centre")
