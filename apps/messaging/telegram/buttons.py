"""Buttons under a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MAX_DATA_BYTES = 64


@dataclass(frozen=True)
class Button:
    """One button: it opens `url`, or sends `data` (at most 64 bytes) back to the bot."""

    text: str
    data: str = ""
    url: str = ""

    def to_telegram(self) -> dict[str, str]:
        """As Telegram takes it. ValueError for data that it would refuse."""
        if len(self.data.encode()) > MAX_DATA_BYTES:
            raise ValueError(f"the data of a button is longer than {MAX_DATA_BYTES} bytes")
        return {"text": self.text[:64]} | ({"url": self.url} if self.url else {"callback_data": self.data})


ButtonRows = Sequence[Sequence[Button]]
"""Buttons row by row."""


def build_keyboard(rows: ButtonRows) -> dict[str, Any]:
    """The `reply_markup` of these rows; an empty one takes buttons away."""
    return {"inline_keyboard": [[button.to_telegram() for button in row] for row in rows]}


def serialize_buttons(rows: ButtonRows) -> list[list[list[str]]]:
    """The rows as JSON, for a job."""
    return [[[button.text, button.data, button.url] for button in row] for row in rows]


def deserialize_buttons(rows: Sequence[Sequence[Sequence[str]]]) -> list[list[Button]]:
    """What `serialize_buttons` made."""
    return [[Button(*button) for button in row] for row in rows]
