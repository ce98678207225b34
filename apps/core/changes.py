"""Changes of a row: each field that differs, with its old and new value."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def set_changed_fields(row: Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set the fields of `row` that differ from `values`, without saving; return each as (old value, new value)."""
    changes = {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    return changes
