"""What stands behind a button: a verb and its arguments, signed for one person in one chat.

Passed on, copied or made up, it opens nothing: the signature holds for the person who is linked with the chat in which
it is pressed. What they may see is asked again with every press.
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
    """A button that was pressed by the person for whom it was made."""

    verb: str
    arguments: tuple[str, ...]

    def id(self, place: int) -> UUID | None:
        """The id among the arguments; None when there is none."""
        return parse_short_id(self.arguments[place]) if place < len(self.arguments) else None


def sign_button(user: User, chat_id: int, verb: str, *arguments: str | UUID) -> str:
    """The data of a button for this person in this chat."""
    words = [verb, *(shorten_id(argument) if isinstance(argument, UUID) else argument for argument in arguments)]
    said = ":".join(words)
    return f"{said}:{_signature(sealing.keys(PURPOSE)[0], user, chat_id, said)}"


def verify_button(user: User, chat_id: int, data: str) -> ButtonPress | None:
    """What was pressed; None for data that was not made for this person in this chat."""
    said, _colon, signature = data.rpartition(":")
    for key in sealing.keys(PURPOSE):
        if hmac.compare_digest(signature.encode(), _signature(key, user, chat_id, said).encode()):
            verb, *arguments = said.split(":")
            return ButtonPress(verb, tuple(arguments))
    return None


def shorten_id(key: UUID) -> str:
    """An id in 22 characters."""
    return urlsafe_b64encode(key.bytes).decode().rstrip("=")


def parse_short_id(text: str) -> UUID | None:
    """The id that `shorten_id` wrote; None for anything else."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{text}=="))
    except (ValueError, Error):
        return None


def _signature(key: bytes, user: User, chat_id: int, said: str) -> str:
    digest = hmac.digest(key, f"{user.pk}:{chat_id}:{said}".encode(), "sha256")
    return urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()
