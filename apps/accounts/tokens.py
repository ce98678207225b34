"""Access tokens, and opaque single-use tokens.

Access token: a JWT (RFC 7519) signed with HMAC-SHA-256 by a key derived from SECRET_KEY for this purpose only, valid
for `ACCESS_TOKEN_SECONDS`. Claims: iss, aud, typ, sub (user), sid (session), epoch, jti, iat, exp. Each use checks the
rows of its session and user, so it ends with them. Tokens signed with a key of SECRET_KEY_FALLBACKS are valid until
they expire.

Refresh tokens and other single-use tokens (devices, MFA tickets, a child's device): 256 bits; only their SHA-256 is
stored. They are random, except a refresh token that was asked for with an idempotency key (`derive_next_token`).
"""

import base64
import hashlib
import hmac
import secrets
import time
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import jwt
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.accounts.models import Session, TotpDevice, User
from apps.core.compiled_queries import CompiledQuery
from apps.core.errors import ErrorCode, NotAuthenticated
from apps.settings.models import SystemSettings

ISSUER = "talim"
AUDIENCE = "talim-api"
ACCESS_TYPE = "access"
ALGORITHM = "HS256"
MAX_ACCESS_LENGTH = 1024
VERIFIED_CACHE_SIZE = 4096
"""Tokens whose signature is not computed again."""
CLAIMS = ["iss", "aud", "typ", "sub", "sid", "epoch", "jti", "iat", "exp"]


@cache
def _derive_key(secret: str, purpose: str) -> bytes:
    """Return a 256-bit key for one purpose: HMAC-SHA-256 of the purpose under the secret."""
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def get_signing_key() -> bytes:
    """Return the key that signs access tokens."""
    return derive_access_token_keys()[0]


def derive_access_token_keys() -> list[bytes]:
    """Return the keys that verify access tokens: of SECRET_KEY first, then of the fallbacks."""
    secrets_in_use = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_derive_key(secret, "talim access token v1") for secret in secrets_in_use]


@cache
def _header_segment(key: bytes) -> str:
    """Return the first segment of every token that we sign; it is always the same."""
    return jwt.encode({}, key, algorithm=ALGORITHM).partition(".")[0]


def issue_access_token(session: Session) -> str:
    """Return a new access token of this session and its user."""
    now = int(timezone.now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "typ": ACCESS_TYPE,
        "sub": str(session.user_id),
        "sid": str(session.pk),
        "epoch": session.user.token_epoch,
        "jti": secrets.token_urlsafe(12),
        "iat": now,
        "exp": now + settings.ACCESS_TOKEN_SECONDS,
    }
    return jwt.encode(claims, get_signing_key(), algorithm=ALGORITHM)


def verify_access_token(token: str) -> tuple[User, Session]:
    """Return the user and the session of an access token; one query.

    `session.second_factor_missing` tells whether the centre requires a second factor that the user has not set up.
    Raise NotAuthenticated (`token_invalid`) for a token that is not ours, too long, expired or of another kind, when
    its session has ended, when its user is deactivated, or when the user's epoch has changed.
    """
    claims = _parse_claims(token)
    session = _find_session.get_first(claims["sid"], claims["sub"])
    if session is None or session.ended_at is not None or session.expires_at <= timezone.now():
        raise _token_invalid()
    if not session.user.is_active or session.user.token_epoch != claims["epoch"]:
        raise _token_invalid()
    session.second_factor_missing = session.factor_required and not session.factor_on and session.user.is_staff_member
    return session.user, session


def _sessions(session_id: UUID, user_id: UUID) -> QuerySet[Any]:
    return (
        Session.objects.select_related("user__own_role")
        .annotate(
            factor_on=Exists(TotpDevice.objects.filter(user=OuterRef("user"), confirmed_at__isnull=False)),
            factor_required=Subquery(SystemSettings.objects.values("mfa_required_for_staff")[:1]),
        )
        .filter(pk=session_id, user_id=user_id)
    )


_find_session = CompiledQuery[Any](_sessions, values=2)


def read_user_id(token: str) -> UUID | None:
    """Return the user that a valid access token names, without a query: the session may have ended."""
    try:
        user_id: UUID = _parse_claims(token)["sub"]
    except NotAuthenticated:
        return None
    return user_id


def generate_token_and_hash() -> tuple[str, str]:
    """Return a new single-use token and the hash to store."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def derive_next_token(token: str, key: str) -> str:
    """Return the refresh token that follows `token` when it is exchanged under this idempotency key: 256 bits of
    HMAC-SHA-256. A repeat can be answered with it although only its hash is stored.
    """
    digest = hmac.digest(
        _derive_key(settings.SECRET_KEY, "talim refresh token v1"), f"{token} {key}".encode(), "sha256"
    )
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_token(token: str) -> str:
    """Return the SHA-256 of a random token, hexadecimal. A random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _parse_claims(token: str) -> dict[str, Any]:
    """Return the claims of a token that we signed, of the right kind and age.

    The header must equal ours before anything is parsed: a token can choose neither algorithm nor key.
    """
    if len(token) > MAX_ACCESS_LENGTH or token.partition(".")[0] != _header_segment(get_signing_key()):
        raise _token_invalid()
    try:
        claims = dict(_decode(token, tuple(derive_access_token_keys())))
        if any(type(claims[name]) is not int for name in ("epoch", "iat", "exp")):
            raise _token_invalid()
        if claims["typ"] != ACCESS_TYPE or not claims["jti"]:
            raise _token_invalid()
        claims["sub"], claims["sid"] = UUID(claims["sub"]), UUID(claims["sid"])
    except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise _token_invalid() from error
    if claims["exp"] - claims["iat"] > settings.ACCESS_TOKEN_SECONDS or claims["exp"] <= time.time():
        raise _token_invalid()
    return claims


@lru_cache(maxsize=VERIFIED_CACHE_SIZE)
def _decode(token: str, keys: tuple[bytes, ...]) -> dict[str, Any]:
    """Return the claims of a token by the first key that fits; raise jwt.InvalidTokenError for a bad token.

    Cached, as the same token comes with many requests: only its expiry changes with time.
    """
    for key in keys:
        with suppress(jwt.InvalidSignatureError):
            options: jwt.types.Options = {"require": CLAIMS, "strict_aud": True}
            return jwt.decode(token, key, algorithms=[ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options=options)
    raise jwt.InvalidSignatureError


def _token_invalid() -> NotAuthenticated:
    return NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
