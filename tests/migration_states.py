"""Helpers for tests of data migrations: models before and after a migration."""

from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.template_database import use_database


@contextmanager
def use_empty_database():
    """Within the block, the connection uses an empty database."""
    own = f"{connection.settings_dict['NAME']}_before"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE template0')
    try:
        with use_database(connection, own):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')


def migrate_to(*targets):
    """Migrate to these targets and return the models of that state."""
    return MigrationExecutor(connection).migrate(list(targets)).apps


def migrate_to_before(app, name):
    """Migrate to the state before a migration and return the models of that state."""
    dependencies = MigrationExecutor(connection).loader.get_migration(app, name).dependencies
    return migrate_to(next(dependency for dependency in dependencies if dependency[0] == app))
