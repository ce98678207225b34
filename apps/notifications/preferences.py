"""What a person wants to be told by which channel, and when: the declared, changed by their own word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.notifications.channels import EXTERNAL_CHANNELS, Channel
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.hours import MessageHours
from apps.notifications.models import MessageSettings, Notification, NotificationPreference
from apps.notifications.models.preferences import DigestMode
from apps.notifications.types import NotificationType, all_types
from apps.settings.queries import system

TIME_FIELDS = ("quiet_from", "quiet_until", "digest_at")


@dataclass(frozen=True)
class ChannelChoice:
    """How one person wants one message: whether it stands in the list, by which channels it goes out, and whether an
    SMS may take the place of Telegram.
    """

    shown: bool
    outside: tuple[Channel, ...]
    falls_back: bool


def choose_channels(user: User, declared: NotificationType, channels: Collection[str] | None = None) -> ChannelChoice:
    """The type's channels, or `channels` in their place, changed by the person's own word.

    Telegram and SMS together only by that word; otherwise an SMS stands in for Telegram, where the type (or
    `channels`) has it.
    """
    own = get_channel_overrides(user, declared.name)
    base = set(declared.channels if channels is None else channels)
    wanted = {one for one in EXTERNAL_CHANNELS if declared.is_fixed(one) or own.get(one, one in base)}
    asked_for_sms = own.get(Channel.SMS) is True and (declared.offers(Channel.SMS) or Channel.SMS in base)
    stands_in = Channel.SMS in base or (channels is None and declared.falls_back)
    if not asked_for_sms and (Channel.TELEGRAM in base | wanted or Channel.SMS not in base):
        wanted.discard(Channel.SMS)
    return ChannelChoice(
        shown=declared.is_fixed(Channel.IN_APP) or own.get(Channel.IN_APP, True),
        outside=tuple(one for one in EXTERNAL_CHANNELS if one in wanted),
        falls_back=stands_in and Channel.SMS not in wanted and own.get(Channel.SMS) is not False,
    )


def list_types_for_user(user: User) -> list[NotificationType]:
    """The types that can reach the person, by name: as one of their roles, as somebody's guardian or by a right that
    they hold; and whatever reached them before, or they said a word about. Digests are no type of their own to wish
    for.
    """
    roles = {user.role}
    if Guardian.objects.filter(parent=user, ended_at__isnull=True).exists():
        roles.add(Role.PARENT)
    had = set(Notification.objects.filter(user=user).order_by().values_list("type", flat=True).distinct())
    had.update(NotificationPreference.objects.filter(user=user).values_list("type", flat=True))
    found = [
        type_ for type_ in all_types().values() if type_.name in had or type_.may_reach(roles, user.permission_set)
    ]
    return sorted((one for one in found if one.name != DIGEST_TYPE), key=lambda one: one.name)


def get_channel_overrides(user: User, type_: str) -> dict[str, bool]:
    """What the person said themselves about a type, by channel."""
    return dict(NotificationPreference.objects.filter(user=user, type=type_).values_list("channel", "wanted"))


def is_type_muted(user: User, declared: NotificationType, channel: str) -> bool:
    """Whether the person switched this type off on this channel, and it can be."""
    return not declared.is_fixed(channel) and get_channel_overrides(user, declared.name).get(channel) is False


def get_message_hours(user: User) -> MessageHours:
    """The person's own quiet hours and digest, else the centre's, in the person's zone."""
    own, usual = MessageSettings.objects.filter(user=user).first(), system()
    times = {name: one or getattr(usual, name) for name, one in _read_time_overrides(own).items()}
    return MessageHours(zone=user.zone, digest=own is not None and own.digest == DigestMode.DAILY, **times)


def get_time_overrides(user: User) -> dict[str, time | None]:
    """The times that the person said themselves; None where the centre's hold."""
    return _read_time_overrides(MessageSettings.objects.filter(user=user).first())


def _read_time_overrides(own: MessageSettings | None) -> dict[str, time | None]:
    return {name: None if own is None or name in own.centres else getattr(own, name) for name in TIME_FIELDS}
