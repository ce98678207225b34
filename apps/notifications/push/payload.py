"""What a browser's service worker gets: `{title, body, url, tag, type}`, in its reader's language."""

import hashlib

import orjson

from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import NotificationLog
from apps.notifications.rendering import truncate_text

MESSAGES_PATH = "/app/messages"
"""Of the built-in pages, for every role: the list, and behind a message's id the thing that it is about."""
TITLE_LIMITS, BODY_LIMITS = (150, 500), (700, 2000)
"""The most characters, and bytes as JSON, so that all of it stays below 3 kB."""
SHORT_BODY_LIMITS = (120, 400)
"""Of the body for a push service that found the message too large."""


def build_payload(row: NotificationLog, *, title: str, text: str, short: bool = False) -> bytes:
    """The message as JSON, cut to what a device shows. What does not stand in the list has no page of its own."""
    alone = row.type != DIGEST_TYPE and row.notification.shown
    return orjson.dumps(
        {
            "title": truncate_text(title, *TITLE_LIMITS),
            "body": truncate_text(text, *(SHORT_BODY_LIMITS if short else BODY_LIMITS)),
            "url": f"{MESSAGES_PATH}/{row.notification_id}" if alone else MESSAGES_PATH,
            "tag": get_message_tag(row),
            "type": row.type,
        }
    )


def get_message_tag(row: NotificationLog) -> str:
    """What names the message on the device and at the push service, 32 characters: a later one of that name takes its
    place, be it the same sent again or the next of its group.
    """
    told = row.notification
    if not told.group:
        return told.pk.hex
    return hashlib.sha256(f"{told.user_id}:{told.type}:{told.group}".encode()).hexdigest()[:32]
