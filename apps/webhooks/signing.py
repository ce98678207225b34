"""Secrets and signatures by the Standard Webhooks specification (symmetric, `v1`)."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID

from apps.core import sealing
from apps.webhooks.models import Webhook

PREFIX = "whsec_"
SECRET_BYTES = 32
PURPOSE = "webhooks.secret"


def generate_secret() -> str:
    """Return `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def seal_secret(secret: str, webhook_id: UUID) -> bytes:
    """Return the encrypted secret, readable for this webhook only."""
    return sealing.seal(secret.encode(), purpose=PURPOSE, row_id=webhook_id)


def get_signing_secrets(webhook: Webhook, now: datetime) -> list[str]:
    """Return the secrets that sign now, the current one first. Raise UnsealError."""
    sealed = [webhook.secret]
    if webhook.old_secret is not None and webhook.old_secret_until and webhook.old_secret_until > now:
        sealed.append(webhook.old_secret)
    return [sealing.unseal(bytes(each), purpose=PURPOSE, row_id=webhook.pk).decode() for each in sealed]


def build_signature_headers(*, event_id: str, now: datetime, body: bytes, keys: list[str]) -> dict[str, str]:
    """Return the three headers; one signature for each secret, separated by spaces."""
    stamp = str(int(now.timestamp()))
    signed = f"{event_id}.{stamp}.".encode() + body
    signatures = [base64.b64encode(hmac.digest(_decode_secret(key), signed, hashlib.sha256)).decode() for key in keys]
    signature = " ".join(f"v1,{signature}" for signature in signatures)
    return {"webhook-id": event_id, "webhook-timestamp": stamp, "webhook-signature": signature}


def _decode_secret(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))
