"""The schema `reporting` and its roles: who may sign in to the database to read the views, and nothing else.

Views belong to the account of the platform. Roles belong to the whole server, so making them needs CREATEROLE.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from psycopg import sql

from apps.analytics.reporting_rights import get_limits
from apps.analytics.reporting_views import GRANTS_TABLE, SCHEMA, get_version, list_views
from apps.core import database_roles
from apps.core.database_roles import RoleRefused, fetch, find_excess, run

COMMAND = "manage.py reporting_role"


def make_role(
    name: str, *, branches: Sequence[UUID] | None, money: bool, password: str = "", new_password: bool = False
) -> tuple[str, list[str]]:
    """Make a role that reads the views, or give an existing one these rights. Return the password that was made for
    it, "" for none, and what a superuser should still run.

    `branches` None: all of them. Raise RoleRefused with what to do; nothing has changed then.
    """
    database_roles.check_name(name)
    database_roles.check_password(password)
    with transaction.atomic():
        is_new = not database_roles.role_exists(name)
        made = database_roles.make_password() if not password and (is_new or new_password) else ""
        refresh_views()
        if not is_new and not fetch(f"SELECT 1 FROM {SCHEMA}.role_grants WHERE role = %(role)s", role=name):  # noqa: S608
            database_roles.refuse_role_of_others(name)
        database_roles.set_up_role(name, get_limits(), password=password or made)
        run(
            f"INSERT INTO {SCHEMA}.role_grants VALUES (%(role)s, %(branches)s::uuid[], %(money)s) ON CONFLICT (role) "  # noqa: S608
            "DO UPDATE SET branches = EXCLUDED.branches, money = EXCLUDED.money",
            role=name,
            branches=None if branches is None else list(branches),
            money=money,
        )
        database_roles.close_what_everybody_may()
        database_roles.grant_rights(name, get_limits().tables)
        if excess := find_excess(name, get_limits()):
            raise RoleRefused(f"{name} could do more than read the views: {'; '.join(excess)}.")
    return made, database_roles.list_statements_against_writing()


def drop_role(name: str) -> None:
    """Take a role away; with the last one the schema. Raise RoleRefused where it is none of these roles."""
    if name not in list_roles():
        raise RoleRefused(f"{name} is no role that reads reports.")
    with transaction.atomic():
        exists = database_roles.role_exists(name)
        run(f"DELETE FROM {SCHEMA}.role_grants WHERE role = %(role)s", role=name)  # noqa: S608
        if exists:
            database_roles.revoke_rights(name, SCHEMA)
        if not list_roles():
            run(f"DROP SCHEMA {SCHEMA} CASCADE")
    if exists:
        database_roles.drop_role(name)


def refresh_views() -> bool:
    """Make the schema and the views of this code where they are missing or older. Return whether it did."""
    with transaction.atomic():
        run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        run(GRANTS_TABLE)
        if get_stored_version() == get_version():
            return False
        drop_views()
        for view in list_views():
            run(view.create_sql)
        run(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(SCHEMA), get_version()).as_string())
        for (name,) in fetch(f"SELECT rolname FROM pg_roles WHERE rolname IN ({_ROLES})"):  # noqa: S608
            database_roles.grant_rights(name, get_limits().tables)
    return True


def drop_views() -> None:
    """Drop the views, as before a migration that changes a column that they read. Roles and their rows stay."""
    with transaction.atomic():
        if not fetch("SELECT 1 FROM pg_namespace WHERE nspname = %(schema)s", schema=SCHEMA):
            return
        run(f"COMMENT ON SCHEMA {SCHEMA} IS NULL")
        names = [
            sql.Identifier(SCHEMA, name).as_string()
            for (name,) in fetch("SELECT viewname FROM pg_views WHERE schemaname = %(schema)s", schema=SCHEMA)
        ]
        if names:
            run(f"DROP VIEW {', '.join(names)}")


def get_stored_version() -> str:
    """Return the version of the views that the database has; "" for none."""
    asked = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %(schema)s"
    rows = fetch(asked, schema=SCHEMA)
    return rows[0][0] or "" if rows else ""


def list_roles() -> list[str]:
    """Return the names of the roles that read reports."""
    if fetch("SELECT to_regclass(%(name)s) IS NULL", name=f"{SCHEMA}.role_grants")[0][0]:
        return []
    return [name for (name,) in fetch(f"{_ROLES} ORDER BY role")]


def find_problems() -> list[str]:
    """Return what is wrong with the roles and their views, with the command to run; nothing where there is no role."""
    roles = list_roles()
    if not roles:
        return []
    problems = []
    if get_stored_version() != get_version():
        problems.append(f"the views of schema {SCHEMA} are not those of this release: run {COMMAND}")
    for name in roles:
        problems += database_roles.find_problems_of_role(name, get_limits(), again=f"run {COMMAND} {name} --keep")
    if database_roles.is_superuser() and database_roles.list_open_functions():
        problems.append(f"every role may make large objects: run {COMMAND} {roles[0]} --keep")
    return problems


def get_rights(name: str) -> tuple[list[UUID] | None, bool]:
    """Return the branches (None: all) and the right to money of a role. Raise RoleRefused where it is none."""
    asked = f"SELECT branches, money FROM {SCHEMA}.role_grants WHERE role = %(role)s"  # noqa: S608
    rows = fetch(asked, role=name) if list_roles() else []
    if not rows:
        raise RoleRefused(f"{name} is no role that reads reports yet.")
    return rows[0][0], rows[0][1]


_ROLES = f"SELECT role FROM {SCHEMA}.role_grants"  # noqa: S608
