"""Notification types of this app: security notices, digests, the SMS budget and webhooks."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import ALL_BUT_SMS, EMAIL_CHANNELS, TELEGRAM_CHANNELS, Channel
from apps.notifications.types import NotificationType, Urgency

fixed_type = partial(NotificationType, fixed=True, lifetime=timedelta(days=3))
security_type = partial(fixed_type, urgency=Urgency.NOW)
budget_type = partial(fixed_type, permissions=("notifications.deliveries",))
webhook_type = partial(NotificationType, channels=EMAIL_CHANNELS, permissions=("webhooks.manage",))

NOTIFICATION_TYPES = [
    security_type(
        "security.token_reused",
        _("Please check who uses your account"),
        _(
            "Your session on {device} was used from two places, so it was ended. Sign in again. If this was not"
            " you, change your password."
        ),
        channels=ALL_BUT_SMS,
    ),
    security_type(
        "security.telegram_linked",
        _("Your Telegram is linked"),
        _(
            "Codes for a new password can now be sent to a chat with our bot. If this was not you, unlink "
            "Telegram and change your password."
        ),
        channels=(*EMAIL_CHANNELS, Channel.PUSH),
    ),
    security_type(
        "security.telegram_moved",
        _("Your Telegram was unlinked"),
        _("The chat with our bot was linked to another account, so your messages no longer go there."),
        channels=(*EMAIL_CHANNELS, Channel.PUSH),
    ),
    NotificationType("notifications.digest", _("What is new"), _("This message contains {count} messages.")),
    budget_type(
        "notifications.budget_low",
        _("The SMS budget is almost used up"),
        _("80 percent of the SMS budget for {month} ({budget}) is spent."),
        channels=TELEGRAM_CHANNELS,
    ),
    budget_type(
        "notifications.budget_used",
        _("The SMS budget is used up"),
        _(
            "The SMS budget for {month} ({budget}) is spent. "
            "Until the end of the month, notifications are not sent by SMS."
        ),
        channels=ALL_BUT_SMS,
    ),
    NotificationType(
        "notifications.sms_balance_low",
        _("The money for SMS is running out"),
        _("{balance} is left at Eskiz. When it runs out, no codes can be sent by SMS: please top up the account."),
        permissions=("notifications.budget",),
    ),
    webhook_type(
        "webhooks.gone",
        _("A webhook was switched off"),
        _("{host} asked us to stop sending messages. If this is a mistake, enable the webhook again."),
    ),
    webhook_type(
        "webhooks.failing",
        _("A webhook was switched off"),
        _("{host} has not accepted any message for five days. Enable the webhook again when the host works."),
        short_title=_("A failing webhook was switched off"),
    ),
]
