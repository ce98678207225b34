"""Opening rules: when a lesson opens for a learner.

Each app declares its rules in `opening_rules.py`: `OPENING_RULES = [OpeningRule("on_date", …)]`. A module or lesson
holds a list of rules, as `{"rule": "after_days", "days": 7}`; all must hold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from apps.core import declarations
from apps.core.errors import Invalid
from apps.core.validators import InvalidValue, validate_time

MAX_RULES = 10
MAX_DAYS = 1000


@dataclass(frozen=True)
class OpeningRule:
    """A rule: its name, and the check of each of its values, which returns the value as it is stored."""

    name: str
    values: Mapping[str, Callable[[Any], Any]]


@cache
def all_opening_rules() -> dict[str, OpeningRule]:
    """Return all declared rules by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("opening_rules", OpeningRule, label="opening rule")


def check_opening_rules(rules: Sequence[Mapping[str, Any]], *, path: str = "opens") -> list[dict[str, Any]]:
    """Return the rules as they are stored; a value of None counts as not sent. Raise Invalid with the path of what is
    not valid ("opens.0.days").
    """
    if len(rules) > MAX_RULES:
        raise Invalid.field(path, _("At most %(count)d rules.") % {"count": MAX_RULES})
    return [check_rule(rule, all_opening_rules(), path=f"{path}.{place}") for place, rule in enumerate(rules)]


def check_rule(rule: Mapping[str, Any], known: Mapping[str, Any], *, path: str) -> dict[str, Any]:
    """Return a rule of one of these kinds as it is stored. Raise Invalid with the path of what is not valid."""
    kind = known.get(str(rule.get("rule", "")))
    if kind is None:
        raise Invalid.field(f"{path}.rule", _("There is no such rule."))
    sent = {name: value for name, value in rule.items() if name != "rule" and value is not None}
    for name in sent:
        if name not in kind.values:
            raise Invalid.field(f"{path}.{name}", _("This rule has no such value."))
    checked = {"rule": kind.name}
    for name, check in kind.values.items():
        if name not in sent:
            raise Invalid.field(f"{path}.{name}", _("This field is required."))
        try:
            checked[name] = check(sent[name])
        except InvalidValue as error:
            raise Invalid.field(f"{path}.{name}", error.message) from error
    return checked


def check_whole_number(value: Any, least: int, most: int) -> int:
    """Return the number. Raise InvalidValue unless it is a whole number within these limits."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InvalidValue(_("Enter a number from %(least)d to %(most)d.") % {"least": least, "most": most})
    return value


def check_moment(value: Any) -> str:
    """Return the moment as it is stored, in ISO 8601. Raise InvalidValue unless it is one with a time zone."""
    try:
        moment = value if isinstance(value, datetime) else parse_datetime(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidValue(_("Enter a date and a time with its zone."))
    return validate_time(moment).isoformat().replace("+00:00", "Z")


def _check_days(value: Any) -> int:
    return check_whole_number(value, 1, MAX_DAYS)


def _check_lesson(value: Any) -> str:
    try:
        return str(value if isinstance(value, UUID) else UUID(str(value)))
    except ValueError as error:
        raise InvalidValue(_("There is no such lesson.")) from error


OPENING_RULES = [
    OpeningRule("on_date", {"at": check_moment}),
    OpeningRule("after_days", {"days": _check_days}),
    OpeningRule("after_lesson", {"lesson": _check_lesson}),
]
