"""Roles of the database server beside the account of the platform: made by a command, and able to do little.

Roles belong to the whole server, so making them needs CREATEROLE. Where the account lacks it, the command says what a
superuser has to run.
"""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import ProgrammingError, connection, transaction
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

NAME = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
LEAST_PASSWORD = 12
PASSWORD = re.compile(r"ALTER ROLE (.+) PASSWORD .*")
PROMPT = r"\\password \1"
"""psql asks for the password, so that no file and no log has it."""
ATTRIBUTES = {
    "rolsuper": "NOSUPERUSER",
    "rolcreatedb": "NOCREATEDB",
    "rolcreaterole": "NOCREATEROLE",
    "rolreplication": "NOREPLICATION",
    "rolbypassrls": "NOBYPASSRLS",
}
WRITERS = ("lo_creat", "lo_create", "lo_from_bytea")
"""Functions of PostgreSQL that write for everybody: they make large objects. Their signatures are those of all
versions, so a dump with these rights can be restored by a newer one."""
RELATIONS_SQL = """
SELECT n.nspname, c.relname, r.word FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES', 'DELETE', 'TRUNCATE', 'TRIGGER']) r (word)
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%%'
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND CASE
    WHEN r.word IN ('DELETE', 'TRUNCATE', 'TRIGGER') THEN has_table_privilege(%(role)s, c.oid, r.word)
    ELSE has_any_column_privilege(%(role)s, c.oid, r.word) END
UNION ALL SELECT n.nspname, c.relname, 'USAGE' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(%(role)s, c.oid, 'USAGE, SELECT, UPDATE') ELSE false END
ORDER BY 1, 2, 3
"""
FUNCTIONS_SQL = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
  AND has_function_privilege(%(role)s, p.oid, 'EXECUTE') ORDER BY 1 LIMIT 5
"""
OTHER_RIGHTS_SQL = """
SELECT format('it may create in schema %%1$I: REVOKE CREATE ON SCHEMA %%1$I FROM PUBLIC', nspname) FROM pg_namespace
WHERE has_schema_privilege(%(role)s, oid, 'CREATE')
UNION ALL SELECT 'it may make temporary tables' WHERE has_database_privilege(%(role)s, current_database(), 'TEMPORARY')
UNION ALL SELECT 'it may make schemas' WHERE has_database_privilege(%(role)s, current_database(), 'CREATE')
UNION ALL SELECT format('it belongs to the role %%I', o.rolname) FROM pg_auth_members m
JOIN pg_roles r ON r.oid = m.member JOIN pg_roles o ON o.oid = m.roleid WHERE r.rolname = %(role)s
"""
OPEN_FUNCTIONS_SQL = """
SELECT p.oid::regprocedure::text FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY(%(names)s) AND a.grantee = 0 ORDER BY 1
"""
USED_SQL = """
SELECT 1 FROM pg_roles r WHERE rolname = %(role)s AND (rolsuper OR EXISTS (SELECT 1 FROM pg_shdepend d WHERE
d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid) OR EXISTS (SELECT 1 FROM pg_auth_members m
WHERE m.member = r.oid))
"""


class RoleRefused(Exception):
    """A database role cannot be made or changed; the text says why and what to do."""


@dataclass(frozen=True)
class RoleLimits:
    """What a kind of role may do: `tables` are rights by schema and table, `purpose` the same in words. `settings` are
    those of each of its sessions, `connections` how many it may have.
    """

    purpose: str
    settings: Mapping[str, str]
    connections: int
    tables: Mapping[tuple[str, str], frozenset[str]]


def check_name(name: str) -> None:
    """Raise RoleRefused for a name that no role may have."""
    if not NAME.fullmatch(name):
        raise RoleRefused("A name has small letters, digits and _, 63 at most, and does not begin with pg_.")


def check_password(password: str) -> None:
    """Raise RoleRefused for a short password; an empty one is none."""
    if password and len(password) < LEAST_PASSWORD:
        raise RoleRefused(f"A password has at least {LEAST_PASSWORD} characters.")


def role_exists(name: str) -> bool:
    """Return whether the server has a role of this name."""
    return bool(fetch("SELECT 1 FROM pg_roles WHERE rolname = %(role)s", role=name))


def refuse_role_of_others(name: str) -> None:
    """Raise RoleRefused for an existing role that owns something, has rights or belongs to other roles."""
    if fetch(USED_SQL, role=name):
        raise RoleRefused(f"The role {name} is used for something else. Choose another name.")


def make_password() -> str:
    """Return a new password."""
    return secrets.token_urlsafe(24)


def set_up_role(name: str, limits: RoleLimits, *, password: str) -> None:
    """Make the role where it is missing, with its limits, and give it the password, if there is one. Raise RoleRefused
    with what a superuser has to run.
    """
    role = sql.Identifier(name).as_string()
    statements = [] if role_exists(name) else [f"CREATE ROLE {role} LOGIN"]
    statements += list_missing_settings(name, limits)
    if password:
        statements.append(f"ALTER ROLE {role} PASSWORD {sql.Literal(_encrypt(name, password)).as_string()}")
    run_as_administrator(statements)


def drop_role(name: str, schema: str = "") -> None:
    """Take a role without rights away. Raise RoleRefused with what a superuser has to run, who takes the rights on
    `schema` from it as well: where the caller rolls back, the role still has them.
    """
    role = sql.Identifier(name).as_string()
    run_as_administrator([f"DROP ROLE {role}"], before=list_revoking_statements(name, schema) if schema else [])


def run_as_administrator(statements: Sequence[str], *, before: Sequence[str] = ()) -> None:
    """Run statements that need CREATEROLE. Raise RoleRefused with all of them where the account lacks it, and with
    those that a superuser has to run `before`.
    """
    try:
        with transaction.atomic():
            for statement in statements:
                run(statement)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        told = "\n".join(f"  {PASSWORD.sub(PROMPT, statement)};" for statement in [*before, *statements])
        raise RoleRefused(
            f"The account of Talim may not do this: {str(error).strip()}. Let a superuser of the server run this with "
            f"psql, then run the command again without a password:\n{told}"
        ) from error


def close_what_everybody_may() -> None:
    """Take from all roles what only owners need: temporary tables, and new tables in `public`."""
    run(f"REVOKE TEMPORARY ON DATABASE {quote_database()} FROM PUBLIC")
    run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    if is_superuser():
        for statement in list_statements_against_writing():
            run(statement)


def list_statements_against_writing() -> list[str]:
    """Return SQL by which a superuser takes the functions that write from everybody."""
    return [f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC" for function in list_open_functions()]


def list_open_functions() -> list[str]:
    """Return the functions of PostgreSQL that write and that everybody may call. Only a superuser can close them."""
    return [row for (row,) in fetch(OPEN_FUNCTIONS_SQL, names=list(WRITERS))]


def list_missing_settings(name: str, limits: RoleLimits) -> list[str]:
    """Return SQL that gives a role its limits; nothing where it has them. A role that is not there yet lacks all."""
    rows = fetch(
        f"SELECT {', '.join(ATTRIBUTES)}, rolcanlogin, rolconnlimit, coalesce(rolconfig, '{{}}') "  # noqa: S608
        "FROM pg_roles WHERE rolname = %(role)s",
        role=name,
    )
    row: Sequence[Any] = rows[0] if rows else [*[False] * len(ATTRIBUTES), True, -1, []]
    *attributes, can_login, limit, config = row
    role = sql.Identifier(name).as_string()
    statements = [
        f"ALTER ROLE {role} {word}" for word, is_set in zip(ATTRIBUTES.values(), attributes, strict=True) if is_set
    ]
    if not can_login:
        statements.append(f"ALTER ROLE {role} LOGIN")
    if limit != limits.connections:
        statements.append(f"ALTER ROLE {role} CONNECTION LIMIT {limits.connections}")
    return statements + [
        f"ALTER ROLE {role} SET {setting} = '{value}'"
        for setting, value in limits.settings.items()
        if f"{setting}={value}" not in config
    ]


def find_excess(name: str, limits: RoleLimits) -> list[str]:
    """Return what a role may do besides its purpose, in words; nothing is as it should be."""
    relations = [
        f"{schema}.{table}"
        for schema, table, word in fetch(RELATIONS_SQL, role=name)
        if word not in limits.tables.get((schema, table), ())
    ]
    relations = list(dict.fromkeys(relations))[:5]
    functions = [row for (row,) in fetch(FUNCTIONS_SQL, role=name)]
    return [
        *([f"it has rights on {', '.join(relations)}"] if relations else []),
        *([f"it may call {', '.join(functions)}"] if functions else []),
        *(row for (row,) in fetch(OTHER_RIGHTS_SQL, role=name)),
        *(f"it lacks a limit: {statement}" for statement in list_missing_settings(name, limits)),
    ]


def find_problems_of_role(name: str, limits: RoleLimits, *, again: str) -> list[str]:
    """Return what is wrong with a role, each with `again`, which says what to do; nothing is as it should be."""
    if not role_exists(name):
        return [f"the role {name} is missing: {again}"]
    if not has_rights(name, limits.tables):
        return [f"the role {name} may not {limits.purpose}: {again}"]
    if excess := find_excess(name, limits):
        return [f"the role {name} could do more than {limits.purpose} ({'; '.join(excess)}): {again}"]
    return []


def has_rights(name: str, tables: Mapping[tuple[str, str], Collection[str]]) -> bool:
    """Return whether a role may do all of this to tables that are there."""
    usage = "SELECT has_schema_privilege(%(role)s, %(schema)s, 'USAGE')"
    asked = "SELECT has_table_privilege(%(role)s, %(table)s, %(word)s)"
    for (schema, table), words in tables.items():
        quoted = sql.Identifier(schema, table).as_string()
        if fetch("SELECT to_regclass(%(table)s)", table=quoted)[0][0] is None:
            return False
        if not fetch(usage, role=name, schema=schema)[0][0]:
            return False
        if not all(fetch(asked, role=name, table=quoted, word=word)[0][0] for word in words):
            return False
    return True


def grant_rights(name: str, tables: Mapping[tuple[str, str], Collection[str]]) -> None:
    """Let a role connect to this database and do this to its tables."""
    role = sql.Identifier(name).as_string()
    run(f"GRANT CONNECT ON DATABASE {quote_database()} TO {role}")
    for schema in dict.fromkeys(schema for schema, _table in tables):
        run(f"GRANT USAGE ON SCHEMA {sql.Identifier(schema).as_string()} TO {role}")
    for (schema, table), words in tables.items():
        run(f"GRANT {', '.join(sorted(words))} ON {sql.Identifier(schema, table).as_string()} TO {role}")


def revoke_rights(name: str, schema: str) -> None:
    """Take all rights on a schema and the right to connect from a role."""
    for statement in list_revoking_statements(name, schema):
        run(statement)


def list_revoking_statements(name: str, schema: str) -> list[str]:
    """Return SQL that takes all rights on a schema and the right to connect from a role."""
    role, quoted = sql.Identifier(name).as_string(), sql.Identifier(schema).as_string()
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {quoted} FROM {role}",
        f"REVOKE ALL ON SCHEMA {quoted} FROM {role}",
        f"REVOKE CONNECT ON DATABASE {quote_database()} FROM {role}",
    ]


def is_superuser() -> bool:
    """Return whether the account of the platform is a superuser."""
    return bool(fetch("SELECT current_setting('is_superuser')")[0][0] == "on")


def quote_database() -> str:
    """Return the name of the database for SQL."""
    return sql.Identifier(str(connection.settings_dict["NAME"])).as_string()


def run(statement: str, **values: Any) -> None:
    """Run a statement as the account of the platform."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def fetch(statement: str, **values: Any) -> list[Any]:
    """Return the rows of a query of the account of the platform."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def _encrypt(name: str, password: str) -> str:
    """Return what the server stores of a password, so that no log of statements has the password itself."""
    connection.ensure_connection()
    link = connection.connection
    return str(link.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode())
