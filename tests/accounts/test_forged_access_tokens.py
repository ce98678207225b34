"""No access token works that we did not sign, for this purpose, for this session, just now."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from apps.accounts import services, tokens
from apps.core.errors import ErrorCode, NotAuthenticated
from apps.core.ids import uuid7
from tests import factories

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
RSA_PUBLIC_PEM = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
ABSENT = object()


@dataclass(frozen=True)
class Victim:
    """A signed-in person, their good token and its claims, and somebody else's good token."""

    good: str
    claims: dict[str, Any]
    refresh: str
    other_good: str
    other_claims: dict[str, Any]


@pytest.fixture
def victim(pupil, other_pupil):
    own = services.open_session(user=pupil, device="phone", address="10.0.0.1")
    other = services.open_session(user=other_pupil, device="phone", address="10.0.0.2")
    return Victim(own.access, _read(own.access), own.refresh, other.access, _read(other.access))


def _read(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def _b64(data: bytes | str | dict[str, Any]) -> str:
    if isinstance(data, dict):
        data = json.dumps(data, separators=(",", ":"))
    raw = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _by_hand(header: dict[str, Any], payload: Any, key: bytes | None) -> str:
    """A token put together without a library: it may say anything; `key` None leaves the signature empty."""
    signed = f"{_b64(header)}.{_b64(payload)}"
    return f"{signed}.{_b64(hmac.digest(key, signed.encode(), hashlib.sha256)) if key is not None else ''}"


def _ours(victim: Victim, **claims: Any) -> str:
    """Signed with our own key, but with these claims: what a thief of the key, or a mistake of ours, could make."""
    merged = {k: v for k, v in {**victim.claims, **claims}.items() if v is not ABSENT}
    return _by_hand({"alg": "HS256", "typ": "JWT"}, merged, tokens.get_signing_key())


def _headed(victim: Victim, key: bytes | None = None, **header: Any) -> str:
    """With another header, signed by our own key unless another is given."""
    return _by_hand({"alg": "HS256", "typ": "JWT", **header}, victim.claims, key or tokens.get_signing_key())


def _other_payload(victim: Victim) -> str:
    header, _payload, signature = victim.good.split(".")
    return f"{header}.{_b64(victim.other_claims)}.{signature}"


def _hs512(victim: Victim) -> str:
    signed = f"{_b64({'alg': 'HS512', 'typ': 'JWT'})}.{_b64(victim.claims)}"
    return f"{signed}.{_b64(hmac.digest(tokens.get_signing_key(), signed.encode(), hashlib.sha512))}"


Forge = Callable[[Victim], str]
OUR_HEADER = {"alg": "HS256", "typ": "JWT"}

FORGERIES: dict[str, Forge] = {
    "nothing": lambda v: "",
    "not a token": lambda v: "let-me-in",
    "two parts only": lambda v: v.good.rpartition(".")[0],
    "five parts": lambda v: v.good + ".e.f",
    "empty signature": lambda v: v.good.rpartition(".")[0] + ".",
    "shortened signature": lambda v: v.good[:-6],
    "signature of another token": lambda v: v.good.rpartition(".")[0] + "." + v.other_good.rpartition(".")[2],
    "payload of another person": _other_payload,
    "alg none": lambda v: _by_hand({"alg": "none", "typ": "JWT"}, v.claims, None),
    "alg None": lambda v: _by_hand({"alg": "None", "typ": "JWT"}, v.claims, None),
    "alg nOnE": lambda v: _by_hand({"alg": "nOnE", "typ": "JWT"}, v.claims, None),
    "alg none with a good signature": lambda v: _headed(v, alg="none"),
    "no alg": lambda v: _by_hand({"typ": "JWT"}, v.claims, tokens.get_signing_key()),
    "empty key": lambda v: _by_hand(OUR_HEADER, v.claims, b""),
    "a guessed key": lambda v: _by_hand(OUR_HEADER, v.claims, b"secret"),
    "the secret itself as key": lambda v: _by_hand(OUR_HEADER, v.claims, settings.SECRET_KEY.encode()),
    "the key of another purpose": lambda v: _by_hand(
        OUR_HEADER, v.claims, tokens._derive_key(settings.SECRET_KEY, "?")
    ),
    "HS512 with our key": lambda v: _hs512(v),
    "RS256 with a key of one's own": lambda v: jwt.encode(v.claims, RSA_KEY, algorithm="RS256"),
    "public RSA key as HMAC key": lambda v: _by_hand(OUR_HEADER, v.claims, RSA_PUBLIC_PEM),
    "kid as a path": lambda v: _headed(v, key=b"\0", kid="../../../../dev/null"),
    "kid at all": lambda v: _headed(v, kid="1"),
    "jku": lambda v: jwt.encode(v.claims, RSA_KEY, algorithm="RS256", headers={"jku": "https://evil.example/jwks"}),
    "x5u": lambda v: _headed(v, x5u="https://evil.example/cert.pem"),
    "jwk in the header": lambda v: _headed(v, key=b"k", jwk={"kty": "oct", "k": _b64(b"k")}),
    "crit": lambda v: _headed(v, crit=["exp"]),
    "unencoded payload": lambda v: _headed(v, b64=False, crit=["b64"]),
    "refresh token as access": lambda v: v.refresh,
    "socket ticket as access": lambda v: secrets.token_urlsafe(16),
    "typ refresh": lambda v: _ours(v, typ="refresh"),
    "typ ticket": lambda v: _ours(v, typ="ticket"),
    "no typ": lambda v: _ours(v, typ=ABSENT),
    "just expired": lambda v: _ours(v, iat=int(time.time()) - 300, exp=int(time.time())),
    "no exp": lambda v: _ours(v, exp=ABSENT),
    "exp for a month": lambda v: _ours(v, exp=int(time.time()) + 30 * 86_400),
    "exp as text": lambda v: _ours(v, exp=str(v.claims["exp"])),
    "exp without end": lambda v: _ours(v, exp=float("inf")),
    "not yet valid": lambda v: _ours(v, nbf=int(time.time()) + 60),
    "issued in the future": lambda v: _ours(v, iat=int(time.time()) + 60),
    "issued at no time": lambda v: _ours(v, iat=ABSENT),
    "issued at a text": lambda v: _ours(v, iat="yesterday"),
    "another audience": lambda v: _ours(v, aud="talim-admin"),
    "ours among audiences": lambda v: _ours(v, aud=["talim-admin", tokens.AUDIENCE]),
    "no audience": lambda v: _ours(v, aud=ABSENT),
    "another issuer": lambda v: _ours(v, iss="evil"),
    "no issuer": lambda v: _ours(v, iss=ABSENT),
    "no jti": lambda v: _ours(v, jti=ABSENT),
    "empty jti": lambda v: _ours(v, jti=""),
    "jti as number": lambda v: _ours(v, jti=7),
    "no sub": lambda v: _ours(v, sub=ABSENT),
    "sub not an id": lambda v: _ours(v, sub="admin"),
    "sub as number": lambda v: _ours(v, sub=1),
    "sub of another person": lambda v: _ours(v, sub=v.other_claims["sub"]),
    "no session": lambda v: _ours(v, sid=ABSENT),
    "session of another person": lambda v: _ours(v, sid=v.other_claims["sid"]),
    "session that never was": lambda v: _ours(v, sid=str(uuid7())),
    "sid as list": lambda v: _ours(v, sid=[v.claims["sid"]]),
    "no epoch": lambda v: _ours(v, epoch=ABSENT),
    "epoch to come": lambda v: _ours(v, epoch=v.claims["epoch"] + 1),
    "epoch as text": lambda v: _ours(v, epoch="0"),
    "epoch as false": lambda v: _ours(v, epoch=False),
    "payload a list": lambda v: _by_hand(OUR_HEADER, json.dumps([v.claims]), tokens.get_signing_key()),
    "payload no JSON": lambda v: _by_hand(OUR_HEADER, "{", tokens.get_signing_key()),
    "deeply nested payload": lambda v: _by_hand(OUR_HEADER, "[" * 500, tokens.get_signing_key()),
    "deeply nested header": lambda v: f"{_b64('[' * 100_000)}.e30.e30",
    "ours, but huge": lambda v: _ours(v, padding="x" * 2000),
    "a megabyte": lambda v: "a" * 1_000_000,
    "letters beyond ASCII": lambda v: v.good[:-2] + "é½",
    "NUL inside": lambda v: v.good[:-2] + "\0a",
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_token_is_refused_and_the_valid_one_works(name, victim):
    user, session = tokens.verify_access_token(victim.good)
    assert (str(user.pk), str(session.pk)) == (victim.claims["sub"], victim.claims["sid"])

    with pytest.raises(NotAuthenticated) as refused:
        tokens.verify_access_token(FORGERIES[name](victim))
    assert refused.value.code == ErrorCode.TOKEN_INVALID


def test_there_are_at_least_thirty_forgeries():
    assert len(FORGERIES) >= 30


def test_hand_made_valid_token_is_accepted(victim):
    assert tokens.verify_access_token(_ours(victim))[0].pk == tokens.verify_access_token(victim.good)[0].pk


@pytest.mark.parametrize("name", ["alg none", "a guessed key", "a megabyte", "letters beyond ASCII", "just expired"])
def test_forged_token_is_a_401_over_rest(name, victim):
    assert factories.ApiClient(token=victim.good).get("/auth/users/me/").status == 200

    refused = factories.ApiClient(token=FORGERIES[name](victim)).get("/auth/users/me/")
    assert refused.status == 401
    assert refused.json["code"] == "token_invalid"
    assert set(refused.json) == {"code", "detail", "fields", "request_id"}
    assert refused.headers["www-authenticate"] == "Bearer"
