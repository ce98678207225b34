"""Completion rules: what a learner does to have done a lesson.

Each app declares its rules in `completion_rules.py`: `COMPLETION_RULES = [CompletionRule("opened", {})]`. A lesson has
one, as `{"rule": "watched", "percent": 90}`; an empty one means DEFAULT_RULE.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core import declarations
from apps.learning.blocks.kinds import Block
from apps.learning.opening_rules import check_rule, check_whole_number
from apps.learning.outlines import OutlineLesson

DEFAULT_RULE: Mapping[str, Any] = {"rule": "scrolled"}


def _nothing_missing(_blocks: Collection[Block]) -> None:
    return None


@dataclass(frozen=True)
class CompletionRule:
    """A rule: its name, and the check of each of its values, which returns the value as it is stored.

    `is_done`: whether a user who opened a published lesson has done it; None for rules in `apps.learning.completion`.
    The app calls `services.progress.complete_lesson` when its answer may have changed. `find_missing` says what the
    blocks of a lesson lack for this rule, or None.
    """

    name: str
    values: Mapping[str, Callable[[Any], Any]]
    is_done: Callable[[User, OutlineLesson], bool] | None = None
    find_missing: Callable[[Collection[Block]], StrOrPromise | None] = _nothing_missing


@cache
def all_completion_rules() -> dict[str, CompletionRule]:
    """Return all declared rules by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("completion_rules", CompletionRule, label="completion rule")


def check_completion_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rule as it is stored; an empty one is DEFAULT_RULE. Raise Invalid with the path of what is not valid
    ("completion.percent").
    """
    return check_rule(rule or DEFAULT_RULE, all_completion_rules(), path="completion")


COMPLETION_RULES = [
    CompletionRule("opened", {}),
    CompletionRule("scrolled", {}),
    CompletionRule("watched", {"percent": partial(check_whole_number, least=1, most=100)}),
    CompletionRule("by_hand", {}),
]
