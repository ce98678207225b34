"""Buttons below a Telegram message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MAX_DATA_BYTES = 64


@dataclass(frozen=True)
class Button:
    """A button that opens `url`, or sends `data` (at most 64 bytes) to the bot; with `contact` it shares the user's own
    number with the bot, and stands below the chat.
    """

    text: str
    data: str = ""
    url: str = ""
    contact: bool = False

    def to_telegram(self) -> dict[str, str]:
        """Return the button for the Bot API. Raise ValueError when `data` is too long."""
        if len(self.data.encode()) > MAX_DATA_BYTES:
            raise ValueError(f"the data of a button is longer than {MAX_DATA_BYTES} bytes")
        return {"text": self.text[:64]} | ({"url": self.url} if self.url else {"callback_data": self.data})


ButtonRows = Sequence[Sequence[Button]]
"""Buttons, row by row."""


def build_keyboard(rows: ButtonRows) -> dict[str, Any]:
    """Return the `reply_markup` of these rows; an empty one removes buttons. Either all buttons share a contact, or
    none.
    """
    if any(button.contact for row in rows for button in row):
        keys = [[{"text": button.text[:64], "request_contact": True} for button in row] for row in rows]
        return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}
    return {"inline_keyboard": [[button.to_telegram() for button in row] for row in rows]}


def serialize_buttons(rows: ButtonRows) -> list[list[list[Any]]]:
    """Return the rows as JSON, for a job."""
    return [[_serialize(button) for button in row] for row in rows]


def _serialize(button: Button) -> list[Any]:
    """Return its fields; `contact` only where it is set, for workers of the release before."""
    fields = [button.text, button.data, button.url]
    return [*fields, True] if button.contact else fields


def deserialize_buttons(rows: Sequence[Sequence[Sequence[Any]]]) -> list[list[Button]]:
    """Return the rows from `serialize_buttons`."""
    return [[Button(*button) for button in row] for row in rows]
