"""The access token of Eskiz, shared by all processes.

It is valid for 30 days and renewed a day early, or after a 401: by PATCH /auth/refresh, or by a new log-in when that is
refused or the token was revoked. One process renews it, with a lease in the token's row; others wait. Refused
credentials are not tried again for REFUSAL_PAUSE.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from apps.core import sealing
from apps.messaging import credential_alerts
from apps.messaging.errors import AccountProblem, NotSent
from apps.messaging.models import ProviderToken

PROVIDER = "eskiz"
PURPOSE = "messaging.provider_token"
DEFAULT_LIFETIME = timedelta(days=29)
RENEW_BEFORE = timedelta(days=1)
LEASE = timedelta(seconds=40)
REFUSAL_PAUSE = timedelta(minutes=10)
WAIT_SECONDS = 45.0
POLL_SECONDS = 0.1


def get_or_renew_token(
    http: httpx.Client, *, rejected_version: int | None = None, revoked: bool = False
) -> tuple[int, str]:
    """Return the number of a valid token and the token; not the one numbered `rejected_version`. One process at a time
    renews it.
    """
    row, _created = ProviderToken.objects.get_or_create(provider=PROVIDER)
    ends = time.monotonic() + WAIT_SECONDS
    while True:
        token = _unseal_token(row)
        if (
            token
            and row.version != rejected_version
            and row.expires_at
            and row.expires_at > timezone.now() + RENEW_BEFORE
        ):
            return row.version, token
        if row.refused_until and ProviderToken.objects.filter(pk=row.pk, refused_until__gt=Now()).exists():
            raise AccountProblem("Eskiz refused our credentials; see ESKIZ_EMAIL and ESKIZ_PASSWORD")
        if _claim_renewal(row):
            return _renew(http, row, old="" if revoked else token)
        if time.monotonic() > ends:
            raise NotSent("another process holds the renewal of Eskiz's token")
        time.sleep(POLL_SECONDS)
        row.refresh_from_db()


def _unseal_token(row: ProviderToken) -> str:
    """Return the token of the row, or "" when there is none or it was sealed with another key."""
    if not row.sealed:
        return ""
    try:
        return sealing.unseal(bytes(row.sealed), purpose=PURPOSE, row_id=row.pk).decode()
    except sealing.UnsealError:
        return ""


def _claim_renewal(row: ProviderToken) -> bool:
    """Return whether this process may renew this version of the token (one conditional update)."""
    free = Q(renewing_until__isnull=True) | Q(renewing_until__lt=Now())
    return bool(ProviderToken.objects.filter(free, pk=row.pk, version=row.version).update(renewing_until=Now() + LEASE))


def _renew(http: httpx.Client, row: ProviderToken, *, old: str) -> tuple[int, str]:
    """Fetch and store the next token, then release the lease."""
    try:
        token = (_refresh(http, old) if old else "") or _log_in(http, row)
        sealed = sealing.seal(token.encode(), purpose=PURPOSE, row_id=row.pk)
        values = {"sealed": sealed, "expires_at": _parse_expiry(token), "version": F("version") + 1}
        ProviderToken.objects.filter(pk=row.pk).update(**values, refused_until=None, updated_at=timezone.now())
        return row.version + 1, token
    finally:
        ProviderToken.objects.filter(pk=row.pk).update(renewing_until=None)


def _refresh(http: httpx.Client, old: str) -> str:
    """Return a new token for the current one, or "" when Eskiz refuses."""
    answer = _request(http, "PATCH", "/auth/refresh", headers={"Authorization": f"Bearer {old}"})
    return _parse_token(answer) if answer.status_code == 200 else ""


def _log_in(http: httpx.Client, row: ProviderToken) -> str:
    credentials = {"email": settings.ENV.eskiz_email, "password": settings.ENV.eskiz_password}
    answer = _request(http, "POST", "/auth/login", data=credentials)
    if answer.status_code in (400, 401, 403, 422):
        ProviderToken.objects.filter(pk=row.pk).update(refused_until=Now() + REFUSAL_PAUSE)
        credential_alerts.report_refused_credentials(provider=PROVIDER, status=answer.status_code)
        raise AccountProblem("Eskiz refused our credentials; see ESKIZ_EMAIL and ESKIZ_PASSWORD")
    token = _parse_token(answer) if answer.status_code == 200 else ""
    if not token:
        raise NotSent(f"Eskiz gave no token ({answer.status_code})")
    return token


def _request(http: httpx.Client, method: str, path: str, **more: Any) -> httpx.Response:
    try:
        return http.request(method, path, **more)
    except httpx.HTTPError as error:
        raise NotSent(f"Eskiz cannot be reached ({type(error).__name__})") from None


def _parse_token(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["data"]["token"])
    except (ValueError, KeyError, TypeError):
        return ""


def _parse_expiry(token: str) -> datetime:
    """Return the expiry in the token (a JWT of Eskiz that we cannot verify), else 29 days from now."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
        return datetime.fromtimestamp(int(claims["exp"]), UTC)
    except (jwt.InvalidTokenError, KeyError, ValueError, TypeError, OverflowError):
        return timezone.now() + DEFAULT_LIFETIME
