"""Where a person can be written to now, and how such an address is shown to others."""

from dataclasses import dataclass, field

from apps.accounts.models import TelegramLink, User
from apps.messaging import telegram
from apps.notifications.channels import Channel
from apps.notifications.push import list_user_subscriptions, vapid
from apps.notifications.reasons import DeliveryReason


@dataclass(frozen=True)
class ContactAddress:
    """A proved address, or the reason why there is none."""

    to: str = field(default="", repr=False)
    reason: DeliveryReason | None = None

    @property
    def shown(self) -> str:
        """Enough of it for its owner to know it again."""
        if "@" in self.to:
            name, _at, domain = self.to.partition("@")
            return f"{name[:1]}***@{domain}"[:60]
        if self.to.startswith("+"):
            return f"{self.to[:4]} *** {self.to[-2:]}"
        return f"*** {self.to[-3:]}" if self.to else ""


def get_contact_address(user: User, channel: str) -> ContactAddress:
    """The person's address for a channel, as it stands now."""
    if channel == Channel.TELEGRAM:
        return _get_telegram_address(user)
    if channel == Channel.PUSH:
        return _get_push_address(user)
    if channel == Channel.SMS:
        known = user.phone if user.phone_verified_at else None
    else:
        known = user.email if user.email_verified_at else None
    return ContactAddress(to=known) if known else ContactAddress(reason=DeliveryReason.NO_ADDRESS)


def _get_telegram_address(user: User) -> ContactAddress:
    if not telegram.is_set_up():
        return ContactAddress(reason=DeliveryReason.NOT_SET_UP)
    link = TelegramLink.objects.filter(user=user, blocked_at__isnull=True).first()
    return ContactAddress(to=str(link.chat_id)) if link else ContactAddress(reason=DeliveryReason.NO_ADDRESS)


def _get_push_address(user: User) -> ContactAddress:
    """No address of its own: whoever sends it finds the devices."""
    if not vapid.is_set_up():
        return ContactAddress(reason=DeliveryReason.NOT_SET_UP)
    return (
        ContactAddress() if list_user_subscriptions(user).exists() else ContactAddress(reason=DeliveryReason.NO_ADDRESS)
    )
