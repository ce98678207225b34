"""The log of what Telegram and Eskiz sent to our addresses, without a word of what people said."""

from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from django.db import Error
from psycopg_pool import PoolTimeout

from apps.core.uow import unit_of_work
from apps.messaging.models import Arrival, WebhookArrival

log = structlog.get_logger(__name__)

SHOWN = frozenset(
    {"update_id", "status", "status_date", "message_id", "type", "date", "new_chat_member", "old_chat_member"}
)
"""Of these the value is kept; a dict under them is looked into, as under any other."""
HIDDEN = "***"
DEEPEST = 6
MOST = 30
LONGEST = 2000
LONGEST_WHAT = 60


def note(*, provider: str, body: bytes, verdict: Arrival, status: int, address: str | None, milliseconds: int) -> None:
    """Keep one arrival. Never fails the answer: what could not be kept stands in the process's log."""
    try:
        found = _read(body)
        with unit_of_work():
            WebhookArrival.objects.create(
                provider=provider,
                what=_what(found),
                verdict=verdict,
                status=status,
                address=address,
                milliseconds=milliseconds,
                body=orjson.dumps(_scrubbed(found, DEEPEST)).decode()[:LONGEST],
            )
    except (Error, PoolTimeout, TypeError, ValueError):
        log.exception("an arrival could not be noted", provider=provider, verdict=str(verdict))


def _read(body: bytes) -> Any:
    """The body, JSON or a form; nothing when it is neither."""
    try:
        if body.lstrip().startswith((b"{", b"[")):
            return orjson.loads(body)
        return dict(parse_qsl(body.decode(), max_num_fields=MOST))
    except ValueError:
        return {}


def _what(found: Any) -> str:
    """What kind of update, or which status: the one name beside the number."""
    if not isinstance(found, dict):
        return ""
    if "update_id" in found:
        kinds = (str(name) for name in found if name != "update_id")
        return next(kinds, "")[:LONGEST_WHAT].replace("\x00", "")
    return str(found.get("status", ""))[:LONGEST_WHAT].replace("\x00", "")


def _scrubbed(found: Any, depth: int) -> Any:
    if depth == 0:
        return HIDDEN
    if isinstance(found, list):
        return [_scrubbed(one, depth - 1) for one in found[:MOST]]
    if not isinstance(found, dict):
        return HIDDEN
    return {_name(name): _value(name, one, depth) for name, one in list(found.items())[:MOST]}


def _value(name: str, value: Any, depth: int) -> Any:
    if isinstance(value, dict | list):
        return _scrubbed(value, depth - 1)
    plain = isinstance(value, str | int | float | bool) and name in SHOWN and len(str(value)) <= LONGEST_WHAT
    return (value.replace("\x00", "") if isinstance(value, str) else value) if plain else HIDDEN


def _name(name: Any) -> str:
    """A name as it came, unless it is one that nobody would give."""
    text = str(name)
    return text if len(text) <= LONGEST_WHAT and text.isidentifier() else HIDDEN
