"""Where a person can be written to now, and how such an address is shown to others."""

from dataclasses import dataclass, field

from apps.accounts.models import TelegramLink, User
from apps.messaging import telegram
from apps.notifications.channels import Channel
from apps.notifications.push import subscriptions_of, vapid
from apps.notifications.reasons import Reason


@dataclass(frozen=True)
class Address:
    """A proved address, or the reason why there is none."""

    to: str = field(default="", repr=False)
    reason: Reason | None = None

    @property
    def shown(self) -> str:
        """Enough of it for its owner to know it again."""
        if "@" in self.to:
            name, _at, domain = self.to.partition("@")
            return f"{name[:1]}***@{domain}"[:60]
        if self.to.startswith("+"):
            return f"{self.to[:4]} *** {self.to[-2:]}"
        return f"*** {self.to[-3:]}" if self.to else ""


def address_of(user: User, channel: str) -> Address:
    """The person's address for a channel, as it stands now."""
    if channel == Channel.TELEGRAM:
        return _chat_of(user)
    if channel == Channel.PUSH:
        return _devices_of(user)
    if channel == Channel.SMS:
        known = user.phone if user.phone_verified_at else None
    else:
        known = user.email if user.email_verified_at else None
    return Address(to=known) if known else Address(reason=Reason.NO_ADDRESS)


def _chat_of(user: User) -> Address:
    if not telegram.is_set_up():
        return Address(reason=Reason.NOT_SET_UP)
    link = TelegramLink.objects.filter(user=user, blocked_at__isnull=True).first()
    return Address(to=str(link.chat_id)) if link else Address(reason=Reason.NO_ADDRESS)


def _devices_of(user: User) -> Address:
    """No address of its own: whoever sends it finds the devices."""
    if not vapid.is_set_up():
        return Address(reason=Reason.NOT_SET_UP)
    return Address() if subscriptions_of(user).exists() else Address(reason=Reason.NO_ADDRESS)
