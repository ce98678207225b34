"""What this app itself tells people: the notices that lower apps ask for by a job."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.types import NotificationType

NOTIFICATION_TYPES = [
    NotificationType(
        "security.token_reused",
        _("Please check who uses your account"),
        _(
            "A sign-in on {device} was used twice, so it was ended. "
            "Sign in again; if it was not you, change the password."
        ),
    ),
    NotificationType(
        "security.telegram_linked",
        _("Your Telegram is linked"),
        _(
            "Codes for a new password can go to a chat with our bot. "
            "If it was not you, end the link and change the password."
        ),
    ),
    NotificationType(
        "security.telegram_moved",
        _("Your Telegram is not linked any more"),
        _("The chat with our bot was linked with another account, so nothing of yours goes there any more."),
    ),
    NotificationType(
        "notifications.sms_balance_low",
        _("The money for SMS is running out"),
        _("{balance} are left at Eskiz. Without them nobody gets codes by SMS: please top the account up."),
    ),
]
