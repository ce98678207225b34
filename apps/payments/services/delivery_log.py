"""The log of providers' webhooks and our answers, without secrets."""

import re

import structlog
from django.db import Error
from psycopg_pool import PoolTimeout

from apps.accounts import rate_limits
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.payments.gateways import GATEWAYS, get_gateway
from apps.payments.gateways.base import MAX_BODY_BYTES, WebhookResponse
from apps.payments.models import ProcessingResult, WebhookDelivery

log = structlog.get_logger(__name__)

MAX_FORGED_PER_HOUR = 60
"""So many forged deliveries of one address are kept in an hour, ten times as many of all: a flood fills no disk."""
MAX_FORGED_CHARACTERS = 2000
SECRET_PATTERN = re.compile(
    r"(?P<name>\"(?:password|key|secret|client_secret)\"\s*:\s*)\"(?:[^\"\\]|\\.)*\"", re.IGNORECASE
)
REDACTED = "***"


def log_webhook_delivery(
    *, provider: str, body: bytes, answer: WebhookResponse, sender_address: str | None, milliseconds: int
) -> None:
    """Store one delivery; complete the row when the gateway wrote it. Never raises database errors: they are logged."""
    try:
        if answer.result == ProcessingResult.FORGED and not _may_log_forged(sender_address):
            return
        _store(provider, body, answer, sender_address, milliseconds)
    except (Error, PoolTimeout):
        log.exception("a delivery could not be noted", provider=provider, verdict=str(answer.result))


def _store(provider: str, body: bytes, answer: WebhookResponse, address: str | None, milliseconds: int) -> None:
    values = {
        "body": redact_body(
            body, max_length=MAX_FORGED_CHARACTERS if answer.result == ProcessingResult.FORGED else None
        ),
        "answer": redact_body(answer.body, max_length=MAX_BODY_BYTES),
        "status": answer.status,
        "address": address,
        "milliseconds": milliseconds,
    }
    with unit_of_work():
        if answer.delivery is not None:
            WebhookDelivery.objects.filter(pk=answer.delivery).update(**values)
            return
        WebhookDelivery.objects.create(
            provider=provider,
            event_id=answer.event_id,
            what=answer.event_type.replace("\x00", ""),
            verdict=answer.result,
            code=answer.code,
            transaction_id=answer.transaction,
            **values,
        )


def redact_body(raw: bytes, *, max_length: int | None = None) -> str:
    """Return the body as text without NUL characters, secrets and our keys."""
    text = raw.decode("utf-8", errors="replace").replace("\x00", "\ufffd")[:max_length]
    for secret in _list_secrets():
        text = text.replace(secret, REDACTED)
    return SECRET_PATTERN.sub(rf'\g<name>"{REDACTED}"', text)


def _list_secrets() -> list[str]:
    return [key for name in GATEWAYS for key in get_gateway(name).list_secrets() if key]


def _may_log_forged(address: str | None) -> bool:
    try:
        rate_limits.enforce_limit("forged-deliveries-of", address or "", times=MAX_FORGED_PER_HOUR, seconds=3600)
        rate_limits.enforce_limit("forged-deliveries", "all", times=10 * MAX_FORGED_PER_HOUR, seconds=3600)
    except TooMany:
        return False
    return True
