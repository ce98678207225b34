"""What other systems are told of coins."""

from typing import Any, ClassVar

from apps.core.outgoing_events import Outgoing


class CoinsChanged(Outgoing):
    """A pupil has more or fewer coins: `amount` is the difference, `balance` what there is now."""

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
