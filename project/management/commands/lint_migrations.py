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
        releases = migration_lint.read_releases()
        loader = MigrationLoader(connection, replace_migrations=True)
        new = migration_lint.find_unreleased_migrations(loader, releases["released"])
        problems = migration_lint.find_unsafe_operations(loader, new, releases.get("exceptions", ()))
        for problem in problems:
            self.stdout.write(f"{problem.migration}: {problem.rule}\n    {problem.text}")
        if problems:
            raise CommandError("Not safe on a running centre. Change them, or list them in project/releases.toml.")
        self.stdout.write(f"{len(new)} new migrations, all safe on a running centre")
