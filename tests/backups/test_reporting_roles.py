"""A centre whose reporting tools read the database: a restore brings views and roles back, or says what to run."""

from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.analytics.reporting import execute, make_role, remove_roles
from tests.backups.conftest import back_up, environ, fetch_rows, restore_words
from tests.backups.test_commands import owner  # noqa: F401
from tests.processes import run_python


@pytest.fixture
def role(transactional_db):
    """A role of reports with the views, and its password."""
    name = f"{connection.settings_dict['NAME']}_bi"
    remove_roles(name)
    try:
        yield name, make_role(name, "--money")
    finally:
        remove_roles(name)


@pytest.mark.slow  # 30 s
def test_owner_without_superuser_is_told_what_to_run(role, owner, empty, key, tmp_path):  # noqa: F811
    back_up(tmp_path / "to", key[1], no_record=True)
    parts, database = psycopg.conninfo.conninfo_to_dict(owner), urlsplit(empty).path.strip("/")
    url = f"postgres://{parts['user']}:little@{parts['host']}:{parts['port']}/{database}"
    words = restore_words(tmp_path / "to", url, key[0], tmp_path / "media")
    views = "SELECT count(*) FROM pg_views WHERE schemaname = 'reporting'"
    with_role = run_python([*words, "--planned"], env=environ())
    assert with_role.returncode == 0, with_role.stdout + with_role.stderr
    assert f"run manage.py reporting_role {role[0]} --keep" in with_role.stdout, "everybody may make temporary tables"
    assert fetch_rows(empty, views) == [(8,)]
    execute(f'DROP OWNED BY "{role[0]}"')
    with psycopg.connect(empty) as link:
        link.execute(f'DROP OWNED BY "{role[0]}"')
    execute(f'DROP ROLE "{role[0]}"')
    without = run_python([*words, "--planned", "--replace", database], env=environ())
    assert without.returncode == 0, without.stdout + without.stderr
    assert f"the role {role[0]} is missing: run manage.py reporting_role {role[0]} --keep" in without.stdout
    assert fetch_rows(empty, views) == [(8,)]
    again = run_python(["manage.py", "reporting_role", role[0], "--keep"], env={**environ(), "DATABASE_URL": empty})
    assert "all branches, with money" in again.stdout, again.stderr
    password = again.stdout.partition("shown this once: ")[2].split()[0]
    with psycopg.connect(empty, user=role[0], password=password) as link:
        assert link.execute("SELECT count(*) FROM branches").fetchone() > (0,)
        link.rollback()
    with psycopg.connect(empty) as link:
        link.execute(f'DROP OWNED BY "{role[0]}"')
