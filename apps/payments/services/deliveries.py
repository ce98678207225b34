"""The log of what payment providers sent and what they were answered, without their keys."""

import re

import structlog
from django.db import Error
from psycopg_pool import PoolTimeout

from apps.accounts import rate_limits
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.payments.gateways import GATEWAYS, gateway_named
from apps.payments.gateways.base import LONGEST_BODY, Answer
from apps.payments.models import Verdict, WebhookDelivery

log = structlog.get_logger(__name__)

FORGED_AN_HOUR = 60
"""So many forged deliveries of one address are kept in an hour, ten times as many of all: a flood fills no disk."""
FORGED_CHARACTERS = 2000
SECRETS = re.compile(r"(?P<name>\"(?:password|key|secret|client_secret)\"\s*:\s*)\"(?:[^\"\\]|\\.)*\"", re.IGNORECASE)
HIDDEN = "***"


def note(*, provider: str, body: bytes, answer: Answer, address: str | None, milliseconds: int) -> None:
    """Keep one delivery. Never fails the answer: what could not be kept stands in the process's log.

    A row that the gateway wrote itself is completed.
    """
    try:
        if answer.verdict == Verdict.FORGED and not _has_room(address):
            return
        _store(provider, body, answer, address, milliseconds)
    except (Error, PoolTimeout):
        log.exception("a delivery could not be noted", provider=provider, verdict=str(answer.verdict))


def _store(provider: str, body: bytes, answer: Answer, address: str | None, milliseconds: int) -> None:
    values = {
        "body": readable(body, longest=FORGED_CHARACTERS if answer.verdict == Verdict.FORGED else None),
        "answer": readable(answer.body, longest=LONGEST_BODY),
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
            what=answer.what.replace("\x00", ""),
            verdict=answer.verdict,
            code=answer.code,
            transaction_id=answer.transaction,
            **values,
        )


def readable(raw: bytes, *, longest: int | None = None) -> str:
    """What came, as text that can be kept: no NUL, no secret, no key of ours."""
    text = raw.decode("utf-8", errors="replace").replace("\x00", "\ufffd")[:longest]
    for secret in _keys():
        text = text.replace(secret, HIDDEN)
    return SECRETS.sub(rf'\g<name>"{HIDDEN}"', text)


def _keys() -> list[str]:
    return [key for name in GATEWAYS for key in gateway_named(name).secrets() if key]


def _has_room(address: str | None) -> bool:
    try:
        rate_limits.enforce_limit("forged-deliveries-of", address or "", times=FORGED_AN_HOUR, seconds=3600)
        rate_limits.enforce_limit("forged-deliveries", "all", times=10 * FORGED_AN_HOUR, seconds=3600)
    except TooMany:
        return False
    return True
