"""What a browser's service worker gets: `{title, body, url, tag, type}`, in its reader's language."""

import hashlib

import orjson

from apps.notifications.composing import DIGEST
from apps.notifications.models import NotificationLog
from apps.notifications.rendering import clipped

PAGES = "/app/messages"
"""Of the built-in pages, for every role: the list, and behind a message's id the thing that it is about."""
TITLE, BODY = (150, 500), (700, 2000)
"""The most characters, and bytes as JSON, so that all of it stays below 3 kB."""
SHORT_BODY = (120, 400)
"""Of the body for a push service that found the message too large."""


def payload(row: NotificationLog, *, title: str, text: str, short: bool = False) -> bytes:
    """The message as JSON, cut to what a device shows. What does not stand in the list has no page of its own."""
    alone = row.type != DIGEST and row.notification.shown
    return orjson.dumps(
        {
            "title": clipped(title, *TITLE),
            "body": clipped(text, *(SHORT_BODY if short else BODY)),
            "url": f"{PAGES}/{row.notification_id}" if alone else PAGES,
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
