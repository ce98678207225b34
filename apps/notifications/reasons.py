"""Reasons why a message was not sent or not delivered: codes in the delivery log, with their texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryReason(models.TextChoices):
    """Reason of a delivery that is `skipped` or `failed`; never the words of a provider."""

    NO_ADDRESS = "no_address", _("The user has no address for this channel")
    NOT_VERIFIED = "not_verified", _("The address is not verified, and this message needs a verified one")
    NUMBER_INVALID = "number_invalid", _("The number takes no SMS")
    NOT_JOINED = "not_joined", _("The user has never signed in. Invite them")
    NOT_SET_UP = "not_set_up", _("The centre has not set up this channel")
    MUTED = "muted", _("The user switched it off")
    INACTIVE = "inactive", _("The account is deactivated")
    READ = "read", _("It was read in the app before it was sent")
    TOO_LATE = "too_late", _("It was too late to send it")
    OVER = "over", _("It is no longer relevant")
    BUDGET = "budget", _("The SMS budget of the month is used up")
    BLOCKED = "blocked", _("The user blocked the bot")
    GONE = "gone", _("The user has no device left for push messages")
    REFUSED = "refused", _("The provider refused it")
    UNREACHABLE = "unreachable", _("The provider could not be reached")
    UNSURE = "unsure", _("The provider did not answer. It may have been sent, so it was not sent again")
    UNDELIVERED = "undelivered", _("The provider could not deliver it")
    BROKEN = "broken", _("An error of the platform; see the job")


def explain_reason(code: str) -> str:
    """Return the reason in the active language; "" for an unknown code."""
    return str(DeliveryReason(code).label) if code in DeliveryReason.values else ""


NO_ADDRESS_REASONS = frozenset(
    map(DeliveryReason, "no_address not_verified number_invalid not_joined not_set_up".split())
)
"""Reasons of deliveries for which there is no address to send to. An SMS may replace such a Telegram message."""
SKIP_REASONS = NO_ADDRESS_REASONS.union(map(DeliveryReason, "muted inactive read too_late over budget".split()))
"""Reasons of deliveries that were never sent; the other reasons are failures."""
