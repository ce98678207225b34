"""Completion rules: what a learner does to have done a lesson.

Each app declares its rules in `completion_rules.py`: `COMPLETION_RULES = [CompletionRule("opened", {})]`. A lesson has
one, as `{"rule": "watched", "percent": 90}`; an empty one means DEFAULT_RULE.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from apps.core import declarations
from apps.learning.opening_rules import check_rule, check_whole_number

DEFAULT_RULE: Mapping[str, Any] = {"rule": "scrolled"}


@dataclass(frozen=True)
class CompletionRule:
    """A rule: its name, and the check of each of its values, which returns the value as it is stored."""

    name: str
    values: Mapping[str, Callable[[Any], Any]]


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
