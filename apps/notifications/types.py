"""What a notification can be about. Each app declares its own in `notification_types.py` as
`NOTIFICATION_TYPES`."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django_stubs_ext import StrOrPromise

from apps.core import declarations


@dataclass(frozen=True)
class NotificationType:
    """One kind of message: its name `<area>.<what>`, its title and its text.

    The text may hold `{name}` places; `data` of a notification fills them and nothing else reaches the words.
    """

    name: str
    title: StrOrPromise
    text: StrOrPromise

    def places(self) -> frozenset[str]:
        """The names that `data` must fill."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(str(self.text)) if name)


@cache
def all_types() -> dict[str, NotificationType]:
    """Every declared type by name; ValueError when two apps declare the same name."""
    return declarations.by_name("notification_types", NotificationType, called="notification type")


def words(name: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Title and text in the active language; a type that is no longer declared reads as its bare name."""
    declared = all_types().get(name)
    if declared is None:
        return name, ""
    return str(declared.title), str(declared.text).format_map(_Filled(data))


class _Filled(dict[str, Any]):
    """Places of an older notification that its `data` does not know stay empty."""

    def __missing__(self, key: str) -> str:
        return ""
