"""Schemas under `/realtime/`."""

from pydantic import Field

from api.schemas.base import Out, example


class TicketOut(Out):
    """The right to open one socket: say it in the first frame, `{"id": 1, "type": "hello", "ticket": …}`."""

    model_config = example(ticket="Zc1nJ0mUlqL2g8yT5V9wFg", expires_in=30)

    ticket: str = Field(description="128 random bits, for one use.")
    expires_in: int = Field(description="Seconds until it is worth nothing.")
