"""Outgoing webhook events of coins."""

from typing import Any, ClassVar

from apps.core.outgoing_events import WebhookEvent


class CoinsChanged(WebhookEvent):
    """The coins of a pupil changed by `amount`; `balance` is the new balance."""

    type: ClassVar[str] = "coins.changed"
    example: ClassVar[dict[str, Any]] = {
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
        "amount": 17,
        "balance": 122,
        "cause": "homework:01890a5d-ac96-774b-bcce-b302099a8031",
    }

    student: str
    amount: int
    balance: int
    cause: str


WEBHOOK_EVENTS = [CoinsChanged]
