"""Telegram's Bot API: messages to private chats, and updates from Telegram.

The bot's token is part of every URL, so no URL leaves `client`: neither in errors nor in logs. After a 429 all
processes pause; before that, `rate_limit` spaces the messages. Telegram has no idempotency keys: an unanswered message
is sent again and may arrive twice.
"""

from apps.messaging.telegram.buttons import Button
from apps.messaging.telegram.client import build_start_link, is_configured
from apps.messaging.telegram.messages import edit_message, send_message, send_recording
