"""The migrated template database: the first xdist worker creates it, test databases are copies of it.

Its name ends in a hash of the code; it stays on the server until other code creates its own. A dump stays in
`var/tests`, so a new server does not need to run the migrations.
"""

import hashlib
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command

from apps.backups.errors import BackupError
from apps.backups.postgres_programs import build_database_target, find_postgres_programs
from project.launcher.files import hold_file_lock

ROOT = Path(__file__).resolve().parent.parent
DUMP_FOLDER = ROOT / "var" / "tests"


def get_template_name(connection):
    """Return the name of the template database for this code on the server of `connection`.

    The first caller creates it (half a minute without a dump), others wait. Templates of other code are dropped.
    """
    base = f"{connection.settings_dict['NAME'][:32]}_template_"
    digest = _hash_code()
    name = base + digest
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
                _migrate_or_restore(connection, digest)
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


def _migrate_or_restore(connection, digest):
    """Restore the dump of the same code and server version, or migrate and write a dump.

    Of parallel runs one migrates and the others wait for its dump. Without PostgreSQL's programs there is no dump.
    """
    server = connection.pg_version // 10000
    try:
        tools = find_postgres_programs(minimum_version=server, server_version=server)
    except BackupError:
        call_command("migrate", run_syncdb=True, verbosity=0)
        return
    DUMP_FOLDER.mkdir(parents=True, exist_ok=True)
    with hold_file_lock(DUMP_FOLDER / "lock", "Another run makes the tests' database."):
        dump = DUMP_FOLDER / f"{digest}-{server}.dump"
        if dump.is_file():
            _restore_dump(connection, tools["pg_restore"], dump)
        else:
            call_command("migrate", run_syncdb=True, verbosity=0)
            _write_dump(connection, tools["pg_dump"], dump, instead_of=DUMP_FOLDER.glob(f"*-{server}.dump"))


def _restore_dump(connection, program, dump):
    database = build_database_target(connection.settings_dict)
    words = [program, "--exit-on-error", "--no-owner", f"--dbname={database.connection_string}", dump]
    try:
        subprocess.run(words, env=database.build_environment(), check=True)
    except subprocess.CalledProcessError:
        dump.unlink()  # the next run migrates
        raise


def _write_dump(connection, program, dump, *, instead_of):
    for other in instead_of:
        other.unlink(missing_ok=True)
    database = build_database_target(connection.settings_dict)
    new = DUMP_FOLDER / f"{connection.settings_dict['NAME']}.new"
    words = [program, "--format=custom", "--compress=1", f"--file={new}", database.connection_string]
    subprocess.run(words, env=database.build_environment(), check=True)
    new.rename(dump)


def _switch_database(connection, database):
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = database


def _hash_code():
    """Return a hash of Django's version, the first values of settings in the environment, and all Python of our apps:
    migrations use functions and fields from there.
    """
    first_values = sorted(item for item in os.environ.items() if item[0].startswith("SETTINGS_"))
    digest = hashlib.sha256(f"{django.__version__} {first_values}".encode())
    folders = {Path(app.path).resolve() for app in apps.get_app_configs()}
    files = {file for folder in folders if folder.is_relative_to(ROOT) for file in folder.rglob("*.py")}
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
