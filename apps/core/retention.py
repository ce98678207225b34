"""How long rows of this app are kept; the job `jobs.clean_up` deletes what is older.

Every app declares its own in a module of this name:

- `RETENTION = [Retention("core.IdempotencyKey", …)]`: tables that grow with use, and how old their rows get;
- `KEPT = {"core.StoredFile": "goes when nothing uses it"}`: every other table, and why it does not grow for ever or
  is kept for ever. A model of this project in neither fails the tests.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apps.core import declarations


@dataclass(frozen=True)
class RetentionRule:
    """Rows of `model` ("app.Model") whose time `field` is older than `age` are deleted; `where` narrows them.

    `setting`: the system setting that says the age in days instead, null there for ever. `by`: the function
    ("package.module.name") that removes them instead of deleting the rows; called as `by(before=…, most=…)`, it removes
    at most so many in a transaction of its own and answers how many, until that is 0.
    """

    model: str
    field: str
    age: timedelta | None = None
    where: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    setting: str = ""
    by: str = ""


def list_retention_rules() -> list[RetentionRule]:
    """Every app's rules."""
    return [rule for module in declarations.import_modules("retention") for rule in getattr(module, "RETENTION", [])]


def list_kept_models() -> dict[str, str]:
    """Every model without a rule, and the reason; ValueError when two apps speak of the same."""
    found: dict[str, str] = {}
    for module in declarations.import_modules("retention"):
        for model, reason in getattr(module, "KEPT", {}).items():
            if model in found:
                raise ValueError(f"{model} is declared twice")
            found[model] = reason
    return found


RETENTION = [RetentionRule("core.IdempotencyKey", "taken_at", timedelta(hours=48))]

KEPT = {
    "core.StoredFile": "the clean-up removes it, with its bytes, a day after the last row that used it",
    "core.Upload": "the clean-up removes it, with its bytes, when its time is over",
    "core.NumberSeries": "one row for each series",
    "auth.Permission": "Django's, a fixed number",
    "auth.Group": "Django's, not used",
    "contenttypes.ContentType": "one row for each model",
}
