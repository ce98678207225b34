"""What other apps do when an assignment is copied to another group.

An app declares its hooks in `copying_hooks.py`: `COPYING_HOOKS = [CopyingHook("grading.rubric", …)]`. A hook runs in
the transaction of the copy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from apps.core import declarations
from apps.homework.models import Assignment


@dataclass(frozen=True)
class CopyingHook:
    """`apply` takes the assignment and its copy, whose `author` made it, and copies what the app keeps about it."""

    name: str
    apply: Callable[[Assignment, Assignment], None]


@cache
def all_copying_hooks() -> dict[str, CopyingHook]:
    """Return all declared hooks by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("copying_hooks", CopyingHook, label="copying hook")
