"""Notification types of this app: security notices, digests, the SMS budget and webhooks."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import ALL_BUT_SMS, EMAIL_CHANNELS, TELEGRAM_CHANNELS, Channel
from apps.notifications.types import NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "security.token_reused",
        _("Please check who uses your account"),
        _(
            "A sign-in on {device} was used twice, so it was ended. "
            "Sign in again; if it was not you, change the password."
        ),
        channels=ALL_BUT_SMS,
        urgency=Urgency.NOW,
        fixed=True,
        lifetime=timedelta(days=3),
    ),
    NotificationType(
        "security.telegram_linked",
        _("Your Telegram is linked"),
        _(
            "Codes for a new password can go to a chat with our bot. "
            "If it was not you, end the link and change the password."
        ),
        channels=(*EMAIL_CHANNELS, Channel.PUSH),
        urgency=Urgency.NOW,
        fixed=True,
        lifetime=timedelta(days=3),
    ),
    NotificationType(
        "security.telegram_moved",
        _("Your Telegram is not linked any more"),
        _("The chat with our bot was linked with another account, so nothing of yours goes there any more."),
        channels=(*EMAIL_CHANNELS, Channel.PUSH),
        urgency=Urgency.NOW,
        fixed=True,
        lifetime=timedelta(days=3),
    ),
    NotificationType("notifications.digest", _("What is new"), _("{count} messages are together in this one.")),
    NotificationType(
        "notifications.budget_low",
        _("Little is left of the SMS budget"),
        _("Of the {budget} for the SMS of {month}, 80 percent are spent."),
        channels=TELEGRAM_CHANNELS,
        fixed=True,
        lifetime=timedelta(days=3),
        permissions=("notifications.deliveries",),
    ),
    NotificationType(
        "notifications.budget_used",
        _("The SMS budget is used up"),
        _("The {budget} for the SMS of {month} are spent. Until the month ends, people are only told in the app."),
        channels=ALL_BUT_SMS,
        fixed=True,
        lifetime=timedelta(days=3),
        permissions=("notifications.deliveries",),
    ),
    NotificationType(
        "notifications.sms_balance_low",
        _("The money for SMS is running out"),
        _("{balance} are left at Eskiz. Without them nobody gets codes by SMS: please top the account up."),
        permissions=("notifications.budget",),
    ),
    NotificationType(
        "webhooks.gone",
        _("A webhook was switched off"),
        _("{host} wants no more messages from us. If that is a mistake, switch the webhook on again."),
        channels=EMAIL_CHANNELS,
        permissions=("webhooks.manage",),
    ),
    NotificationType(
        "webhooks.failing",
        _("A webhook was switched off"),
        _("{host} has taken no message for five days. When it works again, switch the webhook on."),
        channels=EMAIL_CHANNELS,
        short_title=_("A webhook that takes nothing was switched off"),
        permissions=("webhooks.manage",),
    ),
]
