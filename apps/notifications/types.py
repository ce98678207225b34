"""What a notification can be about. Each app declares its own in `notification_types.py` as
`NOTIFICATION_TYPES`."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django_stubs_ext import StrOrPromise

from apps.core import declarations
from apps.notifications.channels import Channel


class Urgency(StrEnum):
    """When a message may go out to an address.

    `now`: at once, also in quiet hours. `normal`: after quiet hours, never in a digest unless its reader wants one.
    `low`: after quiet hours, and in the digest of whoever has one.
    """

    NOW = "now"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True)
class NotificationType:
    """One kind of message: its name `<area>.<what>`, its title and its text, and how it goes out.

    The text may hold `{name}` places; `data` of a notification fills them and nothing else reaches the words.
    `channels` are those it takes unless its reader says otherwise. `fixed` ones cannot be switched off: they are the
    reader's security or money, and stand in the app whatever is chosen. An SMS in place of a Telegram message that
    could not arrive is only sent where `falls_back`.
    """

    name: str
    title: StrOrPromise
    text: StrOrPromise
    channels: tuple[Channel, ...] = (Channel.IN_APP,)
    urgency: Urgency = Urgency.NORMAL
    fixed: bool = False
    falls_back: bool = False

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
