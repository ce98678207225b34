"""Schemas of `/realtime/`."""

from pydantic import Field

from api.base_schemas import Out, build_example


class TicketOut(Out):
    """A ticket that opens one socket. Send it in the first frame: `{"id": 1, "type": "hello", "ticket": …}`."""

    model_config = build_example(ticket="Zc1nJ0mUlqL2g8yT5V9wFg", expires_in=30)

    ticket: str = Field(description="128 random bits, valid for one use.")
    expires_in: int = Field(description="Seconds until the ticket expires.")
