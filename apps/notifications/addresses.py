"""Current addresses of a user by channel, and how they are masked for display.

E-mails go to verified addresses only. An SMS goes to a verified number, or to one that the office vouches for where the
type of the message allows it (`vouched_phone`).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from apps.accounts.models import TelegramLink, User
from apps.messaging import telegram
from apps.messaging.sms_checks import is_sms_number
from apps.notifications.channels import Channel
from apps.notifications.push import list_active_subscriptions, list_user_subscriptions, vapid
from apps.notifications.reasons import DeliveryReason
from apps.notifications.types import get_notification_types_by_name


@dataclass(frozen=True)
class ContactAddress:
    """An address that a message may be sent to, or the reason why there is none."""

    to: str = field(default="", repr=False)
    reason: DeliveryReason | None = None

    @property
    def masked(self) -> str:
        """Return the address masked, so that its owner can recognise it."""
        if "@" in self.to:
            name, _at, domain = self.to.partition("@")
            return f"{name[:1]}***@{domain}"[:60]
        if self.to.startswith("+"):
            return f"{self.to[:4]} *** {self.to[-2:]}"
        return f"*** {self.to[-3:]}" if self.to else ""


def get_contact_address(user: User, channel: str, type_name: str) -> ContactAddress:
    """Return the user's current address by a channel for messages of this type."""
    if channel == Channel.TELEGRAM:
        return _get_telegram_address(user)
    if channel == Channel.PUSH:
        return _get_push_address(user)
    if channel == Channel.SMS:
        reason = find_sms_obstacle(
            type_name, user.phone, verified_at=user.phone_verified_at, vouched_at=user.phone_vouched_at
        )
        return ContactAddress(reason=reason) if reason else ContactAddress(to=user.phone or "")
    if not user.email:
        return ContactAddress(reason=DeliveryReason.NO_ADDRESS)
    verified = user.email_verified_at is not None
    return ContactAddress(to=user.email) if verified else ContactAddress(reason=DeliveryReason.NOT_VERIFIED)


def load_channel_obstacles(user: User) -> Callable[[str, str], DeliveryReason | None]:
    """Return a function that says why messages of a type cannot reach the user by a channel; None when they can. It
    asks the database nothing more.
    """
    known = {channel: get_contact_address(user, channel, "").reason for channel in (Channel.TELEGRAM, Channel.PUSH)}

    def find_obstacle(channel: str, type_name: str) -> DeliveryReason | None:
        if channel == Channel.IN_APP:
            return None
        return known[Channel(channel)] if channel in known else get_contact_address(user, channel, type_name).reason

    return find_obstacle


def get_telegram_state(user: User) -> str:
    """Return whether messages can go to Telegram: `off` where the centre has no bot, `unlinked` or `linked`."""
    if not telegram.is_configured():
        return "off"
    return "linked" if _get_telegram_address(user).to else "unlinked"


def find_sms_obstacle(
    type_name: str, phone: str | None, *, verified_at: datetime | None, vouched_at: datetime | None
) -> DeliveryReason | None:
    """Return why no SMS of this type may go to a number that was verified, or vouched for, at these times; None when
    it may.
    """
    if not phone:
        return DeliveryReason.NO_ADDRESS
    if not is_sms_number(phone):
        return DeliveryReason.NUMBER_INVALID
    declared = get_notification_types_by_name().get(type_name)
    vouched = vouched_at is not None and declared is not None and declared.vouched_phone
    return None if verified_at is not None or vouched else DeliveryReason.NOT_VERIFIED


def load_reachable_channels(users: Collection[User], type_name: str) -> dict[UUID, set[Channel]]:
    """Return the channels on which each of these users has an address for messages of this type, by id, as
    `get_contact_address` finds them; two queries. An inactive user has none.
    """
    active = [user for user in users if user.is_active]
    linked = TelegramLink.objects.filter(user__in=active, blocked_at__isnull=True).values_list("user", flat=True)
    pushed = list_active_subscriptions().filter(user__in=active).values_list("user", flat=True)
    by_channel = {
        Channel.TELEGRAM: set(linked) if telegram.is_configured() else set(),
        Channel.PUSH: set(pushed) if vapid.is_set_up() else set(),
        **{
            channel: {user.pk for user in active if get_contact_address(user, channel, type_name).to}
            for channel in (Channel.SMS, Channel.EMAIL)
        },
    }
    return {user.pk: {channel for channel, ids in by_channel.items() if user.pk in ids} for user in users}


def _get_telegram_address(user: User) -> ContactAddress:
    if not telegram.is_configured():
        return ContactAddress(reason=DeliveryReason.NOT_SET_UP)
    link = TelegramLink.objects.filter(user=user, blocked_at__isnull=True).first()
    if link is not None:
        return ContactAddress(to=str(link.chat_id))
    joined = user.last_login is not None or user.has_usable_password()
    return ContactAddress(reason=DeliveryReason.NO_ADDRESS if joined else DeliveryReason.NOT_JOINED)


def _get_push_address(user: User) -> ContactAddress:
    """Push has no address: the sender looks up the subscriptions."""
    if not vapid.is_set_up():
        return ContactAddress(reason=DeliveryReason.NOT_SET_UP)
    return ContactAddress(reason=None if list_user_subscriptions(user).exists() else DeliveryReason.NO_ADDRESS)
