"""What other apps do when a course is published.

An app declares its hooks in `publishing_hooks.py`: `PUBLISHING_HOOKS = [PublishingHook("homework.tasks", …)]`. A hook
runs in the transaction of the publication.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from apps.accounts.models import User
from apps.core import declarations
from apps.courses.models import Course
from apps.learning.blocks.kinds import Block
from apps.learning.outlines import Outline


@dataclass(frozen=True)
class Publication:
    """What is published: the outline that learners see from now on, and the blocks of each lesson that is new or has
    other blocks than before. `actor` is None for a command.
    """

    actor: User | None
    course: Course
    outline: Outline
    blocks: Mapping[UUID, Sequence[Block]]


@dataclass(frozen=True)
class PublishingHook:
    """`apply` writes what the app keeps about published blocks. It raises Invalid by "lessons.<id>" to refuse."""

    name: str
    apply: Callable[[Publication], None]


@cache
def all_publishing_hooks() -> dict[str, PublishingHook]:
    """Return all declared hooks by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("publishing_hooks", PublishingHook, label="publishing hook")
