"""Retention rules: how long rows are kept. The job `jobs.clean_up` deletes older ones.

Every app declares its own in a module of this name:

- `RETENTION = [RetentionRule("core.IdempotencyKey", …)]`: tables that grow with use, and the maximum age of rows;
- `KEPT = {"core.StoredFile": "goes when nothing uses it"}`: every other table, and why it has no rule. A model in
  neither fails the tests.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apps.core import declarations


@dataclass(frozen=True)
class RetentionRule:
    """Delete rows of `model` ("app.Model") whose time `field` is older than `age`; `where` filters them.

    `setting`: the system setting with the age in days (null: for ever) in place of `age`. `by`: the function
    ("package.module.name") that removes the rows instead. It is called as `by(before=…, limit=…)`, removes at most so
    many in its own transaction, and returns how many, until that is 0.
    """

    model: str
    field: str
    age: timedelta | None = None
    where: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    setting: str = ""
    by: str = ""


def list_retention_rules() -> list[RetentionRule]:
    """Return the rules of all apps."""
    return [rule for module in declarations.import_modules("retention") for rule in getattr(module, "RETENTION", [])]


def list_kept_models() -> dict[str, str]:
    """Return the models without a rule, with the reason. Raise ValueError when two apps declare the same."""
    kept: dict[str, str] = {}
    for module in declarations.import_modules("retention"):
        for model, reason in getattr(module, "KEPT", {}).items():
            if model in kept:
                raise ValueError(f"{model} is declared twice")
            kept[model] = reason
    return kept


RETENTION = [RetentionRule("core.IdempotencyKey", "taken_at", timedelta(hours=48))]

KEPT = {
    "core.StoredFile": "the clean-up removes it, with its bytes, a day after the last row that used it",
    "core.Upload": "the clean-up removes it, with its bytes, when its time is over",
    "core.NumberSeries": "one row for each series",
    "auth.Permission": "Django's, a fixed number",
    "auth.Group": "Django's, not used",
    "contenttypes.ContentType": "one row for each model",
}
