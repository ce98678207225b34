"""The log of requests from Telegram and Eskiz, without texts of users."""

from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from django.db import Error
from psycopg_pool import PoolTimeout

from apps.core.uow import unit_of_work
from apps.messaging.models import ArrivalResult, WebhookArrival

log = structlog.get_logger(__name__)

KEPT_FIELDS = {*"update_id status status_date message_id type date new_chat_member old_chat_member".split()}
"""Fields whose values are stored; objects in them are redacted like others."""
HIDDEN = "***"
MAX_DEPTH = 6
MAX_ITEMS = 30
MAX_BODY_LENGTH = 2000
MAX_VALUE_LENGTH = 60


def record_webhook_arrival(
    *, provider: str, body: bytes, verdict: ArrivalResult, status: int, address: str | None, milliseconds: int
) -> None:
    """Store one request. Errors are only logged, so that the answer never fails."""
    try:
        content = _parse_body(body)
        text = orjson.dumps(_redact(content, MAX_DEPTH)).decode()[:MAX_BODY_LENGTH]
        answer = {"verdict": verdict, "status": status, "address": address, "milliseconds": milliseconds}
        with unit_of_work():
            WebhookArrival.objects.create(provider=provider, what=_get_kind(content), body=text, **answer)
    except (Error, PoolTimeout, TypeError, ValueError):
        log.exception("an arrival could not be noted", provider=provider, verdict=str(verdict))


def _parse_body(body: bytes) -> Any:
    """Return the body, JSON or a form; {} for others."""
    try:
        if body.lstrip().startswith((b"{", b"[")):
            return orjson.loads(body)
        return dict(parse_qsl(body.decode(), max_num_fields=MAX_ITEMS))
    except ValueError:
        return {}


def _get_kind(content: Any) -> str:
    """Return the kind of an update, or the status: the only name beside the number."""
    if not isinstance(content, dict):
        return ""
    if "update_id" in content:
        kinds = (str(name) for name in content if name != "update_id")
        return next(kinds, "")[:MAX_VALUE_LENGTH].replace("\x00", "")
    return str(content.get("status", ""))[:MAX_VALUE_LENGTH].replace("\x00", "")


def _redact(content: Any, depth: int) -> Any:
    if depth == 0:
        return HIDDEN
    if isinstance(content, list):
        return [_redact(item, depth - 1) for item in content[:MAX_ITEMS]]
    if not isinstance(content, dict):
        return HIDDEN
    return {_redact_name(name): _redact_value(name, item, depth) for name, item in list(content.items())[:MAX_ITEMS]}


def _redact_value(name: str, value: Any, depth: int) -> Any:
    if isinstance(value, dict | list):
        return _redact(value, depth - 1)
    plain = isinstance(value, str | int | float | bool) and name in KEPT_FIELDS and len(str(value)) <= MAX_VALUE_LENGTH
    return (value.replace("\x00", "") if isinstance(value, str) else value) if plain else HIDDEN


def _redact_name(name: Any) -> str:
    """Return the field name unless it is unusual."""
    text = str(name)
    return text if len(text) <= MAX_VALUE_LENGTH and text.isidentifier() else HIDDEN
