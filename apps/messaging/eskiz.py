"""Eskiz, the SMS provider (notify.eskiz.uz): send one SMS, with a token that all processes share.

A token lives 30 days. It is renewed a day early, or when a call answers 401: by PATCH /auth/refresh, or by a new
log-in when that is refused or the token was revoked (`status: token_invalid`). One process renews, under a lease in
the token's row; the others wait for it. A send is repeated once, after a 401, which sends nothing. Refused
credentials are not tried again for `REFUSED_FOR`, so that nothing loops.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import phonenumbers
import structlog
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from apps.core import sealing
from apps.messaging.errors import NotSent, Refused
from apps.messaging.models import ProviderToken
from apps.settings.queries import system

log = structlog.get_logger(__name__)

PROVIDER = "eskiz"
PURPOSE = "messaging.provider_token"
TIMEOUT = httpx.Timeout(15.0, connect=5.0)
LIFE = timedelta(days=29)
EARLY = timedelta(days=1)
LEASE = timedelta(seconds=40)
REFUSED_FOR = timedelta(minutes=10)
WAIT_SECONDS = 45.0
LOOK_SECONDS = 0.1


def send(*, to: str, text: str) -> str:
    """Send one SMS to a number in E.164; Eskiz's id of it.

    NotSent when it has certainly not gone out and may be tried again; Refused when Eskiz does not take it, or when
    no answer came and it may have gone out.
    """
    with httpx.Client(base_url=settings.ENV.eskiz_url, timeout=TIMEOUT, follow_redirects=False) as http:
        version, token = _token(http)
        answer = _post(http, token, to, text)
        if answer.status_code == 401:
            _version, token = _token(http, instead_of=version, revoked=_says(answer, "status") == "token_invalid")
            answer = _post(http, token, to, text)
    if answer.status_code == 401:
        raise NotSent("Eskiz does not accept its own token")
    if answer.status_code in (400, 403, 404, 422):
        raise Refused(f"Eskiz does not take this SMS ({answer.status_code})")
    if answer.status_code != 200:
        raise Refused(f"Eskiz failed ({answer.status_code}): the SMS may have gone out")
    return _says(answer, "id")


def _post(http: httpx.Client, token: str, to: str, text: str) -> httpx.Response:
    form = {"mobile_phone": to.lstrip("+"), "message": text, "from": settings.ENV.eskiz_from}
    path = "/message/sms/send"
    if not to.startswith("+998"):
        if not system().foreign_phones:
            raise Refused("abroad has its own price: SMS go there only with the setting foreign_phones")
        country = phonenumbers.region_code_for_number(phonenumbers.parse(to)) or ""
        form |= {"country_code": country, "unicode": str(int(not text.isascii()))}
        path = "/message/sms/send-global"
    try:
        return http.post(path, data=form, headers={"Authorization": f"Bearer {token}"})
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        raise NotSent("Eskiz cannot be reached") from None
    except httpx.HTTPError as error:
        raise Refused(f"Eskiz did not answer ({type(error).__name__}): the SMS may have gone out") from None


def _token(http: httpx.Client, *, instead_of: int | None = None, revoked: bool = False) -> tuple[int, str]:
    """A token that holds, with its number; not the one numbered `instead_of`. One process at a time fetches another."""
    row, _created = ProviderToken.objects.get_or_create(provider=PROVIDER)
    ends = time.monotonic() + WAIT_SECONDS
    while True:
        held = _held(row)
        if held and row.version != instead_of and row.expires_at and row.expires_at > timezone.now() + EARLY:
            return row.version, held
        if row.refused_until and row.refused_until > timezone.now():
            raise Refused("Eskiz refused our credentials; see ESKIZ_EMAIL and ESKIZ_PASSWORD")
        if _take_lease(row):
            return _renew(http, row, old="" if revoked else held)
        if time.monotonic() > ends:
            raise NotSent("another process holds the renewal of Eskiz's token")
        time.sleep(LOOK_SECONDS)
        row.refresh_from_db()


def _held(row: ProviderToken) -> str:
    """The token in the row; "" when there is none, or one that was sealed with another key."""
    if not row.sealed:
        return ""
    try:
        return sealing.unseal(bytes(row.sealed), purpose=PURPOSE, row_id=row.pk).decode()
    except sealing.Unreadable:
        return ""


def _take_lease(row: ProviderToken) -> bool:
    """Whether it is ours to renew this version of the token: one statement, one winner."""
    now = timezone.now()
    free = Q(renewing_until__isnull=True) | Q(renewing_until__lt=now)
    return bool(ProviderToken.objects.filter(free, pk=row.pk, version=row.version).update(renewing_until=now + LEASE))


def _renew(http: httpx.Client, row: ProviderToken, *, old: str) -> tuple[int, str]:
    """Fetch and store the next token, then give the lease back."""
    try:
        token = (_refreshed(http, old) if old else "") or _logged_in(http, row)
        ProviderToken.objects.filter(pk=row.pk).update(
            sealed=sealing.seal(token.encode(), purpose=PURPOSE, row_id=row.pk),
            expires_at=_expiry(token),
            version=F("version") + 1,
            refused_until=None,
            updated_at=timezone.now(),
        )
        return row.version + 1, token
    finally:
        ProviderToken.objects.filter(pk=row.pk).update(renewing_until=None)


def _refreshed(http: httpx.Client, old: str) -> str:
    """The next token for a present one; "" when Eskiz refuses that."""
    answer = _ask(http, "PATCH", "/auth/refresh", headers={"Authorization": f"Bearer {old}"})
    return _token_in(answer) if answer.status_code == 200 else ""


def _logged_in(http: httpx.Client, row: ProviderToken) -> str:
    credentials = {"email": settings.ENV.eskiz_email, "password": settings.ENV.eskiz_password}
    answer = _ask(http, "POST", "/auth/login", data=credentials)
    if answer.status_code in (400, 401, 403, 422):
        ProviderToken.objects.filter(pk=row.pk).update(refused_until=timezone.now() + REFUSED_FOR)
        log.error("eskiz refuses our credentials", status=answer.status_code)
        raise Refused("Eskiz refused our credentials; see ESKIZ_EMAIL and ESKIZ_PASSWORD")
    token = _token_in(answer) if answer.status_code == 200 else ""
    if not token:
        raise NotSent(f"Eskiz gave no token ({answer.status_code})")
    return token


def _ask(http: httpx.Client, method: str, path: str, **more: Any) -> httpx.Response:
    try:
        return http.request(method, path, **more)
    except httpx.HTTPError as error:
        raise NotSent(f"Eskiz cannot be reached ({type(error).__name__})") from None


def _token_in(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["data"]["token"])
    except (ValueError, KeyError, TypeError):
        return ""


def _says(answer: httpx.Response, name: str) -> str:
    """A text field of a JSON answer; "" without one."""
    try:
        return str(answer.json()[name])
    except (ValueError, KeyError, TypeError):
        return ""


def _expiry(token: str) -> datetime:
    """When the token ends by its own word (a JWT of Eskiz's, so we cannot check it), else a day before 30."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
        return datetime.fromtimestamp(int(claims["exp"]), UTC)
    except (jwt.InvalidTokenError, KeyError, ValueError, TypeError, OverflowError):
        return timezone.now() + LIFE
