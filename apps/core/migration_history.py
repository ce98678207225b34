"""Which migrations this code knows: those in its files, and the former ones that a squashed migration replaces."""

from collections.abc import Iterable

from django.db.migrations.loader import MigrationLoader

MigrationKey = tuple[str, str]
"""App label and name of a migration."""


def list_known_migrations(loader: MigrationLoader) -> set[MigrationKey]:
    """Return the migrations of the files and all that these replace."""
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return set(loader.disk_migrations) | replaced


def find_partly_applied_squashed_migrations(
    loader: MigrationLoader, applied: Iterable[MigrationKey]
) -> list[MigrationKey]:
    """Return squashed migrations of which the database has only a part: it is older than this code can migrate."""
    present = set(applied)
    return sorted(
        key
        for key, migration in loader.disk_migrations.items()
        if key not in present and present.intersection(migration.replaces) not in (set(), set(migration.replaces))
    )


def find_unknown_migrations(loader: MigrationLoader, applied: Iterable[MigrationKey]) -> list[MigrationKey]:
    """Return applied migrations of apps of this code that it does not know: a newer release made them."""
    ours = {app for app, _name in loader.disk_migrations}
    return sorted(key for key in set(applied) - list_known_migrations(loader) if key[0] in ours)
