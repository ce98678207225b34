"""Roles and rights of a backup in the database it comes into: what is missing is made, what is there stays as it is."""

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
    """SQL to run first, the roles it makes, and those that nobody here may make."""

    statements: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def plan_roles(dumped: str, *, wanted: list[str], there: set[str], is_superuser: bool) -> RolePlan:
    """What to do about the roles that a database needs, from what `pg_dumpall` wrote of all of its cluster.

    A role that is there keeps its password and its rights. Only a superuser may make the others.
    """
    found = RolePlan()
    missing = [name for name in wanted if name not in there]
    if not is_superuser:
        found.absent = missing
        return found
    known = there | set(missing)
    for line in dumped.splitlines():
        if made := CREATE_ROLE.match(line):
            name = unquote_name(made[1])
            if name in missing:
                found.made.append(name)
                found.statements.append(line)
        elif changed := ALTER_ROLE.match(line):
            if unquote_name(changed[1]) in missing:
                found.statements.append(line)
        elif (
            (member := GRANT_ROLE.match(line))
            and unquote_name(member[3]) in missing
            and unquote_name(member[2]) in known
        ):
            found.statements.append(f"{member[1]};")
    found.absent = [name for name in missing if name not in found.made]
    return found


def unquote_name(name: str) -> str:
    """A name without its quotes."""
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def build_database_grants(database: str, rows: list[Any], roles: set[str]) -> list[str]:
    """SQL for the rights on the database itself that everybody, and those roles of `database_roles`, had."""
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
