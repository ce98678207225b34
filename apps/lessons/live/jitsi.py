"""Jitsi: a server of the centre's own with signed tokens, or JaaS of 8x8. Rooms are made by who enters first.

Self-hosted, a token is signed with the shared secret (HS256) and carries `aud`, `iss`, `sub` (the domain), `room` and
`exp`; the person stands in `context.user` (https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md). JaaS
wants RS256 with the `kid` of the key, `aud` "jitsi", `iss` "chat", `sub` the AppID, and `moderator` "true" or "false"
in `context.user` (https://developer.8x8.com/jaas/docs/api-keys-jwt). A self-hosted server tells nobody who came:
that is seen at our own join button; JaaS sends events (`jaas_events`).
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

import jwt
from django.conf import settings
from django.utils import timezone

from apps.core.durations import MINUTE
from apps.lessons.live.interface import Guest, MadeRoom, Meeting, PersonalAddress, ProviderRefused

STAYS_OPEN = 30 * MINUTE
"""How long after the lesson a token still lets in who lost the connection."""


class Jitsi:
    """A Jitsi server of the centre, with token authentication."""

    def is_configured(self) -> bool:
        """Return whether the server, the app id and the secret are given."""
        env = settings.ENV
        return bool(env.jitsi_url and env.jitsi_app_id and env.jitsi_app_secret)

    def list_hosts(self) -> list[str]:
        """Return nobody: any number of rooms is open at once."""
        return []

    def create(self, meeting: Meeting) -> MadeRoom:
        """Choose a name that nobody can guess."""
        return MadeRoom(f"talim-{secrets.token_hex(12)}")

    def move(self, provider_id: str, meeting: Meeting) -> None:
        """Change nothing: tokens carry the time."""

    def remove(self, provider_id: str) -> None:
        """Remove nothing: no token is given for the room any longer."""

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """Return the address with a token of this person for this room."""
        env = settings.ENV
        domain = urlsplit(env.jitsi_url).hostname or ""
        claims = build_claims(made.provider_id, meeting, guest)
        claims |= {"aud": env.jitsi_app_id, "iss": env.jitsi_app_id, "sub": domain}
        token = jwt.encode(claims, env.jitsi_app_secret, algorithm="HS256")
        return PersonalAddress(f"{env.jitsi_url.rstrip('/')}/{made.provider_id}?jwt={token}", guest.key)


class Jaas(Jitsi):
    """Jitsi as a service of 8x8."""

    def is_configured(self) -> bool:
        """Return whether the AppID, the id of the key and the private key are given."""
        env = settings.ENV
        return bool(env.jaas_app_id and env.jaas_key_id and env.jaas_private_key)

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """Return the address with a token of this person for this room. Raise ProviderRefused for a broken key."""
        env = settings.ENV
        claims = build_claims(made.provider_id, meeting, guest)
        claims |= {"aud": "jitsi", "iss": "chat", "sub": env.jaas_app_id, "nbf": int(timezone.now().timestamp()) - 10}
        claims["context"]["features"] = {"recording": "false", "livestreaming": "false"}
        key = read_private_key(env.jaas_private_key)
        try:
            token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": env.jaas_key_id})
        except (jwt.InvalidKeyError, ValueError, TypeError):
            raise ProviderRefused("JAAS_PRIVATE_KEY is no private RSA key") from None
        return PersonalAddress(
            f"{env.jaas_url.rstrip('/')}/{env.jaas_app_id}/{made.provider_id}?jwt={token}", guest.key
        )


def build_claims(room: str, meeting: Meeting, guest: Guest) -> dict[str, Any]:
    """Return the claims that both kinds of token have: the room, the end, and the person."""
    user = {"id": guest.key, "name": guest.name, "moderator": "true" if guest.moderator else "false"}
    ends = max(meeting.ends_at, timezone.now()) + STAYS_OPEN
    return {"room": room, "exp": int(ends.timestamp()), "context": {"user": user}}


def read_private_key(text: str) -> str:
    """Return a private key in PEM; in a variable its line breaks may be written as \\\\n."""
    return text.replace("\\n", "\n")
