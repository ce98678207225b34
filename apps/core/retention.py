"""How long rows of this app are kept; the job `jobs.clean_up` deletes what is older.

Every app declares its own in a module of this name: `RETENTION = [Retention("core.IdempotencyKey", …)]`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Retention:
    """Rows of `model` ("app.Model") whose time `field` is older than `age` are deleted; `where` narrows them."""

    model: str
    field: str
    age: timedelta
    where: Mapping[str, Any] = dataclasses.field(default_factory=dict)


RETENTION = [Retention("core.IdempotencyKey", "taken_at", timedelta(hours=48))]
