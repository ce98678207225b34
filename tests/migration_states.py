"""Helpers for tests of data migrations: models before and after a migration."""

from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def use_empty_database():
    """Within the block, the connection uses an empty database."""
    base_name = connection.settings_dict["NAME"]
    own = f"{base_name}_before"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE template0')
    _switch_database(own)
    try:
        yield
    finally:
        _switch_database(base_name)
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')


def migrate_to(*targets):
    """Migrate to these targets and return the models of that state."""
    return MigrationExecutor(connection).migrate(list(targets)).apps


def migrate_to_before(app, name):
    """Migrate to the state before a migration and return the models of that state."""
    dependencies = MigrationExecutor(connection).loader.get_migration(app, name).dependencies
    return migrate_to(next(dependency for dependency in dependencies if dependency[0] == app))


def _switch_database(database):
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = database
