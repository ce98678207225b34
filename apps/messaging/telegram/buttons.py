"""Buttons under a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_DATA = 64


@dataclass(frozen=True)
class Button:
    """One button: it opens `url`, or sends `data` (at most 64 bytes) back to the bot."""

    text: str
    data: str = ""
    url: str = ""

    def drawn(self) -> dict[str, str]:
        """As Telegram takes it. ValueError for data that it would refuse."""
        if len(self.data.encode()) > LONGEST_DATA:
            raise ValueError(f"the data of a button is longer than {LONGEST_DATA} bytes")
        return {"text": self.text[:64]} | ({"url": self.url} if self.url else {"callback_data": self.data})


Rows = Sequence[Sequence[Button]]
"""Buttons row by row."""


def keyboard(rows: Rows) -> dict[str, Any]:
    """The `reply_markup` of these rows; an empty one takes buttons away."""
    return {"inline_keyboard": [[button.drawn() for button in row] for row in rows]}


def packed(rows: Rows) -> list[list[list[str]]]:
    """The rows as JSON, for a job."""
    return [[[button.text, button.data, button.url] for button in row] for row in rows]


def unpacked(rows: Sequence[Sequence[Sequence[str]]]) -> list[list[Button]]:
    """What `packed` made."""
    return [[Button(*button) for button in row] for row in rows]
