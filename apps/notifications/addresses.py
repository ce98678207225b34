"""Current addresses of a user by channel, and how they are masked for display."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from apps.accounts.models import TelegramLink, User
from apps.messaging import telegram
from apps.notifications.channels import Channel
from apps.notifications.push import list_active_subscriptions, list_user_subscriptions, vapid
from apps.notifications.reasons import DeliveryReason


@dataclass(frozen=True)
class ContactAddress:
    """A verified address, or the reason why there is none."""

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


def get_contact_address(user: User, channel: str) -> ContactAddress:
    """Return the user's current address for a channel."""
    if channel == Channel.TELEGRAM:
        return _get_telegram_address(user)
    if channel == Channel.PUSH:
        return _get_push_address(user)
    if channel == Channel.SMS:
        verified = user.phone if user.phone_verified_at else None
    else:
        verified = user.email if user.email_verified_at else None
    return ContactAddress(to=verified) if verified else ContactAddress(reason=DeliveryReason.NO_ADDRESS)


def load_reachable_channels(users: Collection[User]) -> dict[UUID, set[Channel]]:
    """Return the channels on which each of these users has an address, by id, as `get_contact_address` finds them; two
    queries. An inactive user has none.
    """
    active = [user for user in users if user.is_active]
    linked = TelegramLink.objects.filter(user__in=active, blocked_at__isnull=True).values_list("user", flat=True)
    pushed = list_active_subscriptions().filter(user__in=active).values_list("user", flat=True)
    by_channel = {
        Channel.TELEGRAM: set(linked) if telegram.is_configured() else set(),
        Channel.PUSH: set(pushed) if vapid.is_set_up() else set(),
        Channel.SMS: {user.pk for user in active if user.phone and user.phone_verified_at},
        Channel.EMAIL: {user.pk for user in active if user.email and user.email_verified_at},
    }
    return {user.pk: {channel for channel, ids in by_channel.items() if user.pk in ids} for user in users}


def _get_telegram_address(user: User) -> ContactAddress:
    if not telegram.is_configured():
        return ContactAddress(reason=DeliveryReason.NOT_SET_UP)
    link = TelegramLink.objects.filter(user=user, blocked_at__isnull=True).first()
    return ContactAddress(to=str(link.chat_id)) if link else ContactAddress(reason=DeliveryReason.NO_ADDRESS)


def _get_push_address(user: User) -> ContactAddress:
    """Push has no address: the sender looks up the subscriptions."""
    if not vapid.is_set_up():
        return ContactAddress(reason=DeliveryReason.NOT_SET_UP)
    return ContactAddress(reason=None if list_user_subscriptions(user).exists() else DeliveryReason.NO_ADDRESS)
