"""`manage.py reporting_role`: a role that signs in to the database, reads its views, and can do nothing else."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError
from django.db import connection
from psycopg import errors

from apps.analytics.reporting_rights import SETTINGS
from apps.analytics.reporting_views import list_views
from apps.settings.models import Branch
from project.doctor.facts import check_reporting
from tests import factories
from tests.analytics.reporting import execute, make_role, read, run_role_command, signed_in
from tests.processes import get_test_database_url
from tests.project.doctor_findings import get_levels, get_texts

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Kanareika"
RELATIONS = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
"""
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
TRICKS = [
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "CREATE TEMP TABLE mine (id int)",
    "CREATE TABLE public.mine (id int)",
    "CREATE TABLE reporting.mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION dblink",
    "CREATE ROLE mine",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY (SELECT 1) TO '/tmp/mine'",
    "SELECT pg_read_file('/etc/hostname')",
    "SELECT pg_ls_dir('/')",
    "SELECT pg_stat_file('/etc/hostname')",
    "SELECT lo_import('/etc/hostname')",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'text')",
    "SELECT lo_get({large})",
    "SELECT query_to_xml('SELECT * FROM public.accounts_user', true, true, '')",
    "SELECT table_to_xml('public.accounts_user', true, true, '')",
    "SELECT * FROM ts_stat('SELECT to_tsvector(phone) FROM public.accounts_user')",
    "UPDATE reporting.branches SET branch = 'Mine'",
    "INSERT INTO reporting.role_grants VALUES (current_user, NULL, true)",
    "SELECT * FROM reporting.role_grants",
    "DROP VIEW reporting.branches",
    "CREATE OR REPLACE VIEW reporting.branches AS SELECT 1",
    "BEGIN; LOCK TABLE public.accounts_user",
]


def count(link, query, *values):
    return link.execute(query, values).fetchone()[0]


def list_names(link, condition):
    """Functions that the role may call."""
    asked = "SELECT p.proname FROM pg_proc p WHERE has_function_privilege(current_user, p.oid, 'EXECUTE') AND "
    return {name for (name,) in link.execute(asked + condition).fetchall()}


def test_every_relation_but_the_views_is_closed(role):
    """A canary stands in a row, in its statistics, and in the query of another session."""
    for letter in "abcde":
        factories.make_user(factories.Role.STUDENT, CANARY + letter)
    execute(f"UPDATE accounts_user SET first_name = '{CANARY}'")
    execute("ANALYZE accounts_user")
    shown = "SELECT count(*) FROM pg_stats WHERE position(%s IN pg_stats::text) > 0"
    password = make_role(role, "--money")
    views = {("reporting", view.name) for view in list_views()}
    with signed_in(role, password) as link, psycopg.connect(get_test_database_url()) as other:
        assert count(other, shown, CANARY) > 0, "the control"
        other.execute(f"SELECT '{CANARY}'")
        readable, own = set(), {"pg_catalog", "information_schema"}
        for schema, name in link.execute(RELATIONS).fetchall():
            try:
                rows = str(link.execute(f'SELECT * FROM "{schema}"."{name}"').fetchall())
            except (errors.InsufficientPrivilege, errors.FeatureNotSupported, errors.ObjectNotInPrerequisiteState):
                continue
            assert CANARY not in rows, name
            readable.add((schema, name))
            for right in WRITES:
                relation = f'"{schema}"."{name}"'
                assert not count(link, "SELECT has_table_privilege(%s, %s)", relation, right) or name == "pg_settings"
        assert {pair for pair in readable if pair[0] not in own} == views
        assert len(readable) > 100
        assert count(link, shown, CANARY) == 0


def test_no_function_writes_or_reads_files(role):
    password = make_role(role)
    with signed_in(role, password) as link:
        own = "p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
        direct = "p.prorettype <> 'trigger'::regtype"
        assert list_names(link, f"{own} AND p.provolatile = 'v' AND {direct}") <= {"set_limit"}
        assert list_names(link, f"p.prosecdef AND {direct}") == set()
        files = "p.proname ~ '^(pg_read_|pg_ls_|pg_stat_file|pg_file_|lo_(import|export|crea|from)|dblink|pg_reload)'"
        assert list_names(link, files) <= {"pg_read_file_old"}, "which refuses by itself"


def test_no_trick_opens_anything_even_in_a_writing_transaction(role):
    password = make_role(role, "--money")
    with connection.cursor() as cursor:
        cursor.execute("SELECT lo_from_bytea(0, 'of others'), current_user")
        large, owner = cursor.fetchone()
    try:
        with signed_in(role, password) as link:
            told = {name: count(link, f"SHOW {name}") for name in SETTINGS}
            assert told == {**SETTINGS, "idle_in_transaction_session_timeout": "1min"}
            link.execute("SET default_transaction_read_only = off")
            for trick in TRICKS:
                with pytest.raises(psycopg.Error) as refused:
                    link.execute(trick.format(large=large, owner=owner))
                refusals = [errors.InsufficientPrivilege, errors.ObjectNotInPrerequisiteState]
                if "_to_xml" in trick:
                    # A server built without libxml has no such function to run.
                    refusals.append(errors.FeatureNotSupported)
                assert isinstance(refused.value, tuple(refusals)), trick
                link.execute("ROLLBACK")
    finally:
        execute(f"SELECT lo_unlink({large})")


def test_role_is_made_again_with_other_rights(role, monkeypatch):
    other = Branch.objects.create(name="Second")
    password = make_role(role)
    assert len(read(role, password, "SELECT * FROM branches")) == 2
    assert run_role_command(role, "--branch", "second", "--money").count("1 branches, with money") == 1
    assert read(role, password, "SELECT branch_id FROM branches") == [(other.pk,)]
    assert "money_received" in str(read(role, password, "SELECT measure FROM measures"))
    assert "1 branches, with money" in run_role_command(role, "--keep")
    monkeypatch.setattr("sys.stdin", StringIO("a password of the vault\n"))
    assert "vault" not in run_role_command(role, "--password-stdin")
    assert read(role, "a password of the vault", "SELECT count(*) FROM measures WHERE measure LIKE 'money%'") == [(0,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [role])
        assert cursor.fetchone()[0].startswith("SCRAM-SHA-256$")
    own = connection.settings_dict["USER"]
    for words in ((role, "--branch", "nowhere"), ("pg_mine",), ("Talim",), (own,)):
        with pytest.raises(CommandError):
            run_role_command(*words)


def test_last_role_takes_the_schema_along(role):
    password = make_role(role)
    make_role(f"{role}_2")
    run_role_command(role, "--drop")
    with pytest.raises(psycopg.OperationalError):
        read(role, password, "SELECT 1")
    assert "1 roles read reports" in run_role_command("--check")
    run_role_command(f"{role}_2", "--drop")
    assert "0 roles" in run_role_command("--check")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('reporting')")
        assert cursor.fetchone() == (None,)


def test_account_without_createrole_says_what_a_superuser_runs(role):
    account = f"{role}_2"
    database = connection.settings_dict["NAME"]
    execute(f'CREATE ROLE "{account}"; ALTER DATABASE "{database}" OWNER TO "{account}"')
    execute("GRANT EXECUTE ON FUNCTION lo_creat(integer) TO PUBLIC")
    execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{account}"; SET ROLE "{account}"')
    try:
        with pytest.raises(CommandError) as refused:
            run_role_command(role)
        told = str(refused.value).partition(":\n")[2]
        assert f'CREATE ROLE "{role}" LOGIN;' in told
        assert f'\\password "{role}"' in told
        execute("RESET ROLE")
        execute(told.replace(f'\\password "{role}"', f"ALTER ROLE \"{role}\" PASSWORD 'of the superuser'"))
        execute(f'SET ROLE "{account}"')
        assert "REVOKE EXECUTE ON FUNCTION lo_creat(integer) FROM PUBLIC;" in run_role_command(role)
        assert read(role, "of the superuser", "SELECT count(*) FROM branches") == [(1,)]
    finally:
        execute(f'RESET ROLE; ALTER DATABASE "{database}" OWNER TO "{connection.settings_dict["USER"]}"')


def test_doctor_tells_of_old_views_and_of_too_many_rights(role):
    assert list(check_reporting()) == []
    make_role(role)
    assert get_levels(check_reporting()) == ["ok"]
    execute("COMMENT ON SCHEMA reporting IS 'of an older release'")
    assert "Run manage.py reporting_role." in get_texts(check_reporting())
    assert "renewed" in run_role_command()
    assert get_levels(check_reporting()) == ["ok"]
    execute(f'GRANT SELECT ON accounts_user TO "{role}"')
    assert get_levels(check_reporting()) == ["bad"]
    assert "public.accounts_user" in get_texts(check_reporting())
    with pytest.raises(CommandError, match="accounts_user"):
        run_role_command(role, "--keep")
    execute(f'REVOKE SELECT ON accounts_user FROM "{role}"')
    run_role_command("--drop-views")
    assert get_levels(check_reporting()) == ["bad", "bad"]
    run_role_command()
    assert get_levels(check_reporting()) == ["ok"]
