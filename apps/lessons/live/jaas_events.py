"""Events that JaaS sends of its rooms.

`X-Jaas-Signature` is "t={seconds},v1={signature}", with perhaps more schemes; the signature is the HMAC-SHA256, by the
secret of the webhook, of "{t}.{raw body}", in Base64 (https://developer.8x8.com/jaas/docs/webhooks-signatures).
`fqn` is "{AppID}/{room}", `timestamp` is in milliseconds, and `data.id` is the id of the person in our token
(https://developer.8x8.com/jaas/docs/webhooks-payload).
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.utils import timezone

from apps.lessons.live.interface import Stay
from apps.lessons.models import LiveSource, SightingKind

HEADER = "x-jaas-signature"
SCHEME = "v1"
MAX_CLOCK_DIFFERENCE = timedelta(minutes=5)
"""How old, or how far ahead, the time stamp of an event may be."""
MAX_PARTS = 10
KINDS = {"PARTICIPANT_JOINED": SightingKind.JOINED, "PARTICIPANT_LEFT": SightingKind.LEFT}
"""The events that tell who came, and of which end of a stay."""


def is_signed(headers: Any, body: bytes) -> bool:
    """Return whether an event is signed by JaaS and at most five minutes old."""
    secret = settings.ENV.jaas_webhook_secret
    parts = [part.strip().partition("=") for part in headers.get(HEADER, "").split(",")[:MAX_PARTS]]
    told = next((value for name, _equals, value in parts if name == "t"), "")
    if not secret or not told.isascii() or not told.isdecimal() or len(told) > 10:
        return False
    if abs(timezone.now().timestamp() - int(told)) > MAX_CLOCK_DIFFERENCE.total_seconds():
        return False
    digest = hmac.digest(secret.encode(), told.encode() + b"." + body, hashlib.sha256)
    expected = b64encode(digest)
    return any(name == SCHEME and hmac.compare_digest(value.encode(), expected) for name, _equals, value in parts)


def read_event(body: str) -> tuple[str, list[Stay]]:
    """Return the name of the room and the end of a stay that an event tells of; nothing of a room of others."""
    content: Any = orjson.loads(body)
    kind, data = KINDS.get(content.get("eventType")), content.get("data")
    app, _slash, room = str(content.get("fqn") or "").rpartition("/")
    at = _read_time(content.get("timestamp"))
    if kind is None or not isinstance(data, dict) or at is None or app != settings.ENV.jaas_app_id:
        return "", []
    who = str(data.get("participantJid") or data.get("participantId") or "")
    if not room or not who:
        return "", []
    session = f"{content.get('sessionId') or ''}/{who}"[:200]
    key = str(data.get("id") or f"session:{session}")[:200]
    return room[:200], [Stay(LiveSource.JAAS, session, kind, at, key, str(data.get("name") or "")[:200])]


def _read_time(value: Any) -> datetime | None:
    """Return a time of milliseconds since 1970; None for what is none."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10**14:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
