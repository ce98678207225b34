"""What a browser's service worker gets: `{title, body, url, tag, type}`, in its reader's language."""

import hashlib

import orjson

from apps.notifications.composing import DIGEST
from apps.notifications.models import NotificationLog
from apps.notifications.rendering import clipped

PAGE = "/app/notifications"
TITLE, BODY = (150, 500), (700, 2000)
"""The most characters, and bytes as JSON, so that all of it stays below 3 kB."""
SHORT_BODY = (120, 400)
"""Of the body for a push service that found the message too large."""


def payload(row: NotificationLog, *, title: str, text: str, short: bool = False) -> bytes:
    """The message as JSON, cut to what a device shows."""
    return orjson.dumps(
        {
            "title": clipped(title, *TITLE),
            "body": clipped(text, *(SHORT_BODY if short else BODY)),
            "url": PAGE if row.type == DIGEST else f"{PAGE}?id={row.notification_id}",
            "tag": tag_of(row),
            "type": row.type,
        }
    )


def tag_of(row: NotificationLog) -> str:
    """What names the message on the device and at the push service, 32 characters: a later one of that name takes its
    place, be it the same sent again or the next of its group.
    """
    told = row.notification
    if not told.group:
        return told.pk.hex
    return hashlib.sha256(f"{told.user_id}:{told.type}:{told.group}".encode()).hexdigest()[:32]
