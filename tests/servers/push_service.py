"""A push service on loopback with browsers behind it: it lets in who signs as RFC 8292 says, and each browser opens
what comes for it as RFC 8291 says. Nothing here is shared with what is tested.
"""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.servers.local_server import LocalRequest, LocalServer, run_server

P256 = ec.SECP256R1()


def encode_base64url(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode_base64url(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode_public_key(key):
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True)
class PushMessage:
    """A message as the browser's service worker gets it, with the request's headers (in lower case)."""

    payload: dict[str, Any]
    size: int
    headers: dict[str, str]


@dataclass
class PushBrowser:
    """A subscription: its address, its keys, and what it was shown."""

    endpoint: str
    server_key: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(P256))
    auth: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    shown: list[PushMessage] = field(default_factory=list)

    @property
    def body(self):
        """What its page sends us."""
        public_key = encode_base64url(encode_public_key(self.key.public_key()))
        return {"endpoint": self.endpoint, "keys": {"p256dh": public_key, "auth": encode_base64url(self.auth)}}

    def opened(self, body):
        """RFC 8188 with one record, the key material by RFC 8291."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert (length, len(body) <= size) == (65, True)
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(P256, theirs))
        info = b"WebPush: info\0" + encode_public_key(self.key.public_key()) + theirs + b"\x01"
        secret = _hmac(_hmac(self.auth, shared), info)
        root = _hmac(salt, secret)
        key = _hmac(root, b"Content-Encoding: aes128gcm\0\x01")[:16]
        nonce = _hmac(root, b"Content-Encoding: nonce\0\x01")[:12]
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain.endswith(b"\x02")
        return plain[:-1]


class PushService(LocalServer):
    """`answers` are statuses with headers for the next requests, 201 after them; `refused` says why requests were not
    let in; `most` is the largest body it takes.
    """

    def __init__(self, server_key):
        super().__init__(_Request)
        self.server_key = server_key
        self.browsers: dict[str, PushBrowser] = {}
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.asked: list[str] = []
        self.refused: list[str] = []
        self.most = 4096
        self.origin = self.url

    def browser(self):
        """Another browser that subscribed with the centre's key."""
        path = f"/send/{secrets.token_urlsafe(24)}"
        self.browsers[path] = PushBrowser(self.origin + path, self.server_key)
        return self.browsers[path]

    def answer(self, path, headers, body):
        self.asked.append(path)
        if self.answers and (output := self.answers.pop(0))[0] != 201:
            return output
        if (browser := self.browsers.get(path)) is None:
            return 404, {}
        if len(body) > self.most:
            return 413, {}
        try:
            self._let_in(browser, headers)
        except (AssertionError, jwt.InvalidTokenError) as error:
            self.refused.append(str(error))
            return 403, {}
        plain = browser.opened(body)
        browser.shown.append(PushMessage(json.loads(plain), len(plain), headers))
        return 201, {"Location": f"{self.origin}/message"}

    def _let_in(self, browser, headers):
        scheme, _space, parts = headers["authorization"].partition(" ")
        given = dict(part.strip().split("=", 1) for part in parts.split(","))
        assert (scheme, given["k"]) == ("vapid", browser.server_key), "another key"
        key = ec.EllipticCurvePublicKey.from_encoded_point(P256, decode_base64url(given["k"]))
        claims = jwt.decode(given["t"], key, algorithms=["ES256"], audience=self.origin)  # type: ignore[arg-type]
        assert claims["sub"].startswith(("mailto:", "https://")), "nobody to ask"
        assert headers["content-encoding"] == "aes128gcm"
        assert headers["ttl"].isdecimal(), "no TTL"
        assert headers["urgency"] in {"very-low", "low", "normal", "high"}
        assert 0 < len(headers["topic"]) <= 32, "no topic"


class _Request(LocalRequest):
    def answer(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, more = self.server.answer(self.path, headers, self.read_body())
        self.send_response(status)
        for name, value in {"Content-Length": "0", **more}.items():
            self.send_header(name, value)
        self.end_headers()


def start_push_service(server_key):
    return run_server(PushService(server_key))


def _hmac(key, data):
    return hmac.digest(key, data, hashlib.sha256)
