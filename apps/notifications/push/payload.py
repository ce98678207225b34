"""Payload of a push message for the service worker: `{title, body, url, tag, type}`, in the user's language."""

import hashlib

import orjson

from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import NotificationLog
from apps.notifications.rendering import truncate_text

MESSAGES_PATH = "/app/messages"
"""Page with the list of notifications, for every role; with an id it opens what the notification is about."""
TITLE_LIMITS, BODY_LIMITS = (150, 500), (700, 2000)
"""Maximum characters, and bytes as JSON, so that the payload stays below 3 kB."""
SHORT_BODY_LIMITS = (120, 400)
"""Limits of the body after a push service answered that the message is too large."""


def build_payload(delivery: NotificationLog, *, title: str, text: str, short: bool = False) -> bytes:
    """Return the message as JSON, cut to what a device shows. Only messages in the app's list have a page
    of their own.
    """
    has_own_page = delivery.type != DIGEST_TYPE and delivery.notification.shown
    return orjson.dumps(
        {
            "title": truncate_text(title, *TITLE_LIMITS),
            "body": truncate_text(text, *(SHORT_BODY_LIMITS if short else BODY_LIMITS)),
            "url": f"{MESSAGES_PATH}/{delivery.notification_id}" if has_own_page else MESSAGES_PATH,
            "tag": get_message_tag(delivery),
            "type": delivery.type,
        }
    )


def get_message_tag(delivery: NotificationLog) -> str:
    """Return the tag of the message on the device and at the push service, 32 characters. A later message with the same
    tag replaces it: a retry, or the next of its group.
    """
    notification = delivery.notification
    if not notification.group:
        return notification.pk.hex
    return hashlib.sha256(f"{notification.user_id}:{notification.type}:{notification.group}".encode()).hexdigest()[:32]
