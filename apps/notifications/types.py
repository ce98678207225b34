"""What a notification can be about. Each app declares its own in `notification_types.py` as
`NOTIFICATION_TYPES`."""

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from django_stubs_ext import StrOrPromise

from apps.core import declarations
from apps.core.permissions import EVERYONE, Role
from apps.notifications.channels import Channel

PUPILS = frozenset({Role.STUDENT})
PARENTS = frozenset({Role.PARENT})
FAMILIES = PUPILS | PARENTS
BUYERS = FAMILIES | {Role.MEMBER}
"""Who pays and is paid for: whoever signs up may order a course."""

COUNT_PLACEHOLDERS = frozenset({"count", "more"})
"""Places that are always filled: how many a notification tells of, and how many besides the one it is about."""


class Urgency(StrEnum):
    """When a message may go out to an address.

    `now`: at once, also in quiet hours. `normal`: after quiet hours, before what is `low`. Both of them wait for the
    digest of whoever has one.
    """

    NOW = "now"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True)
class NotificationType:
    """One kind of message: its name `<area>.<what>`, its title and its text, and how it goes out.

    The text may hold `{name}` places; `data` of a notification fills them and nothing else reaches the words.
    `channels` are those it takes unless its reader says otherwise. `fixed` ones are the reader's security or money:
    neither the list in the app nor a declared e-mail can be switched off. An SMS in place of a Telegram message that
    could not arrive is only sent where `falls_back`. After `holds` a message is not worth sending any more. `many` are
    the words for several at once (`{count}` in all, `{more}` besides the one that the places are about), for types that
    are told of in groups. `readers` are the built-in roles that it may reach (parents: whoever looks after a child),
    `permissions` those rights of which one has to be held by anybody else; with neither it may reach everybody.
    `called` is what it is called where nothing fills the places of its title.
    """

    name: str
    title: StrOrPromise
    text: StrOrPromise
    channels: tuple[Channel, ...] = (Channel.IN_APP,)
    urgency: Urgency = Urgency.NORMAL
    fixed: bool = False
    falls_back: bool = False
    holds: timedelta = timedelta(days=1)
    many: StrOrPromise = ""
    readers: frozenset[Role] = frozenset()
    permissions: tuple[str, ...] = ()
    called: StrOrPromise = ""

    @property
    def plain_title(self) -> str:
        """What it is called in the active language, without places."""
        return str(self.called or self.title)

    def may_reach(self, roles: Collection[str], held: Collection[str]) -> bool:
        """Whether it is told to people of one of these roles, or who hold these permissions."""
        readers = self.readers or (frozenset() if self.permissions else EVERYONE)
        return not readers.isdisjoint(roles) or not set(self.permissions).isdisjoint(held)

    def places(self) -> frozenset[str]:
        """The names that `data` must fill."""
        both = f"{self.title}{self.text}"
        return frozenset(name for _, name, _, _ in string.Formatter().parse(both) if name) - COUNT_PLACEHOLDERS

    def offers(self, channel: str) -> bool:
        """Whether a reader may have it by this channel. An SMS costs the centre money, so only what is worth it."""
        return channel != Channel.SMS or self.falls_back or Channel.SMS in self.channels

    def is_fixed(self, channel: str) -> bool:
        """Whether its reader cannot switch it off on this channel."""
        if not self.fixed:
            return False
        return channel == Channel.IN_APP or (channel == Channel.EMAIL and Channel.EMAIL in self.channels)


@cache
def all_types() -> dict[str, NotificationType]:
    """Every declared type by name; ValueError when two apps declare the same name."""
    return declarations.by_name("notification_types", NotificationType, called="notification type")


def render_type(name: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Title and text in the active language; a type that is no longer declared reads as its bare name."""
    declared = all_types().get(name)
    if declared is None:
        return name, ""
    return str(declared.title).format_map(_EmptyDefault(data)), str(declared.text).format_map(_EmptyDefault(data))


class _EmptyDefault(dict[str, Any]):
    """Places of an older notification that its `data` does not know stay empty."""

    def __missing__(self, key: str) -> str:
        return ""
