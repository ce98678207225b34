"""Outgoing webhook events of coins."""

from typing import Annotated

from apps.core.event_types import Example, StudentId
from apps.core.outgoing_events import WebhookEvent


class CoinsChanged(WebhookEvent, type="coins.changed"):
    """The coins of a pupil changed by `amount`; `balance` is the new balance."""

    student: StudentId
    amount: Annotated[int, Example(17)]
    balance: Annotated[int, Example(122)]
    cause: Annotated[str, Example("homework:01890a5d-ac96-774b-bcce-b302099a8031")]
