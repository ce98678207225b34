"""Notification types. Each app declares its own in `notification_types.py` as `NOTIFICATION_TYPES`."""

import string
from collections.abc import Callable, Collection, Mapping
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
"""Users who pay or are paid for: any registered user can order a course."""

COUNT_PLACEHOLDERS = frozenset({"count", "more"})
"""Placeholders that are always filled: the number of events in a notification, and that number less one."""


SecretValues = Callable[[Mapping[str, Any]], Mapping[str, str] | None]
"""Gets the data of a notification; returns the secret values of its text, or None when it is no longer relevant."""


class Urgency(StrEnum):
    """When a message may be sent.

    `now`: at once, also in quiet hours. `normal`: after quiet hours, before `low`. `normal` and `low` wait for the
    digest of users who have one.
    """

    NOW = "now"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True)
class NotificationType:
    """One kind of message: its name `<area>.<what>`, title, text, and how it is sent.

    The text may contain `{name}` placeholders, filled by the notification's `data` only. `channels` are the defaults;
    users may choose others. `fixed` types are about security or money: the app's list and a declared e-mail cannot be
    switched off. `falls_back`: an SMS is sent when Telegram cannot deliver. `vouched_phone`: its SMS may go to a number
    that the office vouches for; without it only to a verified one. After `lifetime` it is not worth sending.
    `plural_text` is the text for several events at once (`{count}` in all, `{more}` besides the one in the
    placeholders), `one_day_text` the one for data whose `first` and `last` day are the same. `recipient_roles` are the
    built-in roles that it may reach (parents: any guardian of a child), `permissions` those of which other users must
    have one; with neither it may reach all users. `short_title` is its name where the placeholders of the title are not
    filled. A type that is `on_request` comes only by the channels that a user switches on. `secrets` are placeholders
    that `get_secrets` fills when a message is sent; they are stored nowhere. Such a type is in no list of the app, and
    users cannot choose it.
    """

    name: str
    title: StrOrPromise
    text: StrOrPromise
    channels: tuple[Channel, ...] = (Channel.IN_APP,)
    urgency: Urgency = Urgency.NORMAL
    fixed: bool = False
    falls_back: bool = False
    vouched_phone: bool = False
    lifetime: timedelta = timedelta(days=1)
    plural_text: StrOrPromise = ""
    one_day_text: StrOrPromise = ""
    recipient_roles: frozenset[Role] = frozenset()
    permissions: tuple[str, ...] = ()
    short_title: StrOrPromise = ""
    on_request: bool = False
    secrets: frozenset[str] = frozenset()
    get_secrets: SecretValues | None = None

    @property
    def default_channels(self) -> frozenset[str]:
        """Return the channels by which it comes to who chose nothing."""
        return frozenset() if self.on_request else frozenset((*self.channels, Channel.IN_APP))

    @property
    def list_title(self) -> str:
        """Return its name in the active language, without placeholders."""
        return str(self.short_title or self.title)

    def can_reach(self, roles: Collection[str], permissions: Collection[str]) -> bool:
        """Return whether users with one of these roles or permissions can get it."""
        recipients = self.recipient_roles or (frozenset() if self.permissions else EVERYONE)
        return not recipients.isdisjoint(roles) or not set(self.permissions).isdisjoint(permissions)

    def placeholders(self) -> frozenset[str]:
        """Return the placeholders that `data` must fill."""
        both = f"{self.title}{self.text}"
        return frozenset(name for _, name, _, _ in string.Formatter().parse(both) if name) - COUNT_PLACEHOLDERS

    def offers_channel(self, channel: str) -> bool:
        """Return whether a user may choose it on this channel. SMS costs money, so it is offered only for
        some types.
        """
        return channel != Channel.SMS or self.falls_back or Channel.SMS in self.channels

    def is_fixed(self, channel: str) -> bool:
        """Return whether users cannot switch it off on this channel."""
        if not self.fixed:
            return False
        return channel == Channel.IN_APP or (channel == Channel.EMAIL and Channel.EMAIL in self.channels)


@cache
def get_notification_types_by_name() -> dict[str, NotificationType]:
    """Return every declared type by name. Raise ValueError when two apps declare the same name."""
    return declarations.collect_declarations_by_name("notification_types", NotificationType, label="notification type")


def get_type_title(name: str) -> str:
    """Return the type's name in the active language; a type that is not declared any more is called by its code."""
    declared = get_notification_types_by_name().get(name)
    return declared.list_title if declared else name
