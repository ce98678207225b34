"""Data of buttons: a verb and arguments, signed for one user in one chat.

Copied or forged data does nothing: the signature is valid only for the user who is linked with the chat. What they may
see is checked again with every press.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from uuid import UUID

from apps.accounts.models import User
from apps.core import sealing

PURPOSE = "telegram buttons"
SIGNATURE_BYTES = 9


@dataclass(frozen=True)
class ButtonPress:
    """A pressed button with a valid signature."""

    verb: str
    arguments: tuple[str, ...]

    def id(self, place: int) -> UUID | None:
        """Return the id at this position of the arguments, or None."""
        return parse_short_id(self.arguments[place]) if place < len(self.arguments) else None


def sign_button(user: User, chat_id: int, verb: str, *arguments: str | UUID) -> str:
    """Return the signed data of a button for this user in this chat."""
    text = ":".join([verb, *(shorten_id(part) if isinstance(part, UUID) else part for part in arguments)])
    return f"{text}:{_signature(sealing.derive_keys(PURPOSE)[0], user, chat_id, text)}"


def verify_button(user: User, chat_id: int, data: str) -> ButtonPress | None:
    """Return the pressed button; None when it was not signed for this user in this chat."""
    text, _colon, signature = data.rpartition(":")
    for key in sealing.derive_keys(PURPOSE):
        if hmac.compare_digest(signature.encode(), _signature(key, user, chat_id, text).encode()):
            verb, *arguments = text.split(":")
            return ButtonPress(verb, tuple(arguments))
    return None


def shorten_id(key: UUID) -> str:
    """Return the id in 22 characters."""
    return urlsafe_b64encode(key.bytes).decode().rstrip("=")


def parse_short_id(text: str) -> UUID | None:
    """Return the id that `shorten_id` wrote; None for other text."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{text}=="))
    except (ValueError, Error):
        return None


def _signature(key: bytes, user: User, chat_id: int, text: str) -> str:
    digest = hmac.digest(key, f"{user.pk}:{chat_id}:{text}".encode(), "sha256")
    return urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()
