"""`manage.py ml_role`: a role that reads raw rows, writes the tables of the pipeline, and can do nothing else."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection
from psycopg import errors

from apps.kids.pipeline.rights import SETTINGS
from apps.kids.pipeline.tables import TABLES
from apps.kids.services.pipeline_role import is_role_of_pipeline
from project.doctor.pipeline import check_pipeline
from tests import factories
from tests.analytics.reporting import execute, signed_in
from tests.kids.forbidden_statements import FORBIDDEN
from tests.kids.pipeline_helpers import (
    WRITTEN,
    fetch,
    get_pseudonym,
    get_variables,
    insert,
    make_ml_role,
    run_ml_role,
    sample_row,
)
from tests.project.doctor_findings import get_levels, get_texts

pytestmark = pytest.mark.django_db(transaction=True)
HELD = """
SELECT n.nspname, c.relname, w.word FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN unnest(%s::text[]) w (word)
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_toast%%' AND has_table_privilege(%s, c.oid, w.word)
"""
WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def test_forbidden_statements_are_refused(ml_role, kid):
    assert len(set(FORBIDDEN)) >= 60
    get_pseudonym(kid)
    password = make_ml_role(ml_role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lo_from_bytea(0, 'of others'), current_user")
        large, owner = cursor.fetchone()
    try:
        with signed_in(ml_role, password) as link:
            for statement in FORBIDDEN:
                with pytest.raises(psycopg.Error) as refused:
                    link.execute(statement.format(large=large, owner=owner, role=ml_role))
                refusals = [errors.InsufficientPrivilege]
                if "_to_xml" in statement:
                    # A server built without libxml has no such function to run.
                    refusals.append(errors.FeatureNotSupported)
                assert isinstance(refused.value, tuple(refusals)), f"{statement}: {refused.value}"
                link.execute("ROLLBACK")
    finally:
        execute(f"SELECT lo_unlink({large})")


def test_the_rights_are_those_of_the_contract_and_no_others(ml_role):
    password = make_ml_role(ml_role)
    wanted = {("ai", table.name): table.rights for table in TABLES}
    held: dict[tuple[str, str], set[str]] = {}
    for schema, name, word in fetch(HELD, list(WORDS), ml_role):
        held.setdefault((schema, name), set()).add(word)
    assert held == wanted
    with signed_in(ml_role, password) as link:
        told = {name: link.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS}
        assert told == {**SETTINGS, "idle_in_transaction_session_timeout": "1min"}


def test_upserts_by_plain_names_work_in_every_table_of_the_pipeline(ml_role, kid):
    password, known = make_ml_role(ml_role), get_pseudonym(kid)
    with signed_in(ml_role, password) as link:
        for table in WRITTEN:
            row = sample_row(table, ml_student_id=known)
            changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in row if name not in table.key)
            upsert = (
                f"INSERT INTO {table.name} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))}) "
                f"ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {changes}"
            )
            for _time in range(2):
                assert link.execute(upsert, list(row.values())).rowcount == 1, table.name
            assert link.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (1,), table.name
        models = next(table for table in TABLES if table.name == "ml_models")
        insert("ml_models", sample_row(models), link=link)


def test_a_superuser_is_told_what_to_run(ml_role):
    account, database = f"{ml_role}_2", connection.settings_dict["NAME"]
    execute(f"DO $$ BEGIN IF to_regrole('{account}') IS NULL THEN CREATE ROLE \"{account}\"; END IF; END $$")
    execute(f'ALTER DATABASE "{database}" OWNER TO "{account}"; SET ROLE "{account}"')
    try:
        with pytest.raises(CommandError) as refused:
            run_ml_role(ml_role)
        told = str(refused.value).partition(":\n")[2]
        assert f'CREATE ROLE "{ml_role}" LOGIN;' in told
        assert f'\\password "{ml_role}"' in told
        assert "SCRAM" not in told
    finally:
        execute(f'RESET ROLE; ALTER DATABASE "{database}" OWNER TO "{connection.settings_dict["USER"]}"')
        execute(f'DROP OWNED BY "{account}"; DROP ROLE "{account}"')


def test_the_role_of_the_environment_gets_its_password(ml_role, settings, monkeypatch):
    given = get_variables(ml_role, "a-password-of-the-vault")
    fields = {name.lower(): value for name, value in given.items()} | {"ml_db_port": int(given["ML_DB_PORT"])}
    settings.ENV = settings.ENV.model_copy(update=fields)
    assert get_levels(check_pipeline()) == ["bad"]
    assert "Run manage.py ml_role" in get_texts(check_pipeline())
    said = run_ml_role()
    assert "vault" not in said
    assert "shown this once" not in said
    assert get_levels(check_pipeline()) == ["ok"]
    password = fetch("SELECT rolpassword FROM pg_authid WHERE rolname = %s", ml_role)
    run_ml_role()
    assert fetch("SELECT rolpassword FROM pg_authid WHERE rolname = %s", ml_role) == password, "it is right already"
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(CommandError, match="12 characters"):
        run_ml_role("--password-stdin")
    settings.ENV = settings.ENV.model_copy(update={"ml_db_name": "of nobody"})
    assert "cannot sign in" in get_texts(check_pipeline())


def test_a_role_that_cannot_be_dropped_keeps_its_rights(ml_role):
    make_ml_role(ml_role)
    execute(f'CREATE SCHEMA "{ml_role}" AUTHORIZATION "{ml_role}"')
    with pytest.raises(DatabaseError):
        run_ml_role(ml_role, "--drop")
    assert is_role_of_pipeline(ml_role)
    execute(f'DROP SCHEMA "{ml_role}"')
    run_ml_role(ml_role, "--drop")
    assert not is_role_of_pipeline(ml_role)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ml_models", {"name": "x" * 101}),
        ("ml_models", {"parameters": '{"a": "' + "x" * 20_000 + '"}'}),
        ("recommendations", {"skill": "x" * 101}),
        ("lesson_features", {"skills": [str(number) for number in range(5_000)]}),
    ],
)
def test_the_role_cannot_fill_the_disk_with_one_row(ml_role, kid, name, values):
    table = next(table for table in TABLES if table.name == name)
    with signed_in(ml_role, make_ml_role(ml_role)) as link:
        insert(name, sample_row(table, ml_student_id=get_pseudonym(kid)), link=link)
        with pytest.raises(errors.CheckViolation):
            insert(name, sample_row(table, ml_student_id=get_pseudonym(kid), **values), link=link)


def test_too_many_rights_are_found_and_refused(ml_role):
    factories.make_user(factories.Role.STUDENT, "Anvar")
    make_ml_role(ml_role)
    assert "1 roles use" in run_ml_role("--check")
    execute(f'GRANT SELECT ON accounts_user TO "{ml_role}"')
    for words in (["--check"], [ml_role]):
        with pytest.raises(CommandError, match="accounts_user"):
            run_ml_role(*words)
    execute(f'REVOKE SELECT ON accounts_user FROM "{ml_role}"; GRANT DELETE ON ai.recommendations TO "{ml_role}"')
    assert "ai.recommendations" in get_texts(check_pipeline())
    execute(f'REVOKE DELETE ON ai.recommendations FROM "{ml_role}"')
    run_ml_role(ml_role, "--drop")
    assert list(check_pipeline()) == []
    for name in (connection.settings_dict["USER"], "pg_mine", "Talim"):
        with pytest.raises(CommandError):
            run_ml_role(name)
