"""Notification types of this app. None holds words of a message but the one for people who write in the bot; its words
are read when it is sent and stored nowhere.
"""

from django.utils.translation import gettext_lazy as _

from apps.chat.telegram_words import MESSAGE, get_words
from apps.core.durations import DAY
from apps.notifications.channels import TELEGRAM_CHANNELS, Channel
from apps.notifications.types import PARENTS, NotificationType

TELEGRAM_MESSAGE = "chat.telegram_message"
CHILD_WRITTEN = "chat.child_written"

NOTIFICATION_TYPES = [
    NotificationType(
        MESSAGE,
        _("New message"),
        _("{name} wrote to you."),
        channels=TELEGRAM_CHANNELS,
        plural_text=_("{count} new messages, the last one from {name}."),
        lifetime=2 * DAY,
    ),
    NotificationType(
        TELEGRAM_MESSAGE,
        _("{name} writes:"),
        _("{text}\n\nTo answer, reply to this message."),
        channels=(Channel.TELEGRAM,),
        lifetime=2 * DAY,
        short_title=_("Messages in Telegram"),
        secrets=frozenset({"text"}),
        get_secrets=get_words,
    ),
    NotificationType(
        CHILD_WRITTEN,
        _("Somebody writes to your child"),
        _("{name} wrote to {child} in the app."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
        lifetime=7 * DAY,
    ),
]
