"""Telegram's Bot API: messages to private chats, and what Telegram tells of them.

The bot's token is part of every address, so nothing that names an address leaves `client`: no error of the HTTP
client, no log line. Told to wait (429), all processes leave the bot alone for so long, and before that `rate_limit` spaces
what they send. Telegram has no key against repeats: what went unanswered is sent again, and may then come twice.
"""

from apps.messaging.telegram.buttons import Button
from apps.messaging.telegram.client import create_start_link, is_configured
from apps.messaging.telegram.messages import edit_message, send_message, send_recording

__all__ = ["Button", "create_start_link", "edit_message", "is_configured", "send_message", "send_recording"]
