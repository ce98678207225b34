"""What goes out under `/gamification/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.schemas.base import In, Out, example
from apps.gamification.causes import words
from apps.gamification.models import CoinTransaction
from apps.gamification.queries import Period

ROW: dict[str, Any] = {
    "rank": 1,
    "student": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74",
    "name": "Jasur Oripov",
    "coins": 57,
}


class CoinsOut(Out):
    """A pupil's coins."""

    model_config = example(balance=57)

    balance: int


class TransactionOut(Out):
    """One movement: `cause` names its object, `text` says what it was; a correction has a revision above 1."""

    model_config = example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e79",
        amount=17,
        cause="homework:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e78",
        revision=1,
        reason="homework.scored",
        text="Homework",
        created_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    amount: int
    cause: str
    revision: int
    reason: str
    text: str
    created_at: datetime

    @staticmethod
    def resolve_text(entry: CoinTransaction) -> str:
        """In the reader's language."""
        return words(entry.cause)


class BoardQuery(In):
    """How far back a leaderboard counts."""

    model_config = example(period="week")

    period: Period = Field(Period.WEEK, description="Since Monday, since the first of the month, or for ever.")


class BoardRow(Out):
    """One pupil; equal coins share a rank (1, 2, 2, 4)."""

    model_config = example(**ROW)

    rank: int
    student: UUID
    name: str
    coins: int


class BoardOut(Out):
    """A group's leaderboard: the first hundred, and the reader's own row."""

    model_config = example(group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72", period="week", rows=[ROW], me=ROW)

    group: UUID
    period: Period
    rows: list[BoardRow]
    me: BoardRow | None
