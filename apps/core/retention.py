"""Retention rules: how long rows are kept. The job `jobs.clean_up` deletes older ones.

Every app declares its own in a module of this name:

- `RETENTION = [RetentionRule("core.IdempotencyKey", …)]`: tables that grow with use, and the maximum age of rows;
- `KEPT = {"goes when nothing uses it": "core.StoredFile"}`: why other tables have no rule, and which (separated by
  spaces). A model in neither fails the tests.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from apps.core import declarations
from apps.core.durations import DAY


class RemoveRows(Protocol):
    """What removes rows in place of the rule."""

    def __call__(self, *, before: datetime, limit: int) -> int:
        """Remove at most `limit` rows that are older than `before`; return how many."""


@dataclass(frozen=True)
class RetentionRule:
    """Delete rows of `model` ("app.Model") whose time `field` is older than `age`; `where` filters them.

    `setting`: the system setting with the age in days (null: for ever) in place of `age`. `by`: the function
    that removes the rows instead. It is called as `by(before=…, limit=…)`, removes at most so many in its own
    transaction, and returns how many, until that is 0.
    """

    model: str
    field: str
    age: timedelta | None = None
    where: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    setting: str = ""
    by: RemoveRows | None = None


def list_retention_rules() -> list[RetentionRule]:
    """Return the rules of all apps."""
    return declarations.collect_from_app_modules("retention", "RETENTION")


RETENTION = [
    RetentionRule("core.IdempotencyKey", "taken_at", 2 * DAY),
    RetentionRule("core.BulkChange", "created_at", 90 * DAY),
]

KEPT = {
    "the clean-up removes it, with its bytes, a day after the last row that used it": "core.StoredFile",
    "the clean-up removes it, with its bytes, when its time is over": "core.Upload",
    "one row for each series": "core.NumberSeries",
    "Django's, a fixed number": "auth.Permission",
    "Django's, not used": "auth.Group",
    "one row for each model": "contenttypes.ContentType",
}
