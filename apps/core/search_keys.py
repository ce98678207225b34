"""Columns that searches compare, made from other columns. An app declares its own in `search_keys.py`:

SEARCH_KEYS = [SearchKeys("courses.group", Group.objects.all, ("folded",), set_search_name)]
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.core import declarations


@dataclass(frozen=True)
class SearchKeys:
    """The columns of one table. `set_keys(row)` sets them on a row without saving it. Rows that `list_rows` leaves out
    keep theirs.
    """

    name: str
    list_rows: Callable[[], QuerySet[Any]]
    columns: tuple[str, ...]
    set_keys: Callable[[Any], None]

    def set_keys_if_stale(self, row: Any) -> bool:
        """Set the columns of a row; return whether one differs from before."""
        before = [getattr(row, column) for column in self.columns]
        self.set_keys(row)
        return before != [getattr(row, column) for column in self.columns]


def list_search_keys() -> list[SearchKeys]:
    """Return what all apps declare, in the order of their names."""
    table = declarations.collect_declarations_by_name("search_keys", SearchKeys, label="search keys")
    return [table[name] for name in sorted(table)]
