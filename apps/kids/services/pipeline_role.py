"""The role by which the outside pipeline signs in to the database. It belongs to the whole server."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction

from apps.core import database_roles
from apps.core.database_roles import RoleRefused, fetch
from apps.kids.pipeline.rights import get_limits
from apps.kids.pipeline.tables import SCHEMA

COMMAND = "manage.py ml_role"
TLS_OPTIONS = ("sslmode", "sslrootcert")
OWN_SQL = """
SELECT 1 FROM pg_namespace n, aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee
WHERE n.nspname = %(schema)s AND r.rolname = %(role)s AND a.grantee <> n.nspowner
"""
HELD_SQL = """
SELECT r.rolname FROM pg_namespace n, aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee
WHERE n.nspname = %(schema)s AND a.grantee <> n.nspowner ORDER BY 1
"""


def make_role(name: str, *, password: str = "", new_password: bool = False) -> tuple[str, list[str]]:
    """Make the role, or give an existing one its rights and limits again. Return the password that was made for it, ""
    for none, and what a superuser should still run. Raise RoleRefused with what to do; nothing has changed then.
    """
    database_roles.check_name(name)
    database_roles.check_password(password)
    with transaction.atomic():
        is_new = not database_roles.role_exists(name)
        made = database_roles.make_password() if not password and (is_new or new_password) else ""
        if not is_new and not is_role_of_pipeline(name):
            database_roles.refuse_role_of_others(name)
        database_roles.set_up_role(name, get_limits(), password=password or made)
        database_roles.close_what_everybody_may()
        database_roles.grant_rights(name, get_limits().tables)
        if excess := database_roles.find_excess(name, get_limits()):
            raise RoleRefused(f"{name} could do more than use the tables of the pipeline: {'; '.join(excess)}.")
    return made, database_roles.list_statements_against_writing()


def drop_role(name: str) -> None:
    """Take the role away; the tables stay. Raise RoleRefused where it is no role of the pipeline, and with what a
    superuser has to run; nothing has changed then.
    """
    if not is_role_of_pipeline(name):
        raise RoleRefused(f"{name} is no role of the pipeline.")
    with transaction.atomic():
        database_roles.revoke_rights(name, SCHEMA)
        database_roles.drop_role(name, SCHEMA)


def is_role_of_pipeline(name: str) -> bool:
    """Return whether a role has rights on the schema of the pipeline, without owning it."""
    return bool(fetch(OWN_SQL, schema=SCHEMA, role=name))


def list_roles() -> list[str]:
    """Return the roles that have rights on the schema, and that of the environment."""
    named = [settings.ENV.ml_db_user] if settings.ENV.ml_db_user else []
    return sorted({*named, *(name for (name,) in fetch(HELD_SQL, schema=SCHEMA))})


def find_problems() -> list[str]:
    """Return what is wrong with the roles of the pipeline, with the command to run; nothing where there is none."""
    roles, problems = list_roles(), []
    for name in roles:
        problems += database_roles.find_problems_of_role(name, get_limits(), again=f"run {COMMAND} {name}")
    if roles and database_roles.is_superuser() and database_roles.list_open_functions():
        problems.append(f"every role may make large objects: run {COMMAND} {roles[0]}")
    return problems


def can_sign_in() -> bool:
    """Return whether the role that `ML_DB_USER` names signs in with its password."""
    try:
        with _sign_in():
            return True
    except psycopg.Error:
        return False


def find_sign_in_problem() -> str:
    """Sign in as `ML_DB_USER` says. Return why that fails; "" where it does not, and where no role is named."""
    if not settings.ENV.ml_db_user:
        return ""
    try:
        with _sign_in() as link:
            link.execute(f"SELECT FROM {SCHEMA}.recommendations LIMIT 1")
    except psycopg.Error as error:
        return str(error).strip().partition("\n")[0]
    return ""


def get_tls_options() -> dict[str, Any]:
    """Return how DATABASE_URL checks who its server is, if the role signs in to the same server."""
    database = connection.settings_dict
    if settings.ENV.ml_db_host != database["HOST"]:
        return {}
    return {name: database["OPTIONS"][name] for name in TLS_OPTIONS if name in database["OPTIONS"]}


def _sign_in() -> "psycopg.Connection[tuple[Any, ...]]":
    env = settings.ENV
    return psycopg.connect(
        host=env.ml_db_host,
        port=env.ml_db_port,
        dbname=env.ml_db_name,
        user=env.ml_db_user,
        password=env.ml_db_password,
        connect_timeout=5,
        **get_tls_options(),
    )
