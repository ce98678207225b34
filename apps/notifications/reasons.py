"""Reasons why a message was not sent or not delivered: codes in the delivery log, with their texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryReason(models.TextChoices):
    """Reason of a delivery that is `skipped` or `failed`; never the words of a provider."""

    NO_ADDRESS = "no_address", _("There is no proved address for this channel")
    NOT_SET_UP = "not_set_up", _("The centre has not set this channel up")
    MUTED = "muted", _("Its reader switched it off")
    INACTIVE = "inactive", _("The account is switched off")
    READ = "read", _("It was read in the app before it was due")
    TOO_LATE = "too_late", _("It came too late to be worth sending")
    OVER = "over", _("What it was about is over")
    BUDGET = "budget", _("The month's budget for SMS is used up")
    BLOCKED = "blocked", _("The person blocked the bot")
    GONE = "gone", _("No device of the person takes it any more")
    REFUSED = "refused", _("The provider does not take it")
    UNREACHABLE = "unreachable", _("The provider could not be reached")
    UNSURE = "unsure", _("No answer came: it may have gone out, so it was not sent again")
    UNDELIVERED = "undelivered", _("The provider could not deliver it")
    BROKEN = "broken", _("A mistake of the platform; see the job")


SKIP_REASONS = frozenset(
    {
        DeliveryReason.NO_ADDRESS,
        DeliveryReason.NOT_SET_UP,
        DeliveryReason.MUTED,
        DeliveryReason.INACTIVE,
        DeliveryReason.READ,
        DeliveryReason.TOO_LATE,
        DeliveryReason.OVER,
        DeliveryReason.BUDGET,
    }
)
"""Reasons of deliveries that were never sent; the other reasons are failures."""
