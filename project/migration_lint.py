"""Finds new migrations that would block a running centre or break the previous release.

`squawk` checks the SQL of each migration after the last released one of its app (`project/releases.toml`). Exceptions
that a developer judged to be safe are listed there with the reason.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from project.safe_migrations import reduce_garbage_collection

RELEASES = Path(__file__).with_name("releases.toml")
STYLE_RULES = (
    "prefer-text-field",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-timestamp-tz",
    "prefer-robust-stmts",
    "require-lock-timeout",
    "require-statement-timeout",
    "require-timeout-settings",
    "ban-char-field",
)
"""Rules that do not matter for a running centre; `manage.py migrate` sets the time limits."""
OLDEST_POSTGRES = "15"
ONE_OPERATION = "one-operation-outside-a-transaction"
ADVICE = {
    "ban-drop-default": "The release before this one writes rows without the new column: keep its default in the "
    "database (db_default), or let it be null.",
    "require-concurrent-index-creation": "AddIndexConcurrently, alone in a migration with atomic = False.",
    "constraint-missing-not-valid": "AddConstraintNotValid, and ValidateConstraint in the next migration.",
    "adding-foreign-key-constraint": "Add the column with db_constraint=False and the constraint NOT VALID, validate "
    "it in the next migration; on a small or new column list it as an exception.",
    "ban-drop-column": "Stop using it in one release, drop it in the next.",
    "ban-drop-table": "Stop using it in one release, drop it in the next.",
}


@dataclass(frozen=True)
class MigrationProblem:
    """One problem of a migration (`app.name`): the rule, and what to do."""

    migration: str
    rule: str
    text: str


def read_releases() -> dict[str, Any]:
    """Return the content of `releases.toml`."""
    return tomllib.loads(RELEASES.read_text(encoding="utf-8"))


def find_unreleased_migrations(loader: MigrationLoader, released: Mapping[str, str]) -> list[Migration]:
    """Return the migrations after the last released one of their app. Raise NodeNotFoundError when that is missing."""
    migrations = []
    for app, last in released.items():
        if app not in {config.label for config in apps.get_app_configs()}:
            continue
        before = set(loader.graph.forwards_plan((app, last)))
        migrations += [node for key, node in loader.graph.nodes.items() if node and key[0] == app and key not in before]
    return sorted(migrations, key=lambda migration: (migration.app_label, migration.name))


def find_unsafe_operations(
    loader: MigrationLoader, migrations: Iterable[Migration], exceptions: Iterable[Mapping[str, str]] = ()
) -> list[MigrationProblem]:
    """Return the problems of these migrations, without `exceptions`. Raise FileNotFoundError without squawk."""
    excused = {(exception["migration"], exception["rule"]) for exception in exceptions if exception["reason"].strip()}
    with reduce_garbage_collection():
        problems = [finding for migration in migrations for finding in _check_migration(loader, migration)]
    return [finding for finding in problems if (finding.migration, finding.rule) not in excused]


def _check_migration(loader: MigrationLoader, migration: Migration) -> list[MigrationProblem]:
    name = f"{migration.app_label}.{migration.name}"
    problems = []
    if not migration.atomic and len(migration.operations) > 1:
        text = "Cut in the middle it could not be run again: one operation for each such migration."
        problems.append(MigrationProblem(name, ONE_OPERATION, text))
    sql = "\n".join(loader.collect_sql([(migration, False)]))
    for violation in _run_squawk(sql, in_transaction=migration.atomic):
        rule = violation["rule_name"]
        problems.append(MigrationProblem(name, rule, ADVICE.get(rule, violation["message"])))
    return problems


def _run_squawk(sql: str, *, in_transaction: bool) -> list[dict[str, Any]]:
    words = [str(Path(sys.executable).with_name("squawk")), "--reporter", "json", f"--pg-version={OLDEST_POSTGRES}"]
    words += [f"--exclude={','.join(STYLE_RULES)}", *(["--assume-in-transaction"] if in_transaction else [])]
    done = subprocess.run(words, input=sql, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in (0, 1):
        raise RuntimeError(f"squawk ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    violations: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return violations
