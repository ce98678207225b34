"""Database roles and privileges of a backup: missing roles are created, existing ones stay unchanged."""

import re
from dataclasses import dataclass, field
from typing import Any

from psycopg import sql

ROLE_NAME = r'("(?:[^"]|"")*"|[^\s;"]+)'
CREATE_ROLE = re.compile(rf"CREATE ROLE {ROLE_NAME};")
ALTER_ROLE = re.compile(rf"(?:ALTER ROLE|COMMENT ON ROLE) {ROLE_NAME} (?!IN DATABASE)")
GRANT_ROLE = re.compile(rf"(GRANT {ROLE_NAME} TO {ROLE_NAME}.*?)( GRANTED BY {ROLE_NAME})?;")


@dataclass
class RolePlan:
    """SQL to run first, the roles that it creates, and missing roles that cannot be created here."""

    statements: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def plan_roles(roles_dump: str, *, needed_roles: list[str], existing_roles: set[str], is_superuser: bool) -> RolePlan:
    """Return what to do about the roles that a database needs, from the output of `pg_dumpall` for the whole cluster.

    Existing roles keep their passwords and privileges. Only a superuser may create others.
    """
    missing = [name for name in needed_roles if name not in existing_roles]
    if not is_superuser:
        return RolePlan(missing=missing)
    role_plan, known_roles = RolePlan(), existing_roles | set(missing)
    for line in roles_dump.splitlines():
        if made := CREATE_ROLE.match(line):
            name = unquote_name(made[1])
            if name in missing:
                role_plan.created.append(name)
                role_plan.statements.append(line)
        elif changed := ALTER_ROLE.match(line):
            if unquote_name(changed[1]) in missing:
                role_plan.statements.append(line)
        elif (member := GRANT_ROLE.match(line)) and unquote_name(member[3]) in missing:
            role_plan.statements += [f"{member[1]};"] if unquote_name(member[2]) in known_roles else []
    role_plan.missing = [name for name in missing if name not in role_plan.created]
    return role_plan


def unquote_name(name: str) -> str:
    """Return a name without its quotes."""
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def build_database_grants(database: str, rows: list[Any], roles: set[str]) -> list[str]:
    """Return SQL for the privileges on the database itself, of PUBLIC and of those of `roles` that exist."""
    if not rows:
        return []
    name = sql.Identifier(database).as_string()
    lines = [f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;"]
    for role, right, further in rows:
        if role and role not in roles:
            continue
        whom = sql.Identifier(role).as_string() if role else "PUBLIC"
        lines.append(f"GRANT {right} ON DATABASE {name} TO {whom}{' WITH GRANT OPTION' if further else ''};")
    return lines
